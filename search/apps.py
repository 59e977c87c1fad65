from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = "Ricerca"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import riquadri  # noqa: F401
