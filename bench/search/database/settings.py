"""A site of one model. What Wagtail calls `wagtail.search` is `modelsearch`, which needs no pages."""

SECRET_KEY = "misura"
INSTALLED_APPS = ["django.contrib.contenttypes", "modelsearch", "bench.search.database"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MODELSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": False}
}
USE_TZ = True
