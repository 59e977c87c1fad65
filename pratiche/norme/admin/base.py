"""What every view of the register's records shares in the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.snippets.views.snippets import CreateView

from piattaforma.citazioni import format_id

from ..models import ChiaveRegistro
from ..registrazione import GiaRegistrato

#: the largest number that databases keep
BIGGEST_KEY = 2**63 - 1


class CreaRegistro(CreateView):  # type: ignore[misc]
    """A new record is saved when its editor says so: a half-typed citation is another act.

    Nor is it shown before it has a row: its page asks the tables who cites it.
    """

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False
        self.preview_enabled = False


def edit_url(record: Any) -> str:
    """Where a record is edited."""
    return reverse(type(record).snippet_viewset.get_url_name("edit"), args=[record.pk])


def list_url(model: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name("list"))


def taken_message(problem: GiaRegistrato) -> SafeString:
    """Which record has the key, with the way to it."""
    return taken_by(problem.chiave)


def taken_by(key: ChiaveRegistro) -> SafeString:
    record = key.norma or key.pronuncia
    return format_html(
        '{} è già nel registro: <a href="{}">{}</a>{}.',
        format_id(key.id_legge),
        edit_url(record),
        str(record),
        "" if record is None or record.live else " (bozza)",
    )


def field_messages(problem: ValidationError) -> Any:
    """What is wrong, without the name of the field that an operation put it under."""
    if isinstance(problem, GiaRegistrato):
        return taken_message(problem)
    return problem.messages


def require(user: Any, *permissions: str) -> None:
    if not all(user.has_perm(f"pratiche.{permission}") for permission in permissions):
        raise PermissionDenied


def record_or_404(rows: Any, pk: int) -> Any:
    found = rows.filter(pk=pk).first() if pk <= BIGGEST_KEY else None
    if found is None:
        raise Http404
    return found


def render_page(
    request: HttpRequest,
    template: str,
    *,
    titolo: str,
    sopra: list[tuple[str, str]],
    icona: str = "list-ul",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of the admin under those of `sopra` (address, label)."""
    above = [(reverse("wagtailadmin_home"), "Home"), *sopra, ("", titolo)]
    frame = {
        "page_title": titolo,
        "page_subtitle": titolo,
        "header_title": titolo,
        "header_icon": icona,
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in above],
    }
    return TemplateResponse(request, f"pratiche/admin/{template}", frame | context, status=status)
