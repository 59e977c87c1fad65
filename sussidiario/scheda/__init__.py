"""A scheda: its page, and what a draft still lacks."""
