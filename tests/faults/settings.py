"""Settings of the processes that tests start and kill: jobs and mail, real database options."""

from piattaforma.settings._database import DATABASES  # noqa: F401
from piattaforma.settings._lavori import LAVORI_DIR  # noqa: F401
from piattaforma.settings._logging import LOGGING  # noqa: F401
from piattaforma.settings._mail import *  # noqa: F403

SECRET_KEY = "solo-per-le-prove-" + "x" * 40
INSTALLED_APPS = [
    "piattaforma.posta",
    "piattaforma.lavori",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
MIGRATION_MODULES = {"posta": None, "lavori": None, "auth": None, "contenttypes": None}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "it"
TIME_ZONE = "Europe/Rome"
USE_TZ = True
BASE_URL = "http://127.0.0.1:8000"
