"""Outgoing mail: one ledger, one worker."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PostaConfig(AppConfig):
    name = "piattaforma.posta"
    label = "posta"
    verbose_name = "Posta"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401

        autodiscover_modules("tipi_posta")
