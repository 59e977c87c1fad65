"""On which pages readers may speak, and which pages somebody answers for."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from piattaforma.territori.models import Ufficio

from ..frame import frame_of
from ..models import BasePage


def page_heard(request: HttpRequest, chiave: int) -> Any:
    """The page that the reader of this request can read now, by the rule that serves pages; or 404."""
    page = Page.objects.filter(pk=chiave, live=True).first()
    specific = page and page.specific
    if not isinstance(specific, BasePage) or not specific.si_valuta:
        raise Http404
    # Shared passwords too: whoever has typed one reads the page, and is asked about it.
    if not all(r.accept_request(request) for r in specific.get_view_restrictions()):
        raise Http404
    if not specific.get_url(request):
        raise Http404
    return specific


def editable_pages(user: Any) -> Any:
    """The pages that `user` may edit, and whose readers therefore are heard by them."""
    return page_permission_policy.instances_user_has_any_permission_for(user, {"change"})


def may_edit_some(user: Any) -> bool:
    return not isinstance(user, AnonymousUser) and bool(
        page_permission_policy.user_has_permission(user, "change")
    )


def office_address(page: Any) -> str:
    """Where mail about a page goes: its office, else the editorial office, else the site's address."""
    office = page.ufficio or Ufficio.objects.responsabile()
    if office is not None and office.email:
        return str(office.email)
    return _site_address(page)


def _site_address(page: Any) -> str:
    site = page.get_site()
    settings = site and getattr(site, "impostazionisito", None)
    return str(settings.email_redazione) if settings else ""


def privacy_url(request: HttpRequest) -> str:
    """The page on personal data, where the site has one that everybody may read."""
    links = frame_of(request).legali
    return next((v["url"] for v in links if v["data_element"] == "privacy-policy-link"), "")
