"""From a question to what a page shows."""
