"""What the forms of search say when they keep something, and when they do not."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from wagtail.admin import messages
from wagtail.snippets.views.snippets import CreateView, EditView


class Avvisa:
    """Tells, after it is kept, what an editor may not have meant: `doubts` of it."""

    request: Any
    object: Any

    def doubts(self) -> Iterable[str]:
        """What to say of `object`, one sentence each."""
        raise NotImplementedError

    def save_action(self) -> HttpResponse:
        response: HttpResponse = super().save_action()  # type: ignore[misc]
        for doubt in self.doubts():
            messages.warning(self.request, doubt)
        return response


class Crea(Avvisa, CreateView):  # type: ignore[misc]
    # Wagtail's own sentence lacks a space in Italian.
    error_message = "Non è stato salvato niente: correggi i campi segnalati."


class Modifica(Avvisa, EditView):  # type: ignore[misc]
    error_message = Crea.error_message
