"""The filters of the page of updates and of its feed: section, kind of change, topic, period."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify

from .contents import Contenuto, all_contents, contents_by_type
from .models import Aggiornamento, Termine
from .models.nota import TipoModifica
from .periods import YEARS, Periodo, parse_period, periods_since, since, until
from .templatetags.tipografia import data_it
from .updates import PAROLE

Scelte = list[tuple[str, str]]

_UNKNOWN = "Questo valore non c’è: scegline uno dall’elenco."
_DATE = "Questo non è un giorno: scrivilo così, 2026-11-18."
_TOPICS = Aggiornamento.termini.through.objects.filter(
    termine__vocabolario=Termine.Vocabolario.TEMI
)


def section_of(content: Contenuto) -> str:
    """Where readers look for a type of content."""
    return content.sezione or content.genere


def _check_year(day: dt.date) -> None:
    if day.year not in YEARS:
        raise ValidationError(f"Scrivi un giorno tra il {YEARS[0]} e il {YEARS[-1]}.")


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        validators=[_check_year],
        error_messages={"invalid": _DATE},
    )


class FiltroForm(forms.Form):
    """Reads the address; what it does not know is refused with a message at the field."""

    sezione = forms.ChoiceField(label="Sezione", required=False)
    tipo = forms.ChoiceField(label="Che cosa è successo", required=False)
    tema = forms.ChoiceField(label="Tema", required=False)
    periodo = forms.CharField(label="Periodo", required=False)
    dal = _day("Dal giorno")
    al = _day("Al giorno")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: field → (value, label) of each choice
        self.scelte: dict[str, Scelte] = {}
        sections = {section_of(c) for c in all_contents() if c.si_aggiorna}
        self._choices("sezione", sorted((slugify(name), name) for name in sections))
        self._choices("tipo", [(tipo.value, parola) for tipo, parola in PAROLE.items()])
        temi = Termine.objects.filter(vocabolario=Termine.Vocabolario.TEMI)
        self._choices("tema", [(t.codice, t.etichetta) for t in temi])

    def _choices(self, name: str, choices: Scelte) -> None:
        form_field = self.fields[name]
        assert isinstance(form_field, forms.ChoiceField)
        self.scelte[name] = choices
        form_field.choices = [("", ""), *choices]
        form_field.error_messages["invalid_choice"] = _UNKNOWN

    def clean_periodo(self) -> Periodo | None:
        code = self.cleaned_data["periodo"]
        period = parse_period(code)
        if code and period is None:
            raise ValidationError(_UNKNOWN)
        return period

    def clean(self) -> None:
        first, last = self.cleaned_data.get("dal"), self.cleaned_data.get("al")
        if first and last and last < first:
            self.add_error("al", "Questo giorno viene prima di quello da cui parti.")


@dataclass(frozen=True, slots=True)
class Conteggi:
    """How many updates there are: with all the filters, for each choice of one under the others."""

    totale: int = 0
    #: field → updates without that filter
    senza: dict[str, int] = field(default_factory=dict)
    #: (field, value) → updates with that value and the other filters
    scelte: dict[tuple[str, str], int] = field(default_factory=dict)
    periodi: list[Periodo] = field(default_factory=list)


@dataclass(frozen=True)
class FiltroAggiornamenti:
    """The filters in force: value, words and condition of each, in the order of the form."""

    form: FiltroForm
    valori: dict[str, str]
    condizioni: dict[str, Q]

    @classmethod
    def from_request(cls, request: HttpRequest) -> "FiltroAggiornamenti":
        form = FiltroForm(request.GET)
        form.is_valid()
        chosen = {name: value for name, value in form.cleaned_data.items() if value}
        return cls(
            form=form,
            valori={name: getattr(v, "codice", str(v)) for name, v in chosen.items()},
            condizioni={name: _condition(name, value) for name, value in chosen.items()},
        )

    @property
    def is_valid(self) -> bool:
        return not self.form.errors

    def apply(self, updates: "QuerySet[Aggiornamento]") -> "QuerySet[Aggiornamento]":
        return updates.filter(self._where()) if self.is_valid else updates.none()

    def counts(self, updates: "QuerySet[Aggiornamento]") -> Conteggi:
        """Under these filters, in three queries whatever the choices."""
        if not self.is_valid:
            return Conteggi(periodi=periods_since(timezone.localdate(), None))
        oldest = Aggiornamento.objects.aggregate(first=Min("quando"))["first"] or timezone.now()
        chosen = self.form.cleaned_data["periodo"]
        periods = periods_since(timezone.localtime(oldest).date(), chosen)
        wanted: dict[tuple[str, str], Q] = {("", ""): self._where()}
        wanted |= {("", name): self._where(without=name) for name in self.valori}
        for name in ("sezione", "tipo"):
            others = self._where(without=name)
            for code, _ in self.form.scelte[name]:
                wanted[name, code] = others & _condition(name, code)
        others = self._where(without="periodo")
        wanted |= {("periodo", p.codice): others & p.condizione for p in periods}
        counts = updates.aggregate(
            **{f"n{n}": Count("pk", filter=c or None) for n, c in enumerate(wanted.values())}
        )
        found = dict(zip(wanted, counts.values(), strict=True))
        found |= self._topics(updates)
        return Conteggi(
            totale=found[("", "")],
            senza={name: found["", name] for name in self.valori},
            scelte=found,
            periodi=periods,
        )

    def _topics(self, updates: "QuerySet[Aggiornamento]") -> dict[tuple[str, str], int]:
        under = updates.filter(self._where(without="tema")).order_by().values("pk")
        rows = _TOPICS.filter(aggiornamento__in=under).values_list("termine__codice")
        return {("tema", code): n for code, n in rows.annotate(n=Count("pk"))}

    def _where(self, *, without: str = "") -> Q:
        condition = Q()
        for name, part in self.condizioni.items():
            if name != without:
                condition &= part
        return condition

    def query(self, *, without: str = "") -> str:
        """The query string of these filters, with "?", or "" where there are none."""
        values = {k: v for k, v in self.valori.items() if k != without}
        return "?" + urlencode(values) if values else ""

    def in_words(self) -> str:
        return ", ".join(label for _, label in self.active())

    def active(self) -> Scelte:
        """(field, words of the chosen value)."""
        return [(name, self._label(name, value)) for name, value in self.valori.items()]

    def _label(self, name: str, value: str) -> str:
        chosen = self.form.cleaned_data[name]
        if name == "periodo":
            return str(chosen.etichetta)
        if name in {"dal", "al"}:
            return ("Dal " if name == "dal" else "Fino al ") + data_it(chosen)
        return dict(self.form.scelte[name])[value]

    def groups(self, counts: Conteggi) -> list[dict[str, Any]]:
        """What the template shows: choices that find something, or are chosen; then the two days."""
        choices = self.form.scelte | {
            "periodo": [(period.codice, period.etichetta) for period in counts.periodi]
        }
        groups = [
            self._group(name) | {"voci": _voices(name, rows, counts, self.valori)}
            for name, rows in choices.items()
        ]
        days = [
            self._group(name) | {"tipo": "date", "valore": self._typed(name)}
            for name in ("dal", "al")
        ]
        return [group for group in groups if group["voci"] or group["errore"]] + days

    def _typed(self, name: str) -> str:
        """A day as browsers keep it in the field; what is no day cannot stand there."""
        try:
            day = self.form.fields[name].to_python(self.form.data.get(name, ""))
        except ValidationError:
            return ""
        return str(day or "")

    def _group(self, name: str) -> dict[str, Any]:
        errors: list[Any] = list(self.form.errors.get(name, []))
        return {
            "nome": name,
            "etichetta": self.form.fields[name].label,
            "errore": " ".join(str(error) for error in errors),
        }


def _voices(
    name: str, rows: Scelte, counts: Conteggi, chosen: dict[str, str]
) -> list[dict[str, Any]]:
    """The choices with their counts: those that find nothing only if they are chosen."""
    unknown = not counts.scelte
    voices = [
        {
            "codice": code,
            "etichetta": label,
            "n": None if unknown else counts.scelte.get((name, code), 0),
            "scelta": chosen.get(name) == code,
        }
        for code, label in rows
    ]
    return [voice for voice in voices if voice["n"] != 0 or voice["scelta"]]


def _condition(name: str, value: Any) -> Q:
    match name:
        case "sezione":
            types = [k for k, c in contents_by_type().items() if slugify(section_of(c)) == value]
            return Q(content_type_id__in=types)
        case "tipo":
            return Q(tipo=TipoModifica(value))
        case "tema":
            rows = _TOPICS.filter(termine__codice=value)
            return Q(pk__in=rows.values("aggiornamento_id"))
        case "periodo":
            period: Periodo = value
            return period.condizione
        case "dal":
            return since(value)
    return until(value)
