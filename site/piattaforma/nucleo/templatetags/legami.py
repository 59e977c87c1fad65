"""A link that somebody worked out, in a template: `{% legame link "parole" %}`."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from ..linking import Legame, anchor
from .tipografia import nb

register = template.Library()


@register.simple_tag
def legame(link: Legame | None, words: str) -> SafeString:
    """The words as a link, as in a text; without an address, the words alone."""
    written = nb(conditional_escape(words))
    return anchor(written, link) if link and link.href else written
