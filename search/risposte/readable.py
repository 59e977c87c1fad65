"""What readers may see of contents that an index found: read again from the database, at use."""

from collections.abc import Iterable

from django.db.models import Model

from piattaforma.nucleo.contents import Contenuto, Voce, content_of
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.righe import together

from ..uids import key_of


def readable(uids: Iterable[str], user: Reader) -> dict[str, Voce]:
    """Those of these contents that `user` may see now, with title and address of now: one query."""
    by_base: dict[type[Model], tuple[Contenuto, dict[int, str]]] = {}
    for uid in dict.fromkeys(uids):
        found = _content_of(uid)
        if found is not None:
            content, key = found
            # Whoever reads a table reads it for all that stand on it.
            _, keys = by_base.setdefault(content.base, (content, {}))
            keys[key] = uid
    tables = together(
        [
            content.righe(keys).filter(pk__in=content.visibili(user).values("pk"))
            for content, keys in by_base.values()
        ]
    )
    return {
        keys[row[0]]: content.voce(row)
        for (content, keys), rows in zip(by_base.values(), tables, strict=True)
        for row in rows
    }


def _content_of(uid: str) -> tuple[Contenuto, int] | None:
    """None for what is of no type that there is: an index may be older than the code, an address wrong."""
    try:
        model, key = key_of(uid)
    except (LookupError, ValueError):
        return None
    content = content_of(model)
    return (content, key) if content else None
