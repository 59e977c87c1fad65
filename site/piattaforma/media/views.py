"""Serving files: renditions (never originals) and documents, each with its collection's rules."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve as wagtail_serve

from .models import Document, Rendition

_POLICY = "default-src 'none'; sandbox"
_TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
_PRIVATE = "private, no-store"
#: What an address of a rendition answers never changes: it contains the original's hash.
_FOR_LONG = "public, max-age=2592000, immutable"
_BRIEFLY = "public, max-age=60"


@require_safe
def serve_rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """One rendition, found by its row: no row, no file, whatever the path says.

    For whoever may not see its collection it does not exist: a page would say more by redirecting.
    """
    rendition = get_object_or_404(Rendition.objects.select_related("image__collection"), file=name)
    restrictions = list(rendition.image.collection.get_view_restrictions())
    if not all(restriction.accept_request(request) for restriction in restrictions):
        raise Http404("Immagine non trovata")
    etag = f'"{name}"'
    response = get_conditional_response(request, etag=etag) or _file_response(rendition)
    response["ETag"] = etag
    response["Cache-Control"] = _PRIVATE if restrictions else _FOR_LONG
    return _harmless(response)


@require_safe
def serve_document(
    request: HttpRequest, document_id: str, document_filename: str
) -> HttpResponseBase:
    """Wagtail's view (which applies the collection's rules), always as a download."""
    document = get_object_or_404(Document.objects.select_related("collection"), pk=document_id)
    restricted = document.collection.get_view_restrictions().exists()
    try:
        response: HttpResponse = wagtail_serve(request, document_id, document_filename)
    except FileNotFoundError as error:
        raise Http404("Il file non c'è più") from error
    response["Cache-Control"] = _PRIVATE if restricted else _BRIEFLY
    return _harmless(response)


def _file_response(rendition: Rendition) -> HttpResponseBase:
    extension = rendition.file.name.rpartition(".")[2]
    try:
        return FileResponse(rendition.file.open("rb"), content_type=_TYPES[extension])
    except (FileNotFoundError, KeyError) as error:
        raise Http404("Il file non c'è più") from error


def _harmless(response: HttpResponseBase) -> HttpResponseBase:
    """The browser takes the bytes for what they are declared to be, and runs nothing."""
    response["Content-Security-Policy"] = _POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
