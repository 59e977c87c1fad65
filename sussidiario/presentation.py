"""What the templates of the Sussidiario read."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from piattaforma.citazioni import format_id
from piattaforma.nucleo.models import Termine
from piattaforma.nucleo.models.aggiornamento import last_check
from piattaforma.nucleo.outline import Voce, outline_of
from piattaforma.nucleo.updates import history_of, visible_updates
from piattaforma.riferimenti.models import Citazione
from piattaforma.riferimenti.risolutore import resolve

from .contents import ContenutoScheda
from .filters import FiltroSchede
from .models import EdizioneCorrente, EdizionePage, Livello, PartePage, SchedaPage, SussidiarioPage
from .models.scheda import ZONE
from .querysets import ParteElenco, by_part, parts_of, schede_of, terms_of

#: A check holds for a year; then the page says that it is due again.
VALIDITA_VERIFICA = dt.timedelta(days=365)
#: A scheda counts as just updated for this long.
DI_RECENTE = dt.timedelta(days=60)


@dataclass(frozen=True)
class RigaRiferimento:
    """A structured reference as the page shows it."""

    id: str
    etichetta: str
    titolo: str
    esteso: str
    perche: str
    url: str
    esterno: bool


@dataclass(frozen=True)
class ZonaScheda:
    """One of the four zones."""

    id: str
    titolo: str
    html: str
    sottotitoli: list[Voce]
    riferimenti: list[RigaRiferimento] = field(default_factory=list)

    @property
    def n(self) -> int:
        return len(self.riferimenti)


@dataclass(frozen=True)
class Verifica:
    """When a scheda was last checked, and how far."""

    data: dt.datetime | None
    livello: str
    livello_testo: str

    @property
    def scaduta(self) -> bool:
        return self.data is not None and timezone.now() - self.data > VALIDITA_VERIFICA


def scheda_context(page: SchedaPage, request: HttpRequest) -> dict[str, Any]:
    edition, part, siblings = _surroundings(page, request)
    position = next((i for i, s in enumerate(siblings) if s.pk == page.pk), None)
    storia = history_of(page)
    zone = _zones(page)
    return {
        "breve": page.paragrafi,
        "zone": zone,
        "norme_margine": [
            {"etichetta": row.etichetta, "perche": row.perche, "url": f"#{row.id}"}
            for zona in zone
            if zona.id == "norme"
            for row in zona.riferimenti
        ],
        "edizione": edition,
        "parte": part,
        "precedente": _neighbour(siblings, position, -1),
        "successiva": _neighbour(siblings, position, +1),
        "termini": _terms(page),
        "ufficio": page.ufficio,
        "fonte": page.fonte,
        "storia": storia,
        "ultimo_aggiornamento": storia[0].quando if storia else None,
        "verifica": Verifica(last_check(storia), page.livello, Livello(page.livello).label),
    }


def edizione_context(page: EdizionePage, request: HttpRequest) -> dict[str, Any]:
    parts = list(parts_of(page, request.user))
    schede = list(schede_of(page, request.user))
    terms = terms_of(schede)
    filtro = FiltroSchede(request.GET, terms)
    shown = [scheda for scheda in schede if filtro.keeps(terms[scheda.pk])]
    updates = _last_updates(request, schede)
    pointer = EdizioneCorrente.objects.values_list("edizione_id", flat=True).first()
    groups = by_part(parts, shown)
    return {
        "parti": [_part_row(g, terms, updates) for g in groups if g.schede or not filtro.valori],
        "indice_parti": [_part_row(g, terms, updates) for g in by_part(parts, schede)],
        "n_schede": len(shown),
        "n_totale": len(schede),
        "corrente": pointer == page.pk,
        "edizioni": _editions(page, pointer, request),
        "filtri": filtro.groups(),
        "filtri_attivi": filtro.active(page.url or ""),
        "togli_tutti": page.url,
        "ultimo_aggiornamento": max(updates.values(), default=None),
    }


def parte_context(page: PartePage, request: HttpRequest) -> dict[str, Any]:
    edition = EdizionePage.objects.ancestor_of(page).get()
    schede = list(schede_of(page, request.user))
    terms = terms_of(schede)
    updates = _last_updates(request, schede)
    pointer = EdizioneCorrente.objects.values_list("edizione_id", flat=True).first()
    return {
        "parte": _part_row(ParteElenco(page, schede), terms, updates),
        "edizione": _edition_row(edition, pointer),
        "parti": [
            {"numero": part.numero, "titolo": part.title, "url": part.url, "questa": part.pk == page.pk}
            for part in parts_of(edition, request.user)
        ],
    }


def sussidiario_context(page: SussidiarioPage, request: HttpRequest) -> dict[str, Any]:
    pointer = EdizioneCorrente.objects.values_list("edizione_id", flat=True).first()
    editions = EdizionePage.objects.visibile_a(request.user).child_of(page).order_by("-anno")
    return {
        "edizioni": [
            _edition_row(e, pointer) | {"sommario": e.sommario, "anno": e.anno} for e in editions
        ]
    }


def _surroundings(
    page: SchedaPage, request: HttpRequest
) -> tuple[dict[str, Any] | None, dict[str, Any] | None, list[SchedaPage]]:
    """Edition, part and all schede of the edition in order: three queries."""
    edition = EdizionePage.objects.ancestor_of(page).select_related(None).first()
    part = PartePage.objects.ancestor_of(page).first()
    if edition is None or part is None:
        return None, None, []
    pointer = EdizioneCorrente.objects.values_list("edizione_id", flat=True).first()
    siblings = list(schede_of(edition, request.user).only("title", "path", "codice", "url_path"))
    row = {"numero": part.numero, "titolo": part.title, "url": part.url}
    return _edition_row(edition, pointer), row, siblings


def _zones(page: SchedaPage) -> list[ZonaScheda]:
    html = page.zone_html
    rows = _references(page)
    return [
        ZonaScheda(
            id=name,
            titolo=heading,
            html=html.get(name, ""),
            sottotitoli=outline_of(html.get(name, ""), level=3),
            riferimenti=[row for zona, row in rows if zona == name],
        )
        for name, heading in ZONE.values()
    ]


def _references(page: SchedaPage) -> list[tuple[str, RigaRiferimento]]:
    """The rows of the live version, or the blocks of the version that is previewed."""
    if page.is_anteprima:
        found = [
            Citazione(zona=r.zona, identificatore=r.identificatore, etichetta=r.etichetta, perche=r.perche)
            for r in ContenutoScheda().riferimenti(page)
        ]
    else:
        found = list(Citazione.objects.of(page).strutturate())
    identifiers = [citation.id_legge for citation in found]
    resolved = resolve(identifiers)
    rows = []
    for number, (citation, identifier) in enumerate(zip(found, identifiers, strict=True), start=1):
        answer = resolved[str(identifier)]
        rows.append(
            (
                citation.zona,
                RigaRiferimento(
                    id=f"rif-{number}",
                    etichetta=citation.etichetta or format_id(identifier),
                    titolo=_unless_said(answer.titolo, citation.etichetta, answer.esteso),
                    esteso=answer.esteso,
                    perche=citation.perche,
                    url=answer.url,
                    esterno=answer.esterno,
                ),
            )
        )
    return rows


def _unless_said(title: str, *said: str) -> str:
    """The act's common name, or "" where the label or the full extremes already have it."""
    return "" if any(title.lower() in text.lower() for text in said) else title


