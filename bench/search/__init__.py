"""How good and how fast search is: collections from outside, and growth beside other engines."""
