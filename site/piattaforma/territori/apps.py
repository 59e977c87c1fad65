"""Offices: who answers for a page."""

from django.apps import AppConfig


class TerritoriConfig(AppConfig):
    name = "piattaforma.territori"
    label = "territori"
    verbose_name = "Territori e uffici"
    default_auto_field = "django.db.models.BigAutoField"
