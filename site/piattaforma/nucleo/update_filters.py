"""The filters of the page of updates and of its feed: kind of change, kind of content, topic, year."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from .contents import all_contents, contents_by_type
from .models import Aggiornamento, Termine
from .models.nota import TipoModifica
from .updates import PAROLE


class FiltroForm(forms.Form):
    """Reads the address; what it does not know is refused with a message at the field."""

    tipo = forms.ChoiceField(label="Che cosa è successo", required=False)
    genere = forms.ChoiceField(label="Sezione", required=False)
    tema = forms.ChoiceField(label="Tema", required=False)
    anno = forms.IntegerField(label="Anno", required=False, min_value=2000, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: field → (value, label) of each choice
        self.scelte: dict[str, list[tuple[str, str]]] = {}
        self._choices("tipo", [(tipo.value, parola) for tipo, parola in PAROLE.items()])
        kinds = {c.genere.lower(): c.genere for c in all_contents() if c.si_aggiorna}
        self._choices("genere", sorted(kinds.items()))
        temi = Termine.objects.filter(vocabolario=Termine.Vocabolario.TEMI)
        self._choices("tema", [(t.codice, t.etichetta) for t in temi])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = self.scelte[name] = [("", "Qualsiasi"), *choices]
        field.error_messages["invalid_choice"] = "Questo valore non c’è: scegline uno dall’elenco."


@dataclass(frozen=True)
class FiltroAggiornamenti:
    """The filters in force: value and words, in the order of the form."""

    form: FiltroForm
    valori: dict[str, str]

    @classmethod
    def from_request(cls, request: HttpRequest) -> "FiltroAggiornamenti":
        form = FiltroForm(request.GET)
        form.is_valid()
        values = {k: str(v) for k, v in form.cleaned_data.items() if v}
        return cls(form=form, valori=values)

    @property
    def is_valid(self) -> bool:
        return not self.form.errors

    def apply(self, updates: "QuerySet[Aggiornamento]") -> "QuerySet[Aggiornamento]":
        if not self.is_valid:
            return updates.none()
        if tipo := self.valori.get("tipo"):
            updates = updates.filter(tipo=TipoModifica(tipo))
        if genere := self.valori.get("genere"):
            types = [k for k, c in contents_by_type().items() if c.genere.lower() == genere]
            updates = updates.filter(content_type_id__in=types)
        if tema := self.valori.get("tema"):
            updates = updates.filter(
                pk__in=Aggiornamento.termini.through.objects.filter(
                    termine__vocabolario=Termine.Vocabolario.TEMI, termine__codice=tema
                ).values("aggiornamento_id")
            )
        if anno := self.valori.get("anno"):
            updates = updates.filter(quando__year=int(anno))
        return updates

    def query(self, *, without: str = "") -> str:
        """The query string of these filters, with "?", or "" where there are none."""
        values = {k: v for k, v in self.valori.items() if k != without}
        return "?" + urlencode(values) if values else ""

    def in_words(self) -> str:
        return ", ".join(label for _, label in self.active())

    def active(self) -> list[tuple[str, str]]:
        """(field, label of the chosen value)."""
        return [
            (name, dict(self.form.scelte.get(name, [])).get(value, value))
            for name, value in self.valori.items()
        ]

    def groups(self) -> list[dict[str, Any]]:
        """What the template shows: one group of choices for each filter with choices."""
        return [
            {
                "nome": name,
                "etichetta": self.form.fields[name].label,
                "voci": [
                    {
                        "codice": code,
                        "etichetta": label,
                        "scelta": self.valori.get(name, "") == code,
                    }
                    for code, label in choices
                ],
            }
            for name, choices in self.form.scelte.items()
        ]
