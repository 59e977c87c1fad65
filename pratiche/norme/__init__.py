"""Acts, articles and decisions as records, and who applies them."""
