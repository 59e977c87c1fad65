from django.apps import AppConfig


class NucleoConfig(AppConfig):
    name = "piattaforma.nucleo"
    label = "nucleo"
    verbose_name = "Nucleo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, frame_provider, home, page_contents, signal_handlers  # noqa: F401
