"""Recurring jobs: one registry, one locked loop."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LavoriConfig(AppConfig):
    name = "piattaforma.lavori"
    label = "lavori"
    verbose_name = "Lavori"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("jobs")
