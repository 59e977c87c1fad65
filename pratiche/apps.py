from django.apps import AppConfig


class PraticheConfig(AppConfig):
    name = "pratiche"
    label = "pratiche"
    verbose_name = "Pratiche e norme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from piattaforma.nucleo.scelta_norme import set_norm_search

        from .norme import contents, risolutore, signal_handlers  # noqa: F401

        set_norm_search("pratiche_admin_cerca")
