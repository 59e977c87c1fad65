"""How well search answers a collection of questions."""
