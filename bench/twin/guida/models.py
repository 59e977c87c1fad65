"""The models of the twin: one page model a type, snippets, orderables, site settings."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.snippets.models import register_snippet

from .blocks import ColonnaMenuBlock, VoceMenuBlock, ZonaBlock


@register_setting
class ImpostazioniSito(BaseSiteSetting):
    nome = models.CharField(max_length=60)
    motto = models.CharField(max_length=120, blank=True)
    ente_nome = models.CharField(max_length=120)
    ente_url = models.URLField(blank=True)
    ente_dati = models.TextField(blank=True)
    email_redazione = models.EmailField(blank=True)
    licenza = models.CharField(max_length=120, blank=True)
    avviso = models.CharField(max_length=200, blank=True)


@register_setting
class MenuSito(BaseSiteSetting):
    principale = StreamField([("voce", VoceMenuBlock())], blank=True)
    piede = StreamField([("colonna", ColonnaMenuBlock())], blank=True)
    privacy = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    note_legali = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    accessibilita = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")

    select_related = ["privacy", "note_legali", "accessibilita"]


#: parameter of the address → vocabulary, label
FILTRI = {
    "strumento": ("strumenti", "Strumento"),
    "fase": ("fasi", "Fase"),
    "tema": ("temi", "Tema"),
    "destinatario": ("destinatari", "Per chi"),
}


@register_snippet
class Termine(models.Model):
    vocabolario = models.CharField(max_length=20)
    codice = models.SlugField(max_length=60)
    etichetta = models.CharField(max_length=120)
    definizione = models.TextField(blank=True)
    ordine = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["vocabolario", "ordine", "etichetta"]

    def __str__(self) -> str:
        return self.etichetta

    @property
    def filtro(self) -> str:
        return next((name for name, (v, _) in FILTRI.items() if v == self.vocabolario), "")


@register_snippet
class Ufficio(models.Model):
    nome = models.CharField(max_length=120)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.nome


class Modifica(models.Model):
    """A line of a page's history, written by its editors."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="modifiche")
    quando = models.DateTimeField(db_index=True)
    tipo = models.CharField(max_length=20)
    parola = models.CharField(max_length=20)
    testo = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-quando", "-pk"]

    def __str__(self) -> str:
        return f"{self.tipo}, {self.quando}"


