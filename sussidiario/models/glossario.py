"""The glossary: its voices, how they are shown, where contents use them."""

from typing import Any, ClassVar

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from piattaforma.lingua import lines_of, tokens
from piattaforma.nucleo.models import LettoMixin, Livello, RigheField, Termine
from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.frasi import FraseDivisaMixin

from ..glossario.etichette import Etichetta, same_label

#: Longest definition, in characters.
DEFINIZIONE_MAX = 400


class VoceQuerySet(QuerySet["VoceGlossario"]):
    def pubblicate(self) -> "VoceQuerySet":
        return self.filter(live=True)

    def visibile_a(self, user: Reader) -> "VoceQuerySet":
        """The voices that `user` may read: those that are live, whoever reads."""
        return self.pubblicate()

    def etichette(self) -> list[Etichetta]:
        """What each voice is called: first the terms, then the synonyms (one query)."""
        rows = list(self.order_by("pk").values_list("codice", "termine", "sinonimi"))
        terms = [Etichetta(term, code) for code, term, _ in rows]
        return terms + [
            Etichetta(label, code) for code, _, text in rows for label in lines_of(text)
        ]


class VoceGlossario(LettoMixin, DraftStateMixin, RevisionMixin, PreviewableMixin, ClusterableModel):  # type: ignore[misc]
    """A term of the trade, explained. What the site counts of it stands in other tables."""

    termine = models.CharField(
        "termine",
        max_length=120,
        help_text="Al singolare, come si scrive nel testo: plurali e articoli si riconoscono da sé.",
    )
    codice = models.SlugField(
        "codice",
        max_length=80,
        unique=True,
        help_text="Sta nell’indirizzo: dopo la prima pubblicazione non cambia.",
        error_messages={"unique": "Un’altra voce ha già questo codice."},
    )
    sinonimi = RigheField(
        "sinonimi", blank=True, help_text="Uno per riga: sigle e altri nomi della stessa cosa."
    )
    definizione = RigheField(
        "definizione",
        validators=[
            MaxLengthValidator(
                DEFINIZIONE_MAX,
                "La definizione supera %(limit_value)d caratteri: ne ha %(show_value)d.",
            )
        ],
        help_text=(
            f"Al massimo {DEFINIZIONE_MAX} caratteri. Le prime frasi, fino a 200, si leggono "
            "anche sopra la parola nelle pagine."
        ),
    )
    nota = RigheField(
        "nota",
        blank=True,
        validators=[MaxLengthValidator(1500, "La nota supera %(limit_value)d caratteri.")],
        help_text="Che cosa serve sapere in più, e con che cosa non va confuso.",
    )
    fonte = models.CharField("fonte", max_length=500, help_text="Da dove viene la definizione.")
    livello = models.CharField(
        "livello di verifica", max_length=20, choices=Livello.choices, default=Livello.DA_CONFERMARE
    )
    temi = ParentalManyToManyField(
        "nucleo.Termine",
        verbose_name="temi",
        blank=True,
        related_name="+",
        limit_choices_to={"vocabolario": Termine.Vocabolario.TEMI},
    )
    vedi = ParentalManyToManyField(
        "self", verbose_name="vedi anche", blank=True, symmetrical=False, related_name="+"
    )

    objects = VoceQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        TitleFieldPanel("termine", targets=["codice"], required_on_save=True, placeholder=False),
        FieldRowPanel(
            [FieldPanel("codice", widget=SlugInput, required_on_save=True), FieldPanel("livello")]
        ),
        FieldPanel("sinonimi", widget=forms.Textarea(attrs={"rows": 3})),
        FieldPanel("definizione", widget=forms.Textarea(attrs={"rows": 4})),
        FieldPanel("nota", widget=forms.Textarea(attrs={"rows": 4})),
        FieldPanel("fonte"),
        MultiFieldPanel(
            [FieldPanel("temi", widget=forms.CheckboxSelectMultiple), FieldPanel("vedi")],
            heading="Dove si trova",
        ),
    ]

    class Meta:
        verbose_name = "voce del glossario"
        verbose_name_plural = "voci del glossario"
        ordering = ["termine"]

    def __str__(self) -> str:
        return self.termine

    def get_absolute_url(self) -> str:
        return reverse("sussidiario_voce", args=[self.codice]) if self.codice else ""

    @property
    def elenco_sinonimi(self) -> list[str]:
        return lines_of(self.sinonimi)

    def clean(self) -> None:
        super().clean()
        errors: dict[str, list[str]] = {}
        if self._codice_changed():
            errors["codice"] = ["Il codice di una voce pubblicata non cambia: è nell’indirizzo."]
        taken = {
            same_label(label.testo): label
            for label in VoceGlossario.objects.exclude(pk=self.pk).etichette()
        }
        own: set[str] = set()
        for field, labels in (("termine", [self.termine]), ("sinonimi", self.elenco_sinonimi)):
            for label in filter(None, labels):
                if other := taken.get(same_label(label)):
                    errors.setdefault(field, []).append(
                        f"«{label}» è già della voce «{other.codice}»."
                    )
                elif not tokens(label):
                    errors.setdefault(field, []).append(
                        f"«{label}» è fatto di parole che stanno in ogni testo: non spiega niente."
                    )
                elif label in own:
                    errors.setdefault(field, []).append(f"«{label}» è scritto due volte.")
                own.add(label)
        if errors:
            raise ValidationError(errors)

    def _codice_changed(self) -> bool:
        there = VoceGlossario.objects.filter(pk=self.pk, first_published_at__isnull=False)
        code = there.values_list("codice", flat=True).first() if self.pk else None
        return code is not None and code != self.codice

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Voice, marks, update and citations go live together or not at all."""
        from ..glossario.operations import record_publication

        before = VoceGlossario.objects.pubblicate().filter(pk=self.pk).first()
        result = super().publish(revision, *args, **kwargs)
        # A revision that is only scheduled is not the live one.
        now = VoceGlossario.objects.pubblicate().filter(pk=self.pk, live_revision=revision).first()
        if now is not None:
            record_publication(voce=now, before=before)
        return result

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        from ..glossario.operations import record_withdrawal

        was_live = self.live
        result = super().unpublish(*args, **kwargs)
        if was_live:
            record_withdrawal(voce=self)
        return result

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "sussidiario/voce_glossario.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from ..glossario.presentation import voce_context

        self.is_anteprima = True
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | voce_context(self, request)


class VoceImportata(models.Model):
    """The last import of one voice, to tell an unchanged entry and an edit made in the admin."""

    voce = models.OneToOneField(
        VoceGlossario, primary_key=True, on_delete=models.CASCADE, related_name="importazione"
    )
    #: SHA-256 of the entry
    impronta = models.CharField(max_length=64)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    quando = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "voce importata"
        verbose_name_plural = "voci importate"

    def __str__(self) -> str:
        return f"Importazione della voce {self.voce_id}"


class UsoQuerySet(QuerySet["UsoGlossario"]):
    def of(self, source: models.Model) -> "UsoQuerySet":
        """The uses of one content, in the order of its text."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(source), object_id=source.pk
        ).order_by("pk")


class UsoGlossario(FraseDivisaMixin, models.Model):
    """A live content uses a voice: the first place where it does. Joined by code, never by foreign key."""

    codice = models.CharField(max_length=80, db_index=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    zona = models.CharField(max_length=40)
    #: the sentence around, and the words that use the voice within it
    frase = models.CharField(max_length=500)
    frase_inizio = models.PositiveSmallIntegerField()
    frase_fine = models.PositiveSmallIntegerField()

    objects = UsoQuerySet.as_manager()

    class Meta:
        verbose_name = "uso di una voce"
        verbose_name_plural = "usi delle voci"
        indexes = [models.Index(fields=["content_type", "object_id"], name="uso_sorgente")]

    def __str__(self) -> str:
        return f"{self.codice}: {self.frase}"
