"""Articles in the admin: in their act, with their versions."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet

from piattaforma.citazioni import Identificatore, IdentificatoreNonValido, parse_identifier
from piattaforma.nucleo.models import Livello

from ..indirizzi import canonical, spelled
from ..models import Articolo, Norma, StatoNorma, VersioneArticolo
from ..numeri import make_room, place
from ..operations import record_article_change, record_article_removal
from ..stati import state_in_words
from .base import edit_url, list_url
from .liste import IndiceRegistro
from .versione import VersioneForm, commas_for, save_version


class ArticoloForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Where an article stands. Its number is in its address: readers who know it keep it."""

    class Meta:
        model = Articolo
        fields: ClassVar[list[str]] = ["norma", "numero", "dove", "ordine"]
        labels: ClassVar[dict[str, str]] = {"norma": "Atto"}
        help_texts: ClassVar[dict[str, str]] = {
            "numero": "Come 55 o 4-bis.",
            "ordine": "Vuoto: al suo posto, secondo il numero.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ordine"].required = False
        self.fields["norma"].queryset = Norma.objects.order_by("titolo_breve")
        if self.instance.pk:
            self.fields["norma"].disabled = True
            self.initial["numero"] = spelled(self.instance.numero)
        else:
            self.initial["ordine"] = None

    def clean_numero(self) -> str:
        number = canonical(self.cleaned_data["numero"].strip())
        norma = self.cleaned_data.get("norma")
        if norma is None:
            return number
        try:
            read = parse_identifier(f"{norma.dati.identificatore}~art{number}")
        except IdentificatoreNonValido:
            read = None
        is_number = read is not None and read.articolo == number and not read.comma
        if not is_number or place(number)[0] == 0:
            raise ValidationError("Scrivi il numero dell’articolo come 55 o 4-bis.")
        if self.instance.pk and self.instance.norma.live and number != self.instance.numero:
            raise ValidationError(
                "L’articolo è pubblicato: il numero sta nel suo indirizzo, e non cambia. Se è sbagliato, "
                "crea quello giusto e cancella questo."
            )
        others = Articolo.objects.filter(norma=norma, numero=number).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError("L’atto ha già un articolo con questo numero.")
        return number

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("ordine") is None:
            cleaned["ordine"] = self.instance.ordine if self.instance.pk else 0
            self._is_to_place = not self.instance.pk
        return cleaned

    def save(self, commit: bool = True) -> Articolo:  # noqa: FBT001, FBT002
        if getattr(self, "_is_to_place", False):
            article = self.instance
            article.ordine = make_room(norma=article.norma, numero=article.numero)
        saved: Articolo = super().save(commit=commit)
        return saved


class CreaArticolo(CreateView):  # type: ignore[misc]
    """An article and its first version, on one page."""

    template_name = "pratiche/admin/articolo_nuovo.html"

    def version_forms(self) -> tuple[VersioneForm, Any]:
        data = self.request.POST if self.request.method == "POST" else None
        version = VersioneArticolo(articolo=Articolo())
        return VersioneForm(data, instance=version, prefix="versione"), commas_for(data, version)

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        asked = {
            name: self.request.GET[name] for name in ("norma", "numero") if name in self.request.GET
        }
        return initial | asked

    def is_valid(self, form: Any) -> bool:
        self.version_form, self.commas = self.version_forms()
        parts = [super().is_valid(form), self.version_form.is_valid(), self.commas.is_valid()]
        if not all(parts):
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
        return all(parts)

    def save_instance(self) -> Articolo:
        article: Articolo = super().save_instance()
        self.version_form.instance.articolo = article
        save_version(self.version_form, self.commas)
        fresh = Articolo.objects.select_related("norma__dati").get(pk=article.pk)
        record_article_change(
            articolo=fresh, testo=f"Nella scheda c’è l’{fresh.etichetta.lower()}."
        )
        return article

    def get_success_url(self) -> str:
        return f"{list_url(Articolo)}?norma={self.object.norma_id}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not hasattr(self, "version_form"):
            self.version_form, self.commas = self.version_forms()
        media = self.version_form.media + self.commas.media
        return context | {
            "versione_form": self.version_form,
            "commi": self.commas,
            "media": context["media"] + media,
        }


