"""The addresses of the register; `55bis`, as identifiers write it, is `art-55-bis` in an address."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

_NUMERO = re.compile(r"\d+(?:-?[a-z]+)?(?:\.\d+)?")
_SUFFIX = re.compile(r"(?<=\d)(?=[a-z])")


def norma_url(slug: str) -> str:
    return reverse("pratiche_norma", args=[slug])


def article_url(slug: str, numero: str, comma: str = "") -> str:
    """The page of an article, at a comma if one is given."""
    url = reverse("pratiche_articolo", args=[slug, spelled(numero)])
    return f"{url}#{comma_id(comma)}" if comma else url


def pronuncia_url(slug: str) -> str:
    return reverse("pratiche_pronuncia", args=[slug])


def orientamento_url(codice: str) -> str:
    return reverse("pratiche_orientamento", args=[codice])


def spelled(numero: str) -> str:
    """Write "55bis" as people do: "55-bis"."""
    return _SUFFIX.sub("-", numero)


def canonical(numero: str) -> str:
    """Write "55-bis" as identifiers do: "55bis"; what is no number of an article stays as it is."""
    return numero.replace("-", "").lower() if _NUMERO.fullmatch(numero.lower()) else numero


def comma_id(comma: str) -> str:
    """The id of a comma on its article's page."""
    return f"c{comma}"


def group_id(genere: str) -> str:
    """The id of the contents of one kind ("schede") on the page of what they cite."""
    return "applica-" + genere.replace(" ", "-")


def moved(request: HttpRequest, url: str) -> HttpResponse:
    """To today's address of what was asked for at a former one, with the same question."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{url}?{query}" if query else url)
