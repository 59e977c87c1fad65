"""Who may do what with search: read what was searched and why, write groups and promoted results."""

VEDE_PAROLE = "search.view_parolecercate"
SCRIVE_SINONIMI = "search.change_grupposinonimi"
