"""The acts and decisions that the contents cite, each with who cites it and its official source."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from piattaforma.lingua import fold
from piattaforma.nucleo.routing import Sopra

from .norma_cercata import read_typed
from .querysets import cited_acts, most_cited_acts

#: Who cites one act, on one page of its list.
PER_PAGINA = 50
#: The longest text that is read as a citation, in characters.
CERCATA = 300
#: Among how many acts words are looked for.
MOLTI = 1000


@require_safe
def norme_citate(request: HttpRequest) -> HttpResponse:
    """All acts, each with the first who cite it; with `?atto=`, one act and everybody who cites it."""
    if slug := request.GET.get("atto"):
        return _one_act(request, slug)
    if typed := " ".join(request.GET.get("q", "").replace("\0", " ").split())[:CERCATA]:
        return _typed(request, typed)
    acts = cited_acts(request.user)
    groups = [
        {"titolo": "Norme", "id": "norme", "atti": [a for a in acts if not a.is_decisione]},
        {"titolo": "Decisioni", "id": "decisioni", "atti": [a for a in acts if a.is_decisione]},
    ]
    context = {
        "gruppi": [group for group in groups if group["atti"]],
        "n_atti": len(acts),
        "norme_url": reverse("riferimenti_norme"),
        "briciole": [Sopra(0, "Home", "/"), Sopra(0, "Norme citate", "")],
    }
    return render(request, "riferimenti/norme_citate.html", context)


def _typed(request: HttpRequest, typed: str) -> HttpResponse:
    """What a typed citation means and who cites it; where it is none, the acts that have its words."""
    found = read_typed(typed, request.user)
    words = fold(typed).lower().split()
    named = (
        []
        if found
        else [
            act
            for act in most_cited_acts(request.user, MOLTI)[0]
            if all(word in fold(f"{act.titolo} {act.esteso}").lower() for word in words)
        ]
    )
    here = reverse("riferimenti_norme")
    context = {
        "cercato": typed,
        "trovate": found,
        "con_le_parole": named,
        "norme_url": here,
        "briciole": [
            Sopra(0, "Home", "/"),
            Sopra(0, "Norme citate", here),
            Sopra(0, "Cerca", ""),
        ],
    }
    return render(request, "riferimenti/norma_cercata.html", context)


def _one_act(request: HttpRequest, slug: str) -> HttpResponse:
    number = request.GET.get("pagina", "1")
    readable = number.isdecimal() and len(number) < 6
    start = (max(int(number), 1) - 1) * PER_PAGINA if readable else 0
    act = next(iter(cited_acts(request.user, slug=slug, start=start, shown=PER_PAGINA)), None)
    if act is None or not act.schede:
        raise Http404
    paginator: Any = Paginator(range(act.n), PER_PAGINA)
    here = reverse("riferimenti_norme")
    context = {
        "atto": act,
        "pagine": paginator.get_page(start // PER_PAGINA + 1),
        "query": f"?atto={act.slug}",
        "briciole": [
            Sopra(0, "Home", "/"),
            Sopra(0, "Norme citate", here),
            Sopra(0, act.titolo[:1].upper() + act.titolo[1:], ""),
        ],
    }
    return render(request, "riferimenti/atto_citato.html", context)
