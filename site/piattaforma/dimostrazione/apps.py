from django.apps import AppConfig


class DimostrazioneConfig(AppConfig):
    name = "piattaforma.dimostrazione"
    label = "dimostrazione"
    verbose_name = "Dimostrazione"
