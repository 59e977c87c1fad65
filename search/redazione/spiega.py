"""«Perché questo risultato»: one question, as an anonymous reader asks it, taken apart."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..contract import Document, Hit
from ..engines import local_engine
from ..engines.base import SearchEngine, SearchUnavailable
from ..plan import Plan
from ..planning.typed import visible
from ..risposte.cited import leads_of
from ..risposte.first_answer import first_answer
from ..risposte.promossi import promoted_for
from ..risposte.ripiego import answered
from ..risposte.sinonimi import current_synonyms
from ..risposte.speller import speller_for
from .indirizzi import CHIUNQUE, open_page
from .permessi import SCRIVE_SINONIMI
from .spiegazione import Lettura, Spiegazione, explain, stems_on_site

#: Results that are shown, and those among which the place of a page is looked for.
SHOWN, LOOKED_AT = 10, 100
_TITLE = "Perché questo risultato"


@require_safe
def spiega(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(SCRIVE_SINONIMI):
        raise PermissionDenied
    question = visible(request.GET.get("q", ""))
    address = visible(request.GET.get("indirizzo", ""))
    context: dict[str, object] = {
        "q": question,
        "indirizzo": address,
        "page_title": _TITLE,
        "header_title": _TITLE,
        "header_icon": "help",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": "", "label": _TITLE},
        ],
    }
    if question:
        try:
            told, context["di_riserva"] = answered(
                lambda engine: _explained(question, address, engine)
            )
            context |= told
        except SearchUnavailable as problem:
            context["guasto"] = str(problem)
    return TemplateResponse(request, "search/admin/spiega.html", context)


def _explained(question: str, address: str, engine: SearchEngine) -> dict[str, object]:
    vocabulary = local_engine()
    plan, found = first_answer(
        question,
        lambda plan: engine.search(plan, readers=CHIUNQUE, limit=LOOKED_AT),
        synonyms=current_synonyms(),
        speller=speller_for(vocabulary, CHIUNQUE),
        leads=leads_of(engine, CHIUNQUE),
    )
    hits = found.hits
    context: dict[str, object] = {
        "lettura": Lettura(plan, stems_on_site(vocabulary)),
        "cerca": plan.cerca,
        "totale": found.totale,
        "trovati": hits[:SHOWN],
        "promossi": promoted_for(question, readers=CHIUNQUE, engine=engine),
    }
    try:
        document = open_page(address, engine) if address else hits[0].document if hits else None
    except ValidationError as problem:
        return context | {"problema": problem.messages[0]}
    if document is not None:
        context["spiegazione"] = _placed(plan, document, hits, engine)
    return context


def _placed(
    plan: Plan, document: Document, hits: tuple[Hit, ...], engine: SearchEngine
) -> Spiegazione:
    told = explain(plan, document, engine=engine, readers=CHIUNQUE)
    for place, hit in enumerate(hits, start=1):
        if hit.uid == document.uid:
            return replace(told, punti=hit.punti, posto=place)
    return told
