"""Addresses of files: renditions under MEDIA_URL, documents where the site puts them."""

from django.urls import path, re_path
from wagtail.documents.views.serve import authenticate_with_password

from .views import serve_document, serve_rendition

#: Mounted at MEDIA_URL. Names of our own making only: ASCII, two folders, nothing leads elsewhere.
urlpatterns = [
    re_path(
        r"^(?P<name>images/[0-9a-f]{12}/[A-Za-z0-9_][A-Za-z0-9._-]*)$",
        serve_rendition,
        name="media_rendition",
    ),
]

#: In the place of `wagtail.documents.urls`, whose names `Document.url` and the hook of private
#: collections look for.
document_urlpatterns = [
    re_path(r"^(\d+)/([^/]+)$", serve_document, name="wagtaildocs_serve"),
    path(
        "authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]
