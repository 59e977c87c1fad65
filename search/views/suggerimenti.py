"""What may complete the words in a box: contents that begin so, by kind."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from piattaforma.nucleo.siti import token_of

from ..risposte.completion import complete
from ..risposte.domanda import Domanda
from .limite import SUGGERIMENTI, at_most

#: Seconds for which a browser may answer itself. No cache that many share: what is closed is closed to all.
KEPT = 60


@require_safe
@at_most(SUGGERIMENTI, "suggerimenti")
def suggerimenti(request: HttpRequest) -> JsonResponse:
    """Groups in the order of their best; none while there is no index."""
    groups: dict[str, list[dict[str, str]]] = {}
    text = Domanda.from_query(request.GET).testo
    for one in complete(text, request.user, token=token_of(request)):
        entry = {"titolo": one.titolo, "testo": one.testo, "url": one.url, "nota": one.nota}
        groups.setdefault(one.genere, []).append(entry)
    found = [
        {"genere": kind[:1].upper() + kind[1:], "voci": entries} for kind, entries in groups.items()
    ]
    response = JsonResponse({"gruppi": found})
    if not request.user.is_authenticated:
        response.headers["Cache-Control"] = f"private, max-age={KEPT}"
    return response
