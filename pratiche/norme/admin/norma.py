"""Acts in the admin: what editors write; the official side is shown, and edited on a page of its own."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django_filters import ChoiceFilter
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button, HeaderButton
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from piattaforma.citazioni import (
    Identificatore,
    IdentificatoreNonValido,
    format_id,
    format_short,
    parse_identifier,
)
from piattaforma.nucleo.models import Aggiornamento
from piattaforma.nucleo.scelta_norme import IdentificatoreInput
from piattaforma.riferimenti.campi import LUNGHEZZA, read_typed

from ..models import Articolo, Norma, StatoNorma
from ..proposte import propose_act
from ..registrazione import check_free, open_record
from ..stati import state_in_words
from ..verifiche import last_check
from ..vocabolari import Ambito, Genere, Stato
from .base import CreaRegistro, field_messages, list_url
from .liste import CITAZIONI, ONLINE, VERIFICA, FiltroRegistro, IndiceRegistro, with_what_lists_say


def read_act(text: str) -> Identificatore:
    """The whole act that a typed citation means. Raises ValidationError."""
    act = parse_identifier(read_typed(text)).atto
    if act.is_decisione:
        raise ValidationError(f"{format_id(act)} è una decisione: si scrive tra le decisioni.")
    return act


class NormaNuovaForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Which act it is, typed as one cites it; then what editors write of it."""

    quale_atto = forms.CharField(
        label="Quale atto",
        max_length=LUNGHEZZA,
        widget=IdentificatoreInput,
        help_text="Come si scrive: «d.lgs. 117/2017», «l.r. Toscana 65/2020». Da qui vengono indirizzo "
        "e chiave della scheda.",
        error_messages={"required": "Scrivi di quale atto si tratta."},
    )
    genere = forms.ChoiceField(
        label="Genere",
        required=False,
        choices=[("", "Quello che dice l’identificatore"), *Genere.choices],
    )
    titolo = forms.CharField(
        label="Titolo ufficiale",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Com’è stampato; vuoto, se non l’hai letto.",
    )
    url = forms.URLField(
        label="Indirizzo ufficiale",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Solo se l’identificatore da solo non porta al testo ufficiale.",
    )

    def clean_quale_atto(self) -> str:
        act = read_act(self.cleaned_data["quale_atto"])
        try:
            check_free(act)
        except ValidationError as problem:
            raise ValidationError(field_messages(problem)) from problem
        return str(act)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("quale_atto") and not cleaned.get("genere"):
            act = parse_identifier(cleaned["quale_atto"])
            cleaned["genere"] = propose_act(act).genere
            if not cleaned["genere"]:
                self.add_error("genere", "Di questo atto non si capisce il genere: sceglilo.")
        return cleaned

    def save(self, commit: bool = True) -> Norma:  # noqa: FBT001, FBT002
        norma: Norma = super().save(commit=commit)
        if commit:
            said = self.cleaned_data
            open_record(
                norma=norma,
                identificatore=parse_identifier(said["quale_atto"]),
                genere=said["genere"],
                titolo=said["titolo"],
                url=said["url"],
            )
        return norma


