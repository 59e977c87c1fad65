"""One Markdown file a scheda, as `importers.markdown` reads it."""

from collections.abc import Iterable
from typing import Any

from piattaforma.media.allegati import Raccolta
from piattaforma.nucleo.allegati import spelled
from piattaforma.nucleo.documents import write_document, write_yaml
from piattaforma.nucleo.models import Termine
from piattaforma.nucleo.spelling import write_zone
from piattaforma.nucleo.spelling_text import one_line

from ...models import EdizionePage, PartePage, SchedaPage
from ...models.scheda import ZONE
from ..importers.markdown import TESTI, VOCABOLARI
from .indirizzi import Indirizzi

#: A file name longer than this is refused by some systems.
NOME_MAX = 150


def file_name(page: SchedaPage) -> str:
    return f"{page.codice}-{page.slug}"[:NOME_MAX] + ".md"


def write_edition(edition: EdizionePage, parts: Iterable[PartePage]) -> str:
    """`_edizione.yaml`."""
    rows = [
        {"slug": part.slug, "numero": part.numero, "titolo": one_line(part.title), **_common(part)}
        for part in parts
    ]
    data = {"titolo": one_line(edition.title), "slug": edition.slug, "anno": edition.anno}
    removed = dict(edition.tolte.order_by("codice").values_list("codice", "perche"))
    return write_yaml(
        data | _common(edition) | {"parti": rows} | ({"tolte": removed} if removed else {})
    )


def write_scheda(
    page: SchedaPage,
    *,
    parte: str,
    ordine: int,
    terms: Iterable[Termine],
    files: Raccolta,
    addresses: Indirizzi,
) -> str:
    by_vocabulary: dict[str, list[str]] = {name: [] for name in VOCABOLARI}
    for term in sorted(terms, key=lambda t: (t.ordine, t.codice)):
        by_vocabulary[term.vocabolario].append(term.codice)
    common = _common(page)
    meta: dict[str, Any] = {
        "codice": page.codice,
        "parte": parte,
        "ordine": ordine,
        "slug": page.slug,
        "domanda": one_line(page.title),
        "in_breve": one_text(page.in_breve) + "\n",
        **{name: codes for name, codes in by_vocabulary.items() if codes},
        **({"ufficio": common.pop("ufficio")} if "ufficio" in common else {}),
        "fonte": one_line(page.fonte),
        "livello": page.livello,
        **common,
    }
    zones = []
    for name, (_, heading) in ZONE.items():
        text = write_zone(spelled(getattr(page, name), files=files, change=addresses.in_text))
        if text:
            zones.append(f"\n## {heading}\n\n{text}")
    return write_document(meta, "".join(zones))


def one_text(text: str) -> str:
    """A text of several lines as the form would have kept it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _common(page: Any) -> dict[str, str]:
    """What every page has, where it is filled."""
    texts = {key: one_line(getattr(page, name)) for key, name in TESTI.items()}
    office = page.ufficio.codice if page.ufficio else ""
    return {key: text for key, text in {"ufficio": office, **texts}.items() if text}
