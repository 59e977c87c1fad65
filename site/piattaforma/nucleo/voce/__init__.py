"""The reader's voice: how clear a page is, and what is wrong on it."""