class PannelloUfficiale(Panel):  # type: ignore[misc]
    """The official side of the act, to read, and the ways to what is edited elsewhere."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "pratiche/admin/pannello_ufficiale.html"

        @property
        def media(self) -> forms.Media:
            return super().media + forms.Media(css={"all": ["pratiche/admin/registro.css"]})

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            norma = self.instance
            if norma.pk and hasattr(norma, "dati"):
                context |= official_context(norma, self.request.user)
            return context


def official_context(norma: Norma, user: Any) -> dict[str, Any]:
    """What the box of the official side shows."""
    state = norma.stati.on(timezone.localdate()).filter(articolo=None).first()
    words = state_in_words(state.stato, state.dal, norma.dati.genere) if state else ""
    return {
        "norma": norma,
        "dati": norma.dati,
        "stato": words,
        "articoli": norma.articoli.count(),
        "articoli_url": f"{list_url(Articolo)}?norma={norma.pk}",
        "relazioni": norma.relazioni.count(),
        "verificata": last_check(Aggiornamento.objects.of(norma).without_texts()),
        "puo_pubblicare": user.has_perm("pratiche.publish_norma"),
        "puo_unire": user.has_perm("pratiche.publish_norma")
        and user.has_perm("pratiche.delete_norma"),
        "altre_chiavi": norma.chiavi.filter(principale=False),
    }


class FiltroNorme(FiltroRegistro):
    """Kind, reach, state of today, and what is the same for all records."""

    genere = ChoiceFilter(field_name="dati__genere", label="Genere", choices=Genere.choices)
    ambito = ChoiceFilter(field_name="dati__ambito", label="Ambito", choices=Ambito.choices)
    stato = ChoiceFilter(field_name="stato_oggi", label="Stato oggi", choices=Stato.choices)

    class Meta(FiltroRegistro.Meta):
        model = Norma


class IndiceNorme(IndiceRegistro):
    conteggi = "norme"
    list_export: ClassVar[list[str]] = [
        "titolo_breve", "estremi", "dati.identificatore", "dati.get_genere_display", "stato_oggi",
        "n_citazioni", "get_livello_display", "verificata_il", "live",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, str]] = {
        "titolo_breve": "Titolo breve",
        "estremi": "Estremi",
        "dati.identificatore": "Identificatore",
        "dati.get_genere_display": "Genere",
        "stato_oggi": "Stato oggi",
        "n_citazioni": "La citano",
        "get_livello_display": "Livello di verifica",
        "verificata_il": "Verificata il",
        "live": "Pubblicata",
    }
    export_filename = "norme"

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Texts come from files: the way to give them stands beside a new record."""
        buttons: list[Any] = super().header_buttons
        if self.request.user.has_perm("pratiche.publish_norma"):
            url = reverse("pratiche_carica_testi")
            buttons.append(HeaderButton("Importa testi", url=url, icon_name="upload"))
        return buttons


class CreaNorma(CreaRegistro):
    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        asked = self.request.GET.get("atto", "")[:LUNGHEZZA]
        try:
            act = parse_identifier(asked).atto
        except IdentificatoreNonValido:
            return initial | ({"quale_atto": asked} if asked else {})
        return initial | {"quale_atto": str(act), "titolo_breve": format_short(act)}


class ModificaNorma(EditView):  # type: ignore[misc]
    @property
    def header_more_buttons(self) -> list[Button]:
        buttons = list(super().header_more_buttons)
        user, pk = self.request.user, self.object.pk
        if user.has_perm("pratiche.publish_norma"):
            buttons.append(
                Button(
                    "Dati ufficiali", reverse("pratiche_admin_dati", args=[pk]), icon_name="edit"
                )
            )
            if user.has_perm("pratiche.delete_norma"):
                buttons.append(
                    Button("Unisci", reverse("pratiche_admin_unisci", args=[pk]), icon_name="copy")
                )
        return buttons


class NormaViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Norma
    icon = "doc-full"
    menu_label = "Norme"
    menu_name = "norme-atti"
    index_view_class = IndiceNorme
    add_view_class = CreaNorma
    edit_view_class = ModificaNorma
    copy_view_enabled = False
    list_display = [
        "titolo_breve",
        Column("estremi", label="Estremi"),
        Column("genere", label="Genere", accessor="dati.get_genere_display"),
        Column(
            "stato",
            label="Stato oggi",
            accessor=lambda n: state_in_words(n.stato_oggi or "", n.stato_dal, n.dati.genere),
        ),
        CITAZIONI,
        Column("livello", label="Verifica", accessor="get_livello_display", sort_key="livello"),
        VERIFICA,
        ONLINE,
    ]
    list_per_page = 50
    filterset_class = FiltroNorme
    search_fields = ["titolo_breve", "alias", "sintesi", "dati__titolo", "dati__identificatore"]
    search_backend_name = None
    edit_handler = ObjectList([PannelloUfficiale(), *Norma.panels, PublishingPanel()])
    create_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("quale_atto", required_on_save=True),
                    FieldPanel("genere"),
                    FieldPanel("titolo"),
                    FieldPanel("url"),
                ],
                heading="Dati ufficiali",
            ),
            *Norma.panels,
        ],
        base_form_class=NormaNuovaForm,
    )

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002
        panel = self._edit_handler if for_update else self._create_handler
        return panel.get_form_class()

    @cached_property
    def _create_handler(self) -> Any:
        return self.create_handler.bind_to_model(self.model)

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        kwargs = super().get_add_view_kwargs(**kwargs)
        return kwargs | {"panel": self._create_handler}

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        today = StatoNorma.objects.on(timezone.localdate())
        state = today.filter(norma=OuterRef("pk"), articolo=None)
        rows = Norma.objects.select_related("dati").annotate(
            stato_oggi=Subquery(state.values("stato")[:1]),
            stato_dal=Subquery(state.values("dal")[:1]),
        )
        return with_what_lists_say(rows, Norma)
