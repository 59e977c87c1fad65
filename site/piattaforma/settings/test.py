"""Tests: tables without migrations, quick hashes, files in a temporary folder."""

import tempfile
from pathlib import Path

from ._database import database
from .base import *
from .base import DATABASES, INSTALLED_APPS, env

SECRET_KEY = "solo-per-le-prove-" + "x" * 40
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
MOSTRA_COMPONENTI = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
_folder = Path(tempfile.mkdtemp(prefix="condivisa-prove-"))
MEDIA_ROOT = _folder / "media"
POSTA_CARTELLA = str(_folder / "posta")
VAR_DIR = _folder
LAVORI_DIR = str(_folder / "lavori")
STATIC_ROOT = _folder / "static"
SEARCH_DIR = str(_folder / "ricerca")
SEARCH_LOG_DIR = str(_folder / "ricerche")
# The node of tests is OpenSearch: see tests/nodo. Its address is only ever that of the environment.
ELASTICSEARCH_NODE = "tests.nodo.trasporto.OpenSearchNode"
for _name in ("media", "posta", "static"):
    (_folder / _name).mkdir()
# The live server of tests has no collected files: it serves them where they are written.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

if _url := env.str("TEST_DATABASE_URL", default=""):
    DATABASES["default"] = database(_url)
else:
    # A file, not memory: threads, live servers and WAL behave as in production.
    DATABASES["default"] = database(f"sqlite:///{_folder / 'db.sqlite3'}")
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}

if not env.bool("TEST_CON_MIGRAZIONI", default=False):
    # Wagtail's 300 migrations take most of a minute; one test job runs them for real.
    MIGRATION_MODULES = {app.rsplit(".", 1)[-1]: None for app in INSTALLED_APPS} | {
        "wagtailcore": None,
        "wagtailadmin": None,
        "wagtaildocs": None,
        "wagtailimages": None,
        "wagtailredirects": None,
        "wagtailsearch": None,
        "wagtailusers": None,
        "wagtailembeds": None,
        "wagtailsettings": None,
        "wagtailsites": None,
        "wagtailsnippets": None,
    }