class HomePage(Page):
    sommario = models.CharField(max_length=300, blank=True)
    promessa = models.CharField(max_length=120)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        edizione = EdizionePage.objects.live().public().filter(corrente=True).first()
        schede = list(edizione.schede.prefetch_related("termini")) if edizione else []
        termini = list(Termine.objects.filter(vocabolario__in=["fasi", "strumenti"]))
        per_termine: dict[int, list[SchedaPage]] = {termine.pk: [] for termine in termini}
        for scheda in schede:
            for termine in scheda.termini.all():
                per_termine.setdefault(termine.pk, []).append(scheda)
        atti = list(
            Riferimento.objects.filter(page__in=schede)
            .values("atto", "atto_titolo", "atto_esteso", "atto_url")
            .annotate(n_schede=Count("page", distinct=True))
            .order_by("-n_schede", "atto_esteso")
        )
        esempio = (
            Riferimento.objects.filter(page__in=schede, atto=atti[0]["atto"])
            .exclude(articolo="")
            .exclude(perche="")
            .first()
            if atti
            else None
        )
        return context | {
            "edizione": edizione,
            "n_schede": len(schede),
            "esempio": esempio and (esempio, atti[0]),
            "domande": schede[:: max(1, len(schede) // 4)][:4],
            "percorso": [(t, per_termine[t.pk][:3]) for t in termini if t.vocabolario == "fasi"],
            "strumenti": [
                (t, len(per_termine[t.pk]))
                for t in termini
                if t.vocabolario == "strumenti" and per_termine[t.pk]
            ],
            "atti": atti[:4],
            "n_atti": len(atti),
            "aggiornamenti": Modifica.objects.filter(
                page__in=Page.objects.live().public()
            ).select_related("page")[:5],
            "notizie": NotiziaPage.objects.live().public().order_by("-data", "-pk")[:3],
        }


class IndicePage(Page):
    template = "guida/semplice.html"

    sommario = models.CharField(max_length=300, blank=True)


class PaginaPage(Page):
    template = "guida/semplice.html"

    sommario = models.CharField(max_length=300, blank=True)
    corpo = RichTextField(blank=True)


class NotiziaPage(Page):
    template = "guida/semplice.html"

    sommario = models.CharField(max_length=300, blank=True)
    data = models.DateField()
    corpo = RichTextField(blank=True)


class SussidiarioPage(Page):
    template = "guida/semplice.html"

    sommario = models.CharField(max_length=300, blank=True)


class EdizionePage(Page):
    sommario = models.CharField(max_length=300, blank=True)
    anno = models.PositiveSmallIntegerField()
    corrente = models.BooleanField(default=False)

    @property
    def schede(self) -> "QuerySet[SchedaPage]":
        return (
            SchedaPage.objects.descendant_of(self)
            .live()
            .public()
            .defer_streamfields()
            .order_by("path")
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        scelti = {name: code for name in FILTRI if (code := request.GET.get(name))}
        schede = self.schede
        for code in scelti.values():
            schede = schede.filter(termini__codice=code)
        schede = list(schede.prefetch_related("termini"))
        gruppi = [
            (parte, [s for s in schede if s.path.startswith(parte.path)])
            for parte in PartePage.objects.child_of(self).live().public().order_by("path")
        ]
        termini = list(
            Termine.objects.filter(vocabolario__in=[v for v, _ in FILTRI.values()])
            .annotate(n=Count("schede", filter=Q(schede__in=self.schede)))
            .filter(n__gt=0)
        )
        return context | {
            "gruppi": gruppi,
            "n_schede": len(schede),
            "edizioni": EdizionePage.objects.sibling_of(self).live().public().order_by("-anno"),
            "filtri": [
                (name, label, [t for t in termini if t.vocabolario == v], scelti.get(name))
                for name, (v, label) in FILTRI.items()
            ],
            "ultimo_aggiornamento": max((s.last_published_at for s in schede), default=None),
        }


class PartePage(Page):
    template = "guida/semplice.html"

    sommario = models.CharField(max_length=300, blank=True)
    numero = models.PositiveSmallIntegerField()


class SchedaPage(Page):
    codice = models.CharField(max_length=30)
    in_breve = models.TextField()
    contenuto = StreamField(ZonaBlock(), blank=True)
    prassi = StreamField(ZonaBlock(), blank=True)
    norme = StreamField(ZonaBlock(), blank=True)
    giurisprudenza = StreamField(ZonaBlock(), blank=True)
    fonte = models.CharField(max_length=500)
    livello = models.CharField(max_length=60)
    verificata_il = models.DateTimeField(null=True)
    ufficio = models.ForeignKey(Ufficio, null=True, on_delete=models.SET_NULL, related_name="+")
    termini = ParentalManyToManyField(Termine, blank=True, related_name="schede")

    @property
    def paragrafi(self) -> list[str]:
        return [p.strip() for p in self.in_breve.split("\n\n") if p.strip()]

    @property
    def fase(self) -> str:
        return next((t.etichetta for t in self.termini.all() if t.vocabolario == "fasi"), "")

    @property
    def aggiornata(self) -> bool:
        recently = timezone.now() - dt.timedelta(days=60)
        later = self.last_published_at - self.first_published_at > dt.timedelta(minutes=1)
        return later and self.last_published_at > recently

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        edizione = EdizionePage.objects.ancestor_of(self).first()
        riferimenti = list(self.riferimenti.all())
        storia = list(self.modifiche.all())
        zone = [
            ("contenuto", "Contenuto", self.contenuto),
            ("prassi", "Buone prassi e raccomandazioni", self.prassi),
            ("norme", "Riferimenti normativi", self.norme),
            ("giurisprudenza", "Riferimenti giurisprudenziali", self.giurisprudenza),
        ]
        return context | {
            "edizione": edizione,
            "zone": [
                {
                    "id": name,
                    "titolo": heading,
                    "blocchi": stream,
                    "riferimenti": [r for r in riferimenti if r.zona == name],
                }
                for name, heading, stream in zone
            ],
            "norme_margine": [r for r in riferimenti if r.zona == "norme"],
            "storia": storia,
            "scaduta": self.verificata_il
            and timezone.now() - self.verificata_il > dt.timedelta(days=365),
            "precedente": edizione.schede.filter(path__lt=self.path).last() if edizione else None,
            "successiva": edizione.schede.filter(path__gt=self.path).first() if edizione else None,
        }


class Riferimento(Orderable):
    page = ParentalKey(SchedaPage, on_delete=models.CASCADE, related_name="riferimenti")
    zona = models.CharField(max_length=40)
    etichetta = models.CharField(max_length=200)
    titolo = models.CharField(max_length=200, blank=True)
    esteso = models.CharField(max_length=300, blank=True)
    perche = models.CharField(max_length=400, blank=True)
    url = models.CharField(max_length=500, blank=True)
    articolo = models.CharField(max_length=12, blank=True)
    atto = models.CharField(max_length=160)
    atto_titolo = models.CharField(max_length=200)
    atto_esteso = models.CharField(max_length=300)
    atto_url = models.CharField(max_length=500, blank=True)
