"""The glossary: what it calls things, where contents use them, how readers see them."""
