"""The pages that show outgoing mail, where mail goes to files on one's own machine."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .models import Messaggio

View = Callable[..., HttpResponse]
#: How many messages the list shows, the newest first.
MOSTRATI = 50
#: The HTML part runs nothing, loads nothing and is in no origin; only its own styles work.
SANDBOX = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; sandbox allow-popups"
)


def is_demonstration() -> bool:
    """Whether outgoing mail may be read by whoever reaches the site.

    It goes by the configured address and transport, never by the peer's address: behind a proxy
    everybody is on loopback.
    """
    return bool(settings.IS_LOOPBACK) and settings.POSTA_TRASPORTO == "file"


def only_in_demonstration(view: View) -> View:
    """404 elsewhere; never indexed, never kept."""

    @require_safe
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not is_demonstration():
            raise Http404
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


@only_in_demonstration
def elenco(request: HttpRequest) -> HttpResponse:
    """The newest messages, in any state."""
    messaggi = Messaggio.objects.defer("testo", "html")[:MOSTRATI]
    return render(request, "posta/prova_elenco.html", {"messaggi": messaggi, "mostrati": MOSTRATI})


@only_in_demonstration
def messaggio(request: HttpRequest, codice: str) -> HttpResponse:
    """One message: its data, its text, a link to its HTML part."""
    row = get_object_or_404(Messaggio.objects.prefetch_related("allegati"), codice=codice)
    return render(request, "posta/prova_messaggio.html", {"messaggio": row})


@only_in_demonstration
def messaggio_html(request: HttpRequest, codice: str) -> HttpResponse:
    """The HTML part as a reader's mail program would show it, in a sandbox."""
    row = get_object_or_404(Messaggio.objects.exclude(html=""), codice=codice)
    return HttpResponse(row.html, headers={"Content-Security-Policy": SANDBOX})
