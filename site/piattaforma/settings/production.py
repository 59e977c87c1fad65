"""Production: `make run` and every real installation. Refuses to start with an unsafe key."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import ALLOWED_HOSTS, IS_LOOPBACK, SECRET_KEY
from .base import SILENCED_SYSTEM_CHECKS as SILENCED

if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured(
        "SECRET_KEY manca o è più corta di 40 caratteri: `make run` la crea in .env; "
        "altrove impostala nell'ambiente."
    )
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS deve elencare gli host del sito, senza «*».")

if IS_LOOPBACK:
    # The demonstration on one's own machine runs without TLS: what deploy checks would say is known.
    SILENCED_SYSTEM_CHECKS = [
        *SILENCED,
        "security.W004",
        "security.W008",
        "security.W012",
        "security.W016",
        "security.W021",
    ]
