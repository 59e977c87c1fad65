"""Headers that every public response carries, and how it travels."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


class CompressionMiddleware(GZipMiddleware):
    """Pages, feeds and data travel compressed; files go as they are, with their length."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming:
            return response
        return super().process_response(request, response)


class PublicResponseMiddleware:
    """Cache rules and cross-origin headers.

    Whatever a signed-in person gets is private; what everybody gets may be kept, and is asked for
    again each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response.headers:
            private = (
                request.user.is_authenticated
                or response.cookies
                or request.method not in {"GET", "HEAD"}
            )
            response.headers["Cache-Control"] = (
                "private, no-store" if private else "public, max-age=0, must-revalidate"
            )
        return response
