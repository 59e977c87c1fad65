"""Two versions of a question side by side: which zones differ, and between two editions which schede."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from piattaforma.nucleo.contents import Zona
from piattaforma.nucleo.models import Aggiornamento, Resa
from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.models import Citazione

from ..contents import ContenutoScheda
from ..models import EdizionePage, SchedaPage, SchedaTolta
from ..models.scheda import BREVE, ZONE
from ..querysets import IN_LISTS, schede_of

#: The zones of a comparison in the order of the page: name → heading.
ZONE_CONFRONTATE = {
    "domanda": "Domanda",
    BREVE[0]: BREVE[1],
    **dict(ZONE.values()),
    "fonte": "Fonte",
}
#: Rows asked for in one query.
_AT_ONCE = 500

#: zone → what it says, in plain text
Testi = Mapping[str, str]


@dataclass
class Cambio:
    """A question that both editions have, with another text."""

    da: SchedaPage
    a: SchedaPage
    #: the headings of the zones that differ
    zone: list[str]
    perche: str = ""


@dataclass
class Confronto:
    """What changes from one edition to another."""

    da: EdizionePage
    a: EdizionePage
    nuove: list[SchedaPage] = field(default_factory=list)
    cambiate: list[Cambio] = field(default_factory=list)
    invariate: list[SchedaPage] = field(default_factory=list)
    #: scheda of the older edition, and why it is not in the other
    tolte: list[tuple[SchedaPage, str]] = field(default_factory=list)
    #: code → what an editor said of a new one
    perche: dict[str, str] = field(default_factory=dict)
    #: scheda → its zones as plain text
    testi: dict[int, Testi] = field(default_factory=dict)


def compare_editions(*, da: EdizionePage, a: EdizionePage, user: Reader) -> Confronto:
    """What a reader may see of both; the queries do not grow with the schede."""
    fields = (*IN_LISTS, "fonte", "livello", "live")
    old = {s.codice: s for s in schede_of(da, user).only(*fields)}
    new = {s.codice: s for s in schede_of(a, user).only(*fields)}
    texts = texts_of([*old.values(), *new.values()])
    reasons = _reasons(new.values())
    removed = dict(SchedaTolta.objects.filter(edizione=a).values_list("codice", "perche"))
    found = Confronto(da=da, a=a, testi=texts)
    # What is there and closed to this reader is neither new nor gone.
    there = {e.pk: _codes_of(e) for e in (da, a)}
    fates = tell_apart(old, new, texts)
    found.nuove = [s for s in fates.nuove if s.codice not in there[da.pk]]
    found.perche = {s.codice: reasons.get(s.pk, "") for s in found.nuove}
    found.cambiate = [Cambio(*change, reasons.get(change[1].pk, "")) for change in fates.cambiate]
    found.invariate = fates.invariate
    gone = (s for s in fates.tolte if s.codice not in there[a.pk])
    found.tolte = [(scheda, removed.get(scheda.codice, "")) for scheda in gone]
    return found


def comparison_url(*, da: str, a: str, scheda: str = "") -> str:
    """Where two editions (their slugs) are compared, or one question of both (its code)."""
    query = {"da": da, "a": a} | ({"scheda": scheda} if scheda else {})
    return f"{reverse('sussidiario_confronta')}?{urlencode(query)}"


@dataclass
class Sorti:
    """What became of the schede of one edition in another."""

    nuove: list[SchedaPage] = field(default_factory=list)
    #: before, after, the headings of the zones that differ
    cambiate: list[tuple[SchedaPage, SchedaPage, list[str]]] = field(default_factory=list)
    invariate: list[SchedaPage] = field(default_factory=list)
    tolte: list[SchedaPage] = field(default_factory=list)


def tell_apart(
    old: Mapping[str, SchedaPage], new: Mapping[str, SchedaPage], texts: Mapping[int, Testi]
) -> Sorti:
    """Schede by code, before and after; `texts` of those that both have."""
    fates = Sorti(tolte=[scheda for code, scheda in old.items() if code not in new])
    for code, scheda in new.items():
        earlier = old.get(code)
        if earlier is None:
            fates.nuove.append(scheda)
        elif zones := zones_that_differ(texts[earlier.pk], texts[scheda.pk]):
            fates.cambiate.append((earlier, scheda, zones))
        else:
            fates.invariate.append(scheda)
    return fates


def _codes_of(edition: EdizionePage) -> set[str]:
    """The codes that an edition has, whoever may read them."""
    return set(SchedaPage.objects.live().descendant_of(edition).values_list("codice", flat=True))


def zones_that_differ(before: Testi, after: Testi) -> list[str]:
    """The headings of the zones whose words are not the same."""
    return [
        heading
        for name, heading in ZONE_CONFRONTATE.items()
        if before.get(name, "").split() != after.get(name, "").split()
    ]


def texts_of(schede: Iterable[SchedaPage]) -> dict[int, Testi]:
    """Scheda → its zones as plain text: of the live version as kept, of a draft as it would be."""
    pages = list(schede)
    live = [page for page in pages if page.live]
    kept: dict[int, dict[str, str]] = {}
    references: dict[int, dict[str, list[str]]] = {}
    scheda_type = ContentType.objects.get_for_model(SchedaPage)
    keys = [page.pk for page in live]
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        kept |= dict(Resa.objects.filter(pk__in=some).values_list("pk", "zone"))
        rows = Citazione.objects.strutturate().filter(content_type=scheda_type, object_id__in=some)
        listed = rows.order_by("object_id", "ordine", "pk")
        for key, zona, label, why in listed.values_list("object_id", "zona", "etichetta", "perche"):
            references.setdefault(key, {}).setdefault(zona, []).append(_reference(label, why))
    texts: dict[int, Testi] = {}
    for page in pages:
        if page.live:
            html, listed_in = kept.get(page.pk, {}), references.get(page.pk, {})
        else:
            content = ContenutoScheda()
            html = {zona.nome: zona.html for zona in content.zone(page)}
            listed_in = {}
            for r in content.riferimenti(page):
                listed_in.setdefault(r.zona, []).append(_reference(r.etichetta, r.perche))
        texts[page.pk] = _in_words(page, html, listed_in)
    return texts


def _in_words(
    page: SchedaPage, html: Mapping[str, str], references: Mapping[str, list[str]]
) -> Testi:
    zones = {name: Zona(name, "", str(source)).capoversi for name, source in html.items()}
    for name, lines in references.items():
        zones[name] = "\n".join(filter(None, [zones.get(name, ""), *lines]))
    source = f"{page.fonte} ({page.get_livello_display()})"
    return {"domanda": page.title, **zones, "fonte": source}


def _reference(label: str, why: str) -> str:
    return f"{label}: {why}" if why else label


def _reasons(schede: Iterable[SchedaPage]) -> dict[int, str]:
    """Scheda → what its editor said when it came into its edition, in one query."""
    keys = [scheda.pk for scheda in schede]
    rows = Aggiornamento.objects.of_type(SchedaPage).filter(object_id__in=keys).exclude(testo="")
    # Newest first: the oldest is the last to be kept.
    return dict(rows.order_by("-quando", "-pk").values_list("object_id", "testo"))
