"""People: accounts, groups, limits, sign-in."""

from django.apps import AppConfig


class UtentiConfig(AppConfig):
    name = "piattaforma.utenti"
    label = "utenti"
    verbose_name = "Utenti"
    default_auto_field = "django.db.models.BigAutoField"