def _terms(page: SchedaPage) -> list[Termine]:
    return list(page.termini.all())


def _neighbour(siblings: list[SchedaPage], position: int | None, step: int) -> dict[str, Any] | None:
    if position is None or not 0 <= position + step < len(siblings):
        return None
    scheda = siblings[position + step]
    return {"codice": scheda.codice, "titolo": scheda.title, "url": scheda.url}


def _last_updates(request: HttpRequest, schede: list[SchedaPage]) -> dict[int, dt.datetime]:
    """Scheda → when it last changed, in one query."""
    if not schede:
        return {}
    keys = {scheda.pk for scheda in schede}
    rows = visible_updates(request.user).of_type(SchedaPage).filter(object_id__in=keys)
    updates: dict[int, dt.datetime] = {}
    for key, when in rows.values_list("object_id", "quando").order_by("quando"):
        updates[key] = when
    return updates


def _part_row(
    group: ParteElenco, terms: dict[int, list[Termine]], updates: dict[int, dt.datetime]
) -> dict[str, Any]:
    since = timezone.now() - DI_RECENTE
    return {
        "numero": group.pagina.numero,
        "titolo": group.pagina.title,
        "url": group.pagina.url,
        "sommario": group.pagina.sommario,
        "n": len(group.schede),
        "schede": [
            {
                "codice": scheda.codice,
                "domanda": scheda.title,
                "url": scheda.url,
                "fase": next(
                    (t.etichetta for t in terms[scheda.pk] if t.vocabolario == Termine.Vocabolario.FASI),
                    "",
                ),
                "aggiornata": _changed_since(scheda, updates, since),
            }
            for scheda in group.schede
        ],
    }


def _changed_since(scheda: SchedaPage, updates: dict[int, dt.datetime], since: dt.datetime) -> bool:
    """Changed of late, and after it was first published: a new edition is not all "updated"."""
    when = updates.get(scheda.pk)
    first = scheda.first_published_at
    return bool(when and first and when > since and when - first > dt.timedelta(minutes=1))


def _edition_row(edition: EdizionePage, pointer: int | None) -> dict[str, Any]:
    return {
        "titolo": edition.title,
        "url": edition.url,
        "corrente": edition.pk == pointer,
    }


def _editions(page: EdizionePage, pointer: int | None, request: HttpRequest) -> list[dict[str, Any]]:
    editions = EdizionePage.objects.visibile_a(request.user).sibling_of(page).order_by("-anno")
    return [_edition_row(e, pointer) | {"questa": e.pk == page.pk} for e in editions]