class ModificaArticolo(EditView):  # type: ignore[misc]
    template_name = "pratiche/admin/articolo.html"

    def save_instance(self) -> Articolo:
        article: Articolo = super().save_instance()
        fresh = Articolo.objects.select_related("norma__dati").get(pk=article.pk)
        if self.form.has_changed():
            record_article_change(
                articolo=fresh, testo=f"{fresh.etichetta}: cambia il suo posto nell’atto."
            )
        return article

    def get_success_url(self) -> str:
        return edit_url(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        versions = list(self.object.versioni.all())
        today = self.object.versioni.today().first()
        return context | {
            "articolo": self.object,
            "versioni": versions,
            "di_oggi": today,
            "norma_url": edit_url(self.object.norma),
        }


class CancellaArticolo(DeleteView):  # type: ignore[misc]
    def delete_action(self) -> Any:
        norma, label = self.object.norma, self.object.etichetta
        answer = super().delete_action()
        record_article_removal(norma=norma, testo=f"Nella scheda non c’è più l’{label.lower()}.")
        return answer


class FiltroArticoli(WagtailFilterSet):  # type: ignore[misc]
    norma = ModelChoiceFilter(label="Atto", queryset=Norma.objects.order_by("titolo_breve"))
    livello = ChoiceFilter(
        label="Livello di verifica", choices=Livello.choices, field_name="livello_oggi"
    )

    class Meta:
        model = Articolo
        fields: ClassVar[list[str]] = ["norma"]


class IndiceArticoli(IndiceRegistro):
    chiavi = "norma__chiavi"
    nome = "Articolo"
    list_export: ClassVar[list[str]] = [
        "norma.titolo_breve", "etichetta", "identificatore", "rubrica_oggi", "dove", "livello_oggi",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, str]] = {
        "norma.titolo_breve": "Atto",
        "etichetta": "Articolo",
        "identificatore": "Identificatore",
        "rubrica_oggi": "Rubrica",
        "dove": "Dove sta",
        "livello_oggi": "Livello di verifica",
    }
    export_filename = "articoli"

    def by_citation(
        self, queryset: "QuerySet[Any]", cited: list[Identificatore]
    ) -> "QuerySet[Any]":
        found = super().by_citation(queryset, cited)
        numbers = {one.articolo for one in cited if one.articolo}
        return found.filter(numero__in=numbers) if numbers else found

    def get_add_url(self) -> str | None:
        """A new article of the act whose list it is."""
        url: str | None = super().get_add_url()
        asked = self.request.GET.get("norma", "")
        return f"{url}?norma={asked}" if url and asked.isdecimal() else url


class ArticoloViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Articolo
    icon = "list-ol"
    menu_label = "Articoli"
    menu_name = "norme-articoli"
    index_view_class = IndiceArticoli
    add_view_class = CreaArticolo
    edit_view_class = ModificaArticolo
    delete_view_class = CancellaArticolo
    create_template_name = "pratiche/admin/articolo_nuovo.html"
    edit_template_name = "pratiche/admin/articolo.html"
    copy_view_enabled = False
    list_display = [
        "etichetta",
        Column("norma", label="Atto"),
        Column("rubrica_oggi", label="Rubrica"),
        Column("dove", label="Dove sta"),
        Column("stato", label="Stato oggi", accessor=lambda a: state_in_words(a.stato_oggi or "")),
        Column(
            "livello",
            label="Verifica",
            accessor=lambda a: Livello(a.livello_oggi).label if a.livello_oggi else "–",
        ),
    ]
    list_per_page = 100
    filterset_class = FiltroArticoli
    search_fields = ["numero", "norma__titolo_breve", "rubrica_oggi"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002
        return ArticoloForm

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        today = timezone.localdate()
        version = VersioneArticolo.objects.on(today).filter(articolo=OuterRef("pk"))
        state = StatoNorma.objects.on(today).filter(articolo=OuterRef("pk"))
        rows = Articolo.objects.select_related("norma__dati").annotate(
            rubrica_oggi=Subquery(version.values("rubrica")[:1]),
            livello_oggi=Subquery(version.values("livello")[:1]),
            stato_oggi=Subquery(state.values("stato")[:1]),
        )
        return rows.order_by("norma__titolo_breve", "ordine", "pk")
