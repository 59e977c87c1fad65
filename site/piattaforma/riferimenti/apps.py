from django.apps import AppConfig


class RiferimentiConfig(AppConfig):
    name = "piattaforma.riferimenti"
    label = "riferimenti"
    verbose_name = "Riferimenti normativi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import annotatore, panels, riquadri, signal_handlers  # noqa: F401
