"""What editors may write: each mistake is told beside its field."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from piattaforma.lingua import tokens

from ..contract import Document
from ..engines.base import SearchEngine, SearchUnavailable
from ..models import GruppoSinonimi
from ..risposte.promossi import page_of, question_key
from ..risposte.ripiego import answered
from .indirizzi import CHIUNQUE, open_page

#: Characters of an expression, and expressions of a group.
LONGEST, MOST = 100, 20
#: Characters of a question, and questions for which one result is promoted.
LONGEST_QUESTION, MOST_QUESTIONS = 200, 20

Key = tuple[str, ...]


class GruppoSinonimiForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A group is two or more ways to say one thing, none of which is in another active group."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "espressioni" in cleaned:
            expressions = GruppoSinonimi(espressioni=cleaned["espressioni"]).elenco
            problems = list(_problems(expressions))
            if not problems and cleaned.get("attivo"):
                problems = list(self._taken(expressions))
            if problems:
                self.add_error("espressioni", problems)
            cleaned["espressioni"] = "\n".join(expressions)
        return cleaned

    def _taken(self, expressions: list[str]) -> Iterator[str]:
        """The expressions that another active group has."""
        mine = {_key(one): one for one in expressions}
        for group in GruppoSinonimi.objects.filter(attivo=True).exclude(pk=self.instance.pk):
            for theirs in group.elenco:
                if said := mine.get(_key(theirs)):
                    yield f"«{said}» è già in un altro gruppo attivo: «{group}»."


def _problems(expressions: list[str]) -> Iterator[str]:
    if len(expressions) < 2:
        yield "Scrivi almeno due espressioni, una per riga."
    if len(expressions) > MOST:
        yield f"Le espressioni sono {len(expressions)}: al massimo {MOST} per gruppo."
    seen: dict[Key, str] = {}
    for one in expressions:
        if len(one) > LONGEST:
            yield f"«{one[:40]}…» è lunga {len(one)} caratteri: al massimo {LONGEST}."
            continue
        key = _key(one)
        if not key:
            yield f"«{one}» non ha parole che contano: la ricerca la salta."
        elif key in seen:
            yield f"«{one}» è la stessa espressione di «{seen[key]}»: per la ricerca sono uguali."
        else:
            seen[key] = one


def _key(expression: str) -> Key:
    return tuple(word.term for word in tokens(expression))


class RisultatoPromossoForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Questions that say something, and a page that anyone may read."""

    def clean_domande(self) -> str:
        questions = [
            line for line in map(str.strip, self.cleaned_data["domande"].splitlines()) if line
        ]
        problems = []
        if len(questions) > MOST_QUESTIONS:
            problems.append(f"Le ricerche sono {len(questions)}: al massimo {MOST_QUESTIONS}.")
        seen: dict[Key, str] = {}
        for one in questions:
            key = question_key(one)
            if len(one) > LONGEST_QUESTION:
                problems.append(
                    f"«{one[:40]}…» è lunga {len(one)} caratteri: al massimo {LONGEST_QUESTION}."
                )
            elif not key:
                problems.append(f"«{one}» non ha parole che contano, o ne esclude.")
            elif key in seen:
                problems.append(f"«{one}» è la stessa ricerca di «{seen[key]}».")
            seen.setdefault(key, one)
        if problems:
            raise ValidationError(problems)
        return "\n".join(questions)

    def clean_indirizzo(self) -> str:
        """The path of the page, however its address was pasted."""
        try:
            page, _ = answered(self._page)
        except SearchUnavailable as problem:
            raise ValidationError(
                f"Adesso non si può controllare l’indirizzo: {problem}"
            ) from problem
        self.instance.uid = page.uid
        return page.url

    def _page(self, engine: SearchEngine) -> Document:
        """The page that was chosen, under its address of now, unless another address is written."""
        if "indirizzo" not in self.changed_data and self.instance.uid:
            kept = page_of(self.instance, readers=CHIUNQUE, engine=engine)
            if kept is not None:
                return kept
        return open_page(self.cleaned_data["indirizzo"], engine)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        start, end = cleaned.get("dal"), cleaned.get("al")
        if start and end and end < start:
            self.add_error("al", "Finisce prima di cominciare.")
        return cleaned
