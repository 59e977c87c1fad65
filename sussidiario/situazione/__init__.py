"""Situations: the door "Ho una domanda"."""
