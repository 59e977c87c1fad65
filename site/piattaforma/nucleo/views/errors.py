"""The pages of an error, in Italian and inside the frame where there is one."""

import sys
from typing import Any

from django.core.exceptions import TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template

#: Seconds after which asking again makes sense when the database does not answer.
RETRY_AFTER = 60


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Too many files or fields are refused before any form sees them: the page says what to do."""
    troppi = {TooManyFilesSent: "file", TooManyFieldsSent: "campi"}.get(type(exception), "")
    return render(request, "400.html", {"troppi": troppi}, status=413 if troppi else 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off: say it instead of a bare 403."""
    return render(request, "403.html", {"modulo_scaduto": True}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 with Retry-After where the database does not answer, which passes by itself.

    Without context: whatever broke may be the database or the frame itself.
    """
    if isinstance(sys.exc_info()[1], OperationalError):
        page = get_template("503.html").render({})
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponseServerError(get_template("500.html").render({}))
