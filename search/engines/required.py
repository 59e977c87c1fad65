"""What the settings of search must say for the site to start."""

import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

EMBEDDED, ELASTICSEARCH = "embedded", "elasticsearch"
#: What `SEARCH_ENGINE` may say.
ENGINES = (EMBEDDED, ELASTICSEARCH)

#: What Elasticsearch takes at the beginning of a name, and no pattern of ours mistakes.
_PREFIX = re.compile(r"[a-z][a-z0-9-]{0,60}")


def require_engine() -> None:
    """Raise unless `SEARCH_ENGINE` names an engine (search.E002) that the site may have (search.E003)."""
    if settings.SEARCH_ENGINE not in ENGINES:
        raise ImproperlyConfigured(
            f"search.E002: SEARCH_ENGINE è «{settings.SEARCH_ENGINE}»; può essere: "
            f"{', '.join(ENGINES)}."
        )
    if settings.SEARCH_ENGINE == ELASTICSEARCH:
        _require_cluster()


def _require_cluster() -> None:
    if find_spec("elasticsearch") is None:
        raise ImproperlyConfigured(
            "search.E003: manca il client di Elasticsearch: esegui `make elasticsearch`."
        )
    urls = cluster_urls(settings.ELASTICSEARCH_URL)
    if not _PREFIX.fullmatch(settings.ELASTICSEARCH_INDEX):
        raise ImproperlyConfigured(
            f"search.E003: ELASTICSEARCH_INDEX è «{settings.ELASTICSEARCH_INDEX}»: sono ammesse "
            "lettere minuscole, cifre e trattini, e si comincia con una lettera."
        )
    authority = settings.ELASTICSEARCH_CA
    if authority and not Path(authority).is_file():
        raise ImproperlyConfigured(
            f"search.E003: ELASTICSEARCH_CA indica un file che non c’è: {authority}."
        )
    if authority and not all(url.startswith("https:") for url in urls):
        raise ImproperlyConfigured(
            "search.E003: con ELASTICSEARCH_CA ogni indirizzo di ELASTICSEARCH_URL comincia con https."
        )


def cluster_urls(setting: str) -> list[str]:
    """search.E003: raise unless it is one address or several, each with its port."""
    urls = list(dict.fromkeys(one.strip() for one in setting.split(",") if one.strip()))
    for url in urls or [""]:
        if not _is_address(url):
            # Not what it says: it may bear a password.
            raise ImproperlyConfigured(
                "search.E003: ELASTICSEARCH_URL deve dire dove risponde il cluster, con la porta: "
                "https://ricerca.example.it:9200 (più indirizzi separati da virgole)."
            )
    return urls


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname and parts.port)
    except ValueError:
        return False
