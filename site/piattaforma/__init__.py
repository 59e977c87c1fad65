"""The kernel and the composition root of Condivisa (see docs/architettura.md for the layers)."""
