"""The pages of decisions, and of the questions on which they differ."""
