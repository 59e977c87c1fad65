"""The twin: the same contents on a plain Wagtail site, written as Wagtail's documentation does."""
