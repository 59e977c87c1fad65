"""What the template of a scheda reads."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from piattaforma.citazioni import format_id
from piattaforma.nucleo.frame import frame_of
from piattaforma.nucleo.linking import Legame
from piattaforma.nucleo.models import Aggiornamento, Livello
from piattaforma.nucleo.models.aggiornamento import last_check
from piattaforma.nucleo.outline import Voce, outline_of
from piattaforma.nucleo.quoting import quotation_of
from piattaforma.nucleo.routing import above
from piattaforma.nucleo.updates import history_of
from piattaforma.riferimenti.annotatore import NOME as CITAZIONI
from piattaforma.riferimenti.legami import citation_link, told_state, tone_of
from piattaforma.riferimenti.mostrate import citations_shown
from piattaforma.riferimenti.risolutore import indirizzo_chi_cita, resolve_shown

from ..edizione.codici import link_codes
from ..edizione.confronto import comparison_url
from ..edizione.stato import Anno, state_of
from ..filters import FILTRI
from ..models import EdizionePage, PartePage, SchedaPage, SchedaTolta
from ..models.scheda import BREVE, ZONE
from ..querysets import DomandaInEdizione, Intorno, around, edition_today
from ..situazione.querysets import situations_with
from .giorno import last_day

#: A check holds for a year; then the page says that it is due again.
VALIDITA_VERIFICA = dt.timedelta(days=365)
#: How many schede are named as near.
VICINE = 4


@dataclass(frozen=True)
class RigaRiferimento:
    """A structured reference as the page shows it."""

    id: str
    etichetta: str
    titolo: str
    esteso: str
    perche: str
    legame: Legame
    rubrica: str
    stato: str
    tono: str
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
    here = around(page, request.user)
    versions, siblings = here.versioni, here.accanto
    edition, part = _edition_and_part(page, here)
    if edition is None:
        siblings = []
    # Before the text is asked for: the law it cites is of that day.
    page.al = (
        last_day(page, Anno(edition["pk"], edition["anno"]), edition["oggi"]) if edition else None
    )
    position = next((i for i, s in enumerate(siblings) if s.pk == page.pk), None)
    storia = _history(page, versions)
    zone = _zones(page)
    situations, near = situations_with(page.codice)
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
        "altre_edizioni": _elsewhere(page, here),
        "oggi": _today(page, edition, versions),
        "situazioni": [
            {"frase": sentence, "url": reverse("sussidiario_situazione", args=[slug])}
            for sentence, slug in situations
        ],
        "vicine": _near(near, siblings),
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


def _history(page: SchedaPage, versions: list[DomandaInEdizione]) -> list[Aggiornamento]:
    """What happened to the question, in this edition and in those before; newest first."""
    own = next((v.edizione.anno for v in versions if v.scheda.pk == page.pk), None)
    before = {v.scheda.pk: v for v in versions if own and v.edizione.anno < own}
    rows = history_of(page, *(version.scheda for version in before.values()))
    for row in rows:
        if row.object_id in before:
            row.contesto = before[row.object_id].titolo_edizione
    return rows


def _elsewhere(page: SchedaPage, here: Intorno) -> list[dict[str, Any]]:
    """The same question in the other editions."""
    versions = here.versioni
    return [
        {
            "titolo": version.titolo_edizione,
            "url": version.scheda.url or "",
            "corrente": here.oggi is not None and version.edizione.pk == here.oggi.pk,
            "confronto": _comparison(page, versions, version),
        }
        for version in versions
        if version.scheda.pk != page.pk
    ]


def _comparison(
    page: SchedaPage, versions: list[DomandaInEdizione], other: DomandaInEdizione
) -> str:
    own = next((v for v in versions if v.scheda.pk == page.pk), None)
    pair = sorted(filter(None, (own, other)), key=lambda version: version.edizione.anno)
    older, newer = pair[0].slug_edizione, pair[-1].slug_edizione
    return comparison_url(da=older, a=newer, scheda=page.codice)


def _today(
    page: SchedaPage, edition: dict[str, Any] | None, versions: list[DomandaInEdizione]
) -> dict[str, str] | None:
    """Where the same question is today, for a page of another edition; why it is nowhere."""
    if edition is None or edition["stato"].is_corrente:
        return None
    current = edition["oggi"]
    if current is None:
        return None
    if any(v.edizione.pk == current.pk for v in versions):
        return {"url": reverse("sussidiario_scheda", args=[page.codice]), "perche": ""}
    # Why it went is said by the first edition that has it no more.
    later = SchedaTolta.objects.filter(codice=page.codice, edizione__anno__gt=edition["anno"])
    why = later.order_by("edizione__anno").values_list("perche", flat=True).first() or ""
    today = EdizionePage.objects.only("url_path").filter(pk=current.pk).first()
    return {"url": "", "perche": link_codes(why), "edizione_url": (today and today.url) or "/"}


def _near(codes: list[str], siblings: list[SchedaPage]) -> list[dict[str, Any]]:
    """The schede that situations put beside this one, as far as the edition has them."""
    by_code = {scheda.codice: scheda for scheda in siblings}
    found = [by_code[code] for code in codes if code in by_code][:VICINE]
    return [{"codice": s.codice, "domanda": s.title, "url": s.url} for s in found]


def _edition_and_part(
    page: SchedaPage, here: Intorno
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """From what is around; by a query for a page that lists do not show (a preview, a password)."""
    *_, edition, part = [None, None, *above(page)]
    if edition is None or part is None:
        return None, None
    own = next((v for v in here.versioni if v.scheda.pk == page.pk), None)
    number = own.numero_parte if own else None
    year, today = own and own.edizione.anno, here.oggi
    if own is None:
        number = PartePage.objects.filter(pk=part.pk).values_list("numero", flat=True).first()
        year = EdizionePage.objects.filter(pk=edition.pk).values_list("anno", flat=True).first()
        today = edition_today()
    if number is None or year is None:
        # The part is not published: the scheda stands alone.
        return None, None
    state = state_of(Anno(edition.pk, year), today)
    return (
        {
            "titolo": edition.titolo,
            "url": edition.url,
            "pk": edition.pk,
            "anno": year,
            "stato": state,
            "oggi": today,
        },
        {"numero": number, "titolo": part.titolo, "url": part.url},
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
    """The references that the editor listed."""
    cited = citations_shown(page)
    # One question for the page: for these, and for what its text cites.
    resolved = resolve_shown(page, [citation.id_legge for citation in cited], CITAZIONI)
    rows = []
    listed = (citation for citation in cited if not citation.nel_testo)
    for number, citation in enumerate(listed, start=1):
        identifier = citation.id_legge
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
                    # Its state stands beside the row.
                    legame=replace(citation_link(answer, identifier), nota=""),
                    rubrica=answer.rubrica,
                    stato=told_state(answer),
                    tono=tone_of(answer),
                    chi_cita=indirizzo_chi_cita(identifier),
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


def _neighbour(
    siblings: list[SchedaPage], position: int | None, step: int
) -> dict[str, Any] | None:
    if position is None or not 0 <= position + step < len(siblings):
        return None
    scheda = siblings[position + step]
    return {"codice": scheda.codice, "titolo": scheda.title, "url": scheda.url}
