"""What the templates of the Sussidiario read."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from piattaforma.citazioni import format_id
from piattaforma.nucleo.frame import frame_of
from piattaforma.nucleo.models import Aggiornamento, Termine
from piattaforma.nucleo.models.aggiornamento import last_check
from piattaforma.nucleo.models.nota import TipoModifica
from piattaforma.nucleo.outline import Voce, outline_of
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.quoting import quotation_of
from piattaforma.nucleo.routing import above
from piattaforma.nucleo.updates import history_of
from piattaforma.riferimenti.annotatore import NOME as CITAZIONI
from piattaforma.riferimenti.identificatori import readable
from piattaforma.riferimenti.models import Citazione
from piattaforma.riferimenti.risolutore import act_slug, resolve_shown

from .contents import ContenutoScheda
from .filters import FILTRI, FiltroSchede
from .models import EdizioneCorrente, EdizionePage, Livello, PartePage, SchedaPage, SussidiarioPage
from .models.scheda import BREVE, ZONE
from .querysets import (
    ParteElenco,
    by_part,
    current_edition,
    current_key,
    parts_of,
    schede_beside,
    schede_of,
    terms_of,
)

#: A check holds for a year; then the page says that it is due again.
VALIDITA_VERIFICA = dt.timedelta(days=365)
#: A scheda counts as just updated for this long after its answer changed.
DI_RECENTE = dt.timedelta(days=60)

#: scheda → (kind, when) of its updates, newest first
Updates = dict[int, list[tuple[str, dt.datetime]]]


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
    #: where the site says who cites the same act
    chi_cita: str


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
        "breve": page.zone_html.get(BREVE[0], ""),
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
        "termini": _terms(page, edition["url"] if edition else ""),
        "corrente_url": _same_question_today(page, edition, request.user),
        "ufficio": page.ufficio or frame_of(request).redazione,
        "fonte": page.fonte,
        "storia": storia,
        "ultimo_aggiornamento": storia[0].quando if storia else None,
        "estremi": quotation_of(
            page,
            sito=frame_of(request).sito,
            luogo=f"{edition['titolo']}, scheda {page.codice}" if edition else "",
            aggiornata=storia[0].quando if storia else None,
        ),
        "verifica": Verifica(last_check(storia), page.livello, Livello(page.livello).label),
    }


def edizione_context(page: EdizionePage, request: HttpRequest) -> dict[str, Any]:
    parts = list(parts_of(page, request.user))
    schede = list(schede_of(page, request.user))
    terms = terms_of(schede)
    filtro = FiltroSchede(request.GET, terms)
    shown = [scheda for scheda in schede if filtro.keeps(terms[scheda.pk])]
    updates = _updates_of(schede)
    pointer = current_key()
    every = [_part_row(group, terms, updates) for group in by_part(parts, schede)]
    groups = by_part(parts, shown) if filtro.valori else []
    return {
        "parti": [_part_row(g, terms, updates) for g in groups if g.schede]
        if filtro.valori
        else every,
        "indice_parti": every,
        "n_schede": len(shown),
        "n_totale": len(schede),
        "corrente": pointer == page.pk,
        "edizioni": _editions(page, pointer, request),
        "filtri": filtro.groups(),
        "filtri_attivi": filtro.active(page.url or ""),
        "togli_tutti": page.url,
        "ultimo_aggiornamento": max((rows[0][1] for rows in updates.values()), default=None),
    }


def parte_context(page: PartePage, request: HttpRequest) -> dict[str, Any]:
    edition = EdizionePage.objects.ancestor_of(page).get()
    schede = list(schede_of(page, request.user))
    terms = terms_of(schede)
    updates = _updates_of(schede)
    pointer = current_key()
    return {
        "parte": _part_row(ParteElenco(page, schede), terms, updates),
        "edizione": _edition_row(edition, pointer),
        "parti": [
            {
                "numero": part.numero,
                "titolo": part.title,
                "url": part.url,
                "questa": part.pk == page.pk,
            }
            for part in parts_of(edition, request.user)
        ],
    }


def sussidiario_context(page: SussidiarioPage, request: HttpRequest) -> dict[str, Any]:
    pointer = current_key()
    editions = EdizionePage.objects.visibile_a(request.user).child_of(page).order_by("-anno")
    return {
        "edizioni": [
            _edition_row(e, pointer) | {"sommario": e.sommario, "anno": e.anno} for e in editions
        ]
    }


def _surroundings(
    page: SchedaPage, request: HttpRequest
) -> tuple[dict[str, Any] | None, dict[str, Any] | None, list[SchedaPage]]:
    """Edition, part and all schede of the edition in order: two queries beside the breadcrumb's."""
    *_, edition, part = [None, None, *above(page)]
    if edition is None or part is None:
        return None, None, []
    pointer = EdizioneCorrente.objects.filter(edizione_id=edition.pk)
    row = PartePage.objects.filter(pk=part.pk).values_list("numero", Exists(pointer)).first()
    if row is None:
        # The part is not published: the scheda stands alone.
        return None, None, []
    number, current = row
    return (
        {"titolo": edition.titolo, "url": edition.url, "corrente": current},
        {"numero": number, "titolo": part.titolo, "url": part.url},
        list(schede_beside(page, request.user)),
    )


