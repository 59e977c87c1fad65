"""Editions as folders of files: imported and exported."""
