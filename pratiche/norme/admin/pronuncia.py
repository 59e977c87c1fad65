"""Decisions in the admin: what a decision is stays, once readers know it."""

from dataclasses import replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django_filters import AllValuesFilter, ChoiceFilter
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList, Panel, PublishingPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from piattaforma.citazioni import Identificatore, format_id, parse_identifier
from piattaforma.citazioni.courts import is_administrative
from piattaforma.nucleo.templatetags.tipografia import data_it
from piattaforma.riferimenti.campi import LUNGHEZZA, read_typed

from ..models import ChiaveRegistro, Pronuncia
from ..proposte import is_decision, propose_decision
from ..registrazione import register_decision
from ..vocabolari import Esito, TipoPronuncia
from .base import CreaRegistro, taken_by
from .liste import CITAZIONI, ONLINE, VERIFICA, FiltroRegistro, IndiceRegistro, with_what_lists_say


def _with_kind(decision: Identificatore, kind: str) -> Identificatore:
    """Administrative courts number each kind apart: without it, a citation names another decision."""
    if decision.tipo or not is_administrative(decision.autorita):
        return decision
    if kind == TipoPronuncia.SENTENZA:
        return replace(decision, tipo="SENT")
    raise ValidationError(
        "Questo giudice numera a parte sentenze, ordinanze e pareri: scrivi anche che cos’è, come "
        "«Cons. Stato, ordinanza n. 12/2024», o scegli il tipo «Sentenza»."
    )


class PronunciaForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The identifier says court and type; after the first publication it does not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organo", "tipo"):
            self.fields[name].required = False
            self.fields[name].help_text = "Vuoto: quello che dice l’identificatore."

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        typed = cleaned.get("identificatore")
        if not typed:
            return cleaned
        try:
            decision = self._identify(typed, cleaned.get("tipo") or "")
        except ValidationError as problem:
            self.add_error("identificatore", problem)
            return cleaned
        cleaned["identificatore"] = str(decision)
        said = propose_decision(decision)
        if not cleaned.get("organo"):
            cleaned["organo"] = said.organo
            cleaned["sede"] = cleaned.get("sede") or said.sede
        cleaned["tipo"] = cleaned.get("tipo") or said.tipo
        for name, words in (("organo", "l’organo"), ("tipo", "il tipo")):
            if not cleaned[name] and name not in self.errors:
                self.add_error(name, f"L’identificatore non dice {words}: scrivilo.")
        return cleaned

    def _identify(self, typed: str, kind: str) -> Identificatore:
        """The decision that is meant, if it may be this record's."""
        decision = parse_identifier(read_typed(typed)).atto
        was = Pronuncia.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if was and str(decision) == was.identificatore:
            return decision
        if not is_decision(decision):
            raise ValidationError(f"{format_id(decision)} è un atto: si scrive tra le norme.")
        decision = _with_kind(decision, kind)
        if was and was.first_published_at and str(decision) != was.identificatore:
            raise ValidationError(
                f"La decisione è pubblicata come {was.estremi}, e così si cita: l’identificatore non "
                "cambia. Se è un’altra decisione, crea un’altra scheda."
            )
        taken = ChiaveRegistro.objects.filter(chiave=decision.chiave)
        if self.instance.pk:
            taken = taken.exclude(pronuncia=self.instance.pk)
        if (key := taken.select_related("norma", "pronuncia").first()) is not None:
            raise ValidationError(taken_by(key))
        return decision

    def save(self, commit: bool = True) -> Pronuncia:  # noqa: FBT001, FBT002
        decision: Pronuncia = super().save(commit=commit)
        if commit:
            register_decision(pronuncia=decision)
        return decision


class PannelloVerifica(Panel):  # type: ignore[misc]
    """The way to say that a decision was checked."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "pratiche/admin/pannello_verifica.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            decision, user = self.instance, self.request.user
            may = decision.pk and decision.live and user.has_perm("pratiche.publish_pronuncia")
            context["url"] = (
                reverse("pratiche_admin_verifica_pronuncia", args=[decision.pk]) if may else ""
            )
            return context


class FiltroPronunce(FiltroRegistro):
    organo = AllValuesFilter(label="Organo", field_name="organo")
    esito = ChoiceFilter(label="Esito", choices=Esito.choices)

    class Meta(FiltroRegistro.Meta):
        model = Pronuncia


class IndicePronunce(IndiceRegistro):
    conteggi = "pronunce"
    nome = "Decisione"
    list_export: ClassVar[list[str]] = [
        "titolo", "estremi", "identificatore", "organo", "sede", "data", "get_esito_display",
        "in_una_riga", "n_citazioni", "get_livello_display", "verificata_il", "live",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, str]] = {
        "titolo": "Decisione",
        "estremi": "Estremi",
        "identificatore": "Identificatore",
        "get_esito_display": "Esito",
        "n_citazioni": "La citano",
        "get_livello_display": "Livello di verifica",
        "verificata_il": "Verificata il",
        "live": "Pubblicata",
    }
    export_filename = "decisioni"


class CreaPronuncia(CreaRegistro):
    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        asked = self.request.GET.get("atto", "")[:LUNGHEZZA]
        return initial | ({"identificatore": asked} if asked else {})


class PronunciaViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Pronuncia
    icon = "clipboard-list"
    menu_label = "Decisioni"
    menu_name = "norme-decisioni"
    index_view_class = IndicePronunce
    add_view_class = CreaPronuncia
    copy_view_enabled = False
    list_display = [
        "titolo",
        Column("in_una_riga", label="In una riga"),
        Column("data", label="Data", sort_key="data", accessor=lambda p: data_it(p.data)),
        Column("esito", label="Esito", accessor="get_esito_display"),
        CITAZIONI,
        Column("livello", label="Verifica", accessor="get_livello_display", sort_key="livello"),
        VERIFICA,
        ONLINE,
    ]
    list_per_page = 50
    filterset_class = FiltroPronunce
    search_fields = ["identificatore", "organo", "sede", "in_una_riga", "massima", "territorio"]
    search_backend_name = None
    edit_handler = ObjectList(
        [PannelloVerifica(), *Pronuncia.panels, PublishingPanel()], base_form_class=PronunciaForm
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return with_what_lists_say(Pronuncia.objects.all(), Pronuncia)
