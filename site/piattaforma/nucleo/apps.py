from django.apps import AppConfig


class NucleoConfig(AppConfig):
    name = "piattaforma.nucleo"
    label = "nucleo"
    verbose_name = "Nucleo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db import transaction
        from wagtail.models import PageViewRestriction

        from . import checks, frame_provider, home, page_contents, signal_handlers  # noqa: F401

        # With what is told of the pages that it closes: saved alone it would be there before that is.
        PageViewRestriction.save = transaction.atomic(PageViewRestriction.save)
