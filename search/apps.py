from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = "Ricerca"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .engines import require_engine

        # No system check: a server that starts runs none.
        require_engine()
        from . import checks, riquadri, signal_handlers  # noqa: F401
        from .indice import readiness  # noqa: F401
