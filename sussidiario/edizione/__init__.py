"""Editions: prepared, made current, compared."""
