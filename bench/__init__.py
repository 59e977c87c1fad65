"""Measure the site against a plain Wagtail site with the same contents: `make bench`."""
