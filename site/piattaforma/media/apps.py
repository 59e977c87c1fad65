"""Files: images, their renditions, documents."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "piattaforma.media"
    label = "media"
    verbose_name = "File"
    default_auto_field = "django.db.models.BigAutoField"
