"""Our settings for the benchmark: production's, with what it takes to set up in seconds.

Tables are made without migrations and only the site's own static files are collected; neither is
read while a page is served.
"""

from piattaforma.settings.production import *  # noqa: F403

from .tables import NoMigrations

MIGRATION_MODULES = NoMigrations()
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
# The full-text table is made by a migration; nothing here searches.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
}
