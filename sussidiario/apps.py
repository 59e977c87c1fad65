from django.apps import AppConfig


class SussidiarioConfig(AppConfig):
    name = "sussidiario"
    label = "sussidiario"
    verbose_name = "Sussidiario"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import contents, panels, signal_handlers  # noqa: F401
        from .glossario import annotatore  # noqa: F401
        from .glossario import contents as voci  # noqa: F401
        from .glossario import signal_handlers as voci_handlers  # noqa: F401
