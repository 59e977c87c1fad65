"""A question on which decisions differ, as readers see it."""
