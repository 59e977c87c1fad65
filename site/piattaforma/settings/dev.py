"""Development: `make dev`."""

from .base import *
from .base import STORAGES, env

DEBUG = True
SECRET_KEY = env.str("SECRET_KEY", default="") or "solo-per-lo-sviluppo-" + "x" * 40
ALLOWED_HOSTS = ["*"]
MOSTRA_COMPONENTI = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
SECURE_SSL_REDIRECT = False
