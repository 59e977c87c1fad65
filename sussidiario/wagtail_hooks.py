"""The Sussidiario in the admin."""

from wagtail.snippets.models import register_snippet

from .glossario.admin import VoceViewSet

register_snippet(VoceViewSet)
