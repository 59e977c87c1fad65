"""Addresses that last: what a text of a scheda links to, as a file writes it."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Site

from piattaforma.nucleo.html import plain_text, render_markdown
from piattaforma.nucleo.marcatura import change_addresses

from ...models import EdizionePage, SchedaPage


class Indirizzi:
    """The pages of the site, read once: address of today → address that lasts."""

    def __init__(self, edition: EdizionePage) -> None:
        slugs = dict(EdizionePage.objects.values_list("path", "slug"))
        steps = 2 * EdizionePage.steplen
        roots = [root.root_path for root in Site.get_site_root_paths()]
        self._hosts = {urlsplit(settings.BASE_URL).netloc}
        self._hosts |= {urlsplit(site.root_url).netloc for site in Site.objects.all()}
        self._schede: dict[str, str] = {}
        rows = SchedaPage.objects.values_list("path", "url_path", "codice")
        for path, url_path, codice in rows:
            slug = slugs.get(path[:-steps], "")
            # Within the edition the link follows the reader to the edition of that day.
            year = [] if slug == edition.slug else [slug]
            address = reverse(
                "sussidiario_scheda_anno" if year else "sussidiario_scheda", args=[codice, *year]
            )
            for root in roots:
                if url_path.startswith(root):
                    self._schede["/" + url_path.removeprefix(root)] = address

    def lasting(self, address: str) -> str:
        """The printed address of a scheda; for another page of this site, its path."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return address
        if parts.netloc and (
            parts.scheme not in {"http", "https"} or not self._is_ours(parts.netloc)
        ):
            return address
        if not parts.path.startswith("/"):
            return address
        path = self._schede.get(parts.path.rstrip("/") + "/", parts.path)
        return urlunsplit(("", "", path, parts.query, parts.fragment))

    def _is_ours(self, host: str) -> bool:
        return host in self._hosts

    def in_text(self, text: str) -> str:
        """A Markdown text with lasting addresses; its words stay as readers see them."""
        changed = change_addresses(text, self.lasting)
        if changed == text:
            return text
        try:
            same = _words(changed) == _words(text)
        except ValidationError:
            same = False
        return changed if same else text


def _words(text: str) -> str:
    return plain_text(render_markdown(text, policy="redazione"))
