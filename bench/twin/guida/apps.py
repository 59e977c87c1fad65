from django.apps import AppConfig


class GuidaConfig(AppConfig):
    name = "bench.twin.guida"
    label = "guida"
    default_auto_field = "django.db.models.BigAutoField"
