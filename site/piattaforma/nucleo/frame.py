"""The frame around every page: owner, menus, colours; cached under the generation token.

Every process keeps the frame it last built; one query a request asks whether it is still today's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from piattaforma.territori.models import Ufficio

from .colours import fingerprint
from .models import Generazione, ImpostazioniSito, MenuSito
from .querysets import visible_to
from .siti import site_of, token_of


@dataclass(frozen=True)
class Cornice:
    """What the templates of the frame read."""

    sito: ImpostazioniSito
    voci: list[dict[str, str]] = field(default_factory=list)
    piede: list[dict[str, Any]] = field(default_factory=list)
    legali: list[dict[str, str]] = field(default_factory=list)
    #: the office that answers for pages without one of their own
    redazione: Ufficio | None = None
    stile_url: str = ""
    #: header and footer as rendered for whoever is not signed in (see `templatetags.cornice`)
    pezzi: dict[Any, str] = field(default_factory=dict, compare=False)


_lock = Lock()
_kept: dict[int, tuple[str, Cornice]] = {}


def frame_for(site: Site, token: str | None = None) -> Cornice:
    """The frame of a site, kept while `token` (asked here if not given) is today's."""
    token = Generazione.current() if token is None else token
    kept = _kept.get(site.pk)
    if kept and kept[0] == token and token:
        return kept[1]
    frame = _build(site)
    with _lock:
        _kept[site.pk] = (token, frame)
    return frame


def frame_of(request: HttpRequest) -> Cornice:
    """The frame of the request's site, built once a request."""
    frame = getattr(request, "_cornice", None)
    if frame is None:
        site = site_of(request) or Site(pk=0)
        frame = request._cornice = frame_for(site, token_of(request))  # type: ignore[attr-defined]
    return frame  # type: ignore[no-any-return]


def frame_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: lazy, so that templates without a frame (the admin's) cost no query."""

    def lazily(value: Callable[[Cornice], Any]) -> Any:
        return SimpleLazyObject(lambda: value(frame_of(request)))

    return {
        "sito": lazily(lambda frame: frame.sito),
        "menu": lazily(lambda frame: [_marked(entry, request.path) for entry in frame.voci]),
        "menu_piede": lazily(lambda frame: frame.piede),
        "legali": lazily(lambda frame: frame.legali),
        "stile_url": lazily(lambda frame: frame.stile_url),
        "base_url": settings.BASE_URL,
        "canonica": settings.BASE_URL + request.path,
        "demo_banner": DEMO_BANNER if settings.DIMOSTRAZIONE else "",
    }


DEMO_BANNER = (
    "Sito dimostrativo: contenuti ed ente sono di esempio, gli account sono pubblici e la posta "
    "resta su questa macchina."
)


def _marked(entry: dict[str, str], path: str) -> dict[str, Any]:
    url = entry["url"]
    current = path == url or (url not in {"", "/"} and path.startswith(url))
    return {**entry, "corrente": current}


def _build(site: Site) -> Cornice:
    if not site.pk:
        return Cornice(sito=ImpostazioniSito())
    settings_ = ImpostazioniSito.objects.filter(site=site).select_related("logo").first()
    settings_ = settings_ or ImpostazioniSito(site=site)
    menu = MenuSito.objects.filter(site=site).first() or MenuSito(site=site)
    chosen = {
        block.value["pagina"].pk for block in menu.principale if block.value["pagina"] is not None
    }
    chosen |= {
        voce["pagina"].pk
        for block in menu.piede
        for voce in block.value["voci"]
        if voce["pagina"] is not None
    }
    due = {
        "privacy-policy-link": ("Informativa privacy", menu.privacy_id),
        "legal-notes": ("Note legali", menu.note_legali_id),
        "accessibility-link": ("Accessibilità", menu.accessibilita_id),
    }
    chosen |= {key for _, key in due.values() if key}
    # The frame is shared: it shows what everybody may see.
    open_pages = {page.pk: page for page in visible_to(Page.objects.filter(pk__in=chosen), None)}

    def entries(values: Any) -> list[dict[str, str]]:
        return [entry for value in values if (entry := _entry(value, open_pages))]

    legali = [
        {"titolo": label, "url": open_pages[key].url or "", "data_element": element}
        for element, (label, key) in due.items()
        if key in open_pages
    ]
    if settings_.dichiarazione_url:
        legali = [entry for entry in legali if entry["data_element"] != "accessibility-link"]
        legali.append(
            {
                "titolo": "Dichiarazione di accessibilità",
                "url": settings_.dichiarazione_url,
                "data_element": "accessibility-link",
            }
        )
    return Cornice(
        sito=settings_,
        voci=entries(block.value for block in menu.principale),
        piede=[
            {"titolo": block.value["titolo"], "voci": entries(block.value["voci"])}
            for block in menu.piede
        ],
        legali=legali,
        redazione=Ufficio.objects.responsabile(),
        stile_url=_stylesheet_url(settings_),
    )


def _entry(value: Any, open_pages: dict[int, Page]) -> dict[str, str] | None:
    page = value["pagina"]
    if page is None and not value["indirizzo"]:
        # The page it led to was deleted.
        return None
    if page is None:
        return {"titolo": value["etichetta"], "url": value["indirizzo"]}
    if page.pk not in open_pages:
        return None
    shown = open_pages[page.pk]
    return {"titolo": value["etichetta"] or shown.title, "url": shown.url or ""}


def _stylesheet_url(sito: ImpostazioniSito) -> str:
    if not sito.ha_colori_propri:
        return ""
    name = fingerprint(sito.colore_principale, sito.colore_norme)
    return reverse("nucleo_stile", args=[name])