def _zones(page: SchedaPage) -> list[ZonaScheda]:
    rows = _references(page)
    html = page.zone_html
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
            Citazione(
                zona=r.zona, identificatore=r.identificatore, etichetta=r.etichetta, perche=r.perche
            )
            for r in ContenutoScheda().riferimenti(page)
            if readable(r.identificatore)
        ]
    else:
        found = list(Citazione.objects.of(page).strutturate())
    identifiers = [citation.id_legge for citation in found]
    # One question for the page: what its text cites is asked for with them.
    resolved = resolve_shown(page, identifiers, CITAZIONI)
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
                    chi_cita=f"{reverse('riferimenti_norme')}#{act_slug(identifier)}",
                ),
            )
        )
    return rows


def _unless_said(title: str, *said: str) -> str:
    """The act's common name, or "" where the label or the full extremes already have it."""
    return "" if any(title.lower() in text.lower() for text in said) else title


def _terms(page: SchedaPage, edition_url: str) -> list[dict[str, str]]:
    """The scheda's terms, each leading to the schede of the edition that share it."""
    parameters = {vocabolario: name for name, (vocabolario, _) in FILTRI.items()}
    return [
        {
            "get_vocabolario_display": termine.get_vocabolario_display(),
            "etichetta": termine.etichetta,
            "url": f"{edition_url}?{parameters[termine.vocabolario]}={termine.codice}"
            if edition_url and termine.vocabolario in parameters
            else "",
        }
        for termine in page.termini.all()
    ]


def _same_question_today(page: SchedaPage, edition: dict[str, Any] | None, user: Reader) -> str:
    """The printed address of the same question, where this edition is not the current one."""
    if edition is None or edition["corrente"]:
        return ""
    current = current_edition(user)
    if current is None or not schede_of(current, user).filter(codice=page.codice).exists():
        return ""
    return reverse("sussidiario_scheda", args=[page.codice])


def _neighbour(
    siblings: list[SchedaPage], position: int | None, step: int
) -> dict[str, Any] | None:
    if position is None or not 0 <= position + step < len(siblings):
        return None
    scheda = siblings[position + step]
    return {"codice": scheda.codice, "titolo": scheda.title, "url": scheda.url}


def _updates_of(schede: list[SchedaPage]) -> Updates:
    """Scheda → (kind, when) of its updates, newest first, in one query."""
    if not schede:
        return {}
    rows = Aggiornamento.objects.of_type(SchedaPage).filter(object_id__in=[s.pk for s in schede])
    updates: Updates = {}
    for key, tipo, when in rows.values_list("object_id", "tipo", "quando"):
        updates.setdefault(key, []).append((tipo, when))
    return updates


def _part_row(
    group: ParteElenco, terms: dict[int, list[Termine]], updates: Updates
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
                "fase": ", ".join(
                    t.etichetta
                    for t in terms[scheda.pk]
                    if t.vocabolario == Termine.Vocabolario.FASI
                ),
                "aggiornata": any(
                    tipo == TipoModifica.SOSTANZIALE and when > since
                    for tipo, when in updates.get(scheda.pk, [])
                ),
            }
            for scheda in group.schede
        ],
    }


def _edition_row(edition: EdizionePage, pointer: int | None) -> dict[str, Any]:
    return {
        "titolo": edition.title,
        "url": edition.url,
        "corrente": edition.pk == pointer,
    }


def _editions(
    page: EdizionePage, pointer: int | None, request: HttpRequest
) -> list[dict[str, Any]]:
    editions = EdizionePage.objects.visibile_a(request.user).sibling_of(page).order_by("-anno")
    editions = editions.only("title", "url_path", "anno")
    return [_edition_row(e, pointer) | {"questa": e.pk == page.pk} for e in editions]
