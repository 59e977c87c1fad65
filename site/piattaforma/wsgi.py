"""WSGI entry point (Wagtail is synchronous: docs/adr/0005)."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for root in (ROOT, ROOT / "site"):
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piattaforma.settings.production")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
