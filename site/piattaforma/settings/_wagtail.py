"""Wagtail: Italian, its own people and files, and no call to anybody outside."""

from ._env import BASE_URL

WAGTAIL_SITE_NAME = "Condivisa"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("it", "Italiano")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("it", "Italiano")]

# The admin calls nobody: no Gravatar, no update check, no banner.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

WAGTAIL_ENABLE_SCHEDULE_PUBLISHING = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_WORKFLOW_ENABLED = True
# Reviewers may mend what they approve: their edits inherit the note of the draft.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "piattaforma.nucleo.ricerca_admin"}}
# One country, one time: nobody chooses.
WAGTAIL_USER_TIME_ZONES = ["Europe/Rome"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
