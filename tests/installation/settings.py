"""Production settings, with two pages that only tests show and less to compress."""

from piattaforma.settings.production import *  # noqa: F403
from piattaforma.settings.production import STORAGES, env

#: /componenti/ and an address that breaks.
MOSTRA_COMPONENTI = True
ROOT_URLCONF = "tests.installation.urls"
STATIC_ROOT = env.str("STATIC_ROOT_DELLE_PROVE")
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "tests.installation.storage.OwnFilesCompressed"}}
# Demonstration accounts are made with a quick hash; nothing else of signing in changes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The node of tests is no Elasticsearch.
ELASTICSEARCH_NODE = "tests.nodo.trasporto.OpenSearchNode"
