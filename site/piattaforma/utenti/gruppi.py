"""The names of the groups of people who work on the site, by which groups are found."""

#: Writes and proposes.
REDAZIONE = "Redazione"
#: Checks and publishes.
REVISIONE = "Revisione"
#: Looks after menus, collections, offices and settings; users are managed by superusers alone.
AMMINISTRAZIONE = "Amministrazione"

TUTTI = (REDAZIONE, REVISIONE, AMMINISTRAZIONE)
