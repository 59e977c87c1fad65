"""Every address of the site. The only place, with the settings, that names every app."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from piattaforma.media import urls as media_urls
from piattaforma.nucleo import urls as nucleo_urls
from piattaforma.nucleo.transazione import opens_its_own
from piattaforma.nucleo.views import errors
from piattaforma.posta import urls as posta_urls
from piattaforma.utenti.views import LoginView
from pratiche import urls as pratiche_urls
from search import urls as search_urls
from sussidiario import urls as sussidiario_urls

View = Callable[..., HttpResponseBase]
SAFE = {"GET", "HEAD", "OPTIONS"}


def one_transaction(view: View) -> View:
    """Unsafe requests of the admin are one transaction: a page and its rows, or neither.

    Wagtail's publish, unpublish, move and privacy views are several; and a GET must never take the
    write lock of SQLite. A view that reads files for long before it writes opens its own.
    """
    if opens_its_own(view):
        return view

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in SAFE:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return wrapped


admin_patterns = decorate_urlpatterns(
    decorate_urlpatterns(wagtailadmin_urls.urlpatterns, one_transaction),
    csp_replace(settings.ADMIN_DIRECTIVES),
)

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    # Outside the transaction: a failed sign-in must be counted.
    path("admin/login/", LoginView.as_view(), name="wagtailadmin_login"),
    path("_util/login/", LoginView.as_view(), name="wagtailcore_login"),
    path("admin/", include(admin_patterns)),
    path("documenti/", include(media_urls.document_urlpatterns)),
    path("media/", include(media_urls)),
    path("posta-di-prova/", include(posta_urls)),
    path("cerca/", include(search_urls)),
    path("norme/", include(pratiche_urls.norme_urlpatterns)),
    path("giurisprudenza/", include(pratiche_urls.giurisprudenza_urlpatterns)),
    path("orientamenti/", include(pratiche_urls.orientamenti_urlpatterns)),
    path("id/<path:identificatore>", pratiche_urls.identificatore, name="pratiche_id"),
    path("s/", include(sussidiario_urls.quoted)),
    path("sussidiario/", include(sussidiario_urls)),
    path("glossario/", include(sussidiario_urls.glossario_urlpatterns)),
    path("", include(nucleo_urls.urlpatterns)),
    path("", include(nucleo_urls.page_urlpatterns)),
]
