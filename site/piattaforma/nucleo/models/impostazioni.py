"""What the owner of an installation decides about its site: name, data, colours, menus."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from ..colours import ColourRefused, check_pair

#: Regions and autonomous provinces, as the law calls them.
REGIONI = (
    *("Abruzzo", "Basilicata", "Calabria", "Campania", "Emilia-Romagna", "Friuli-Venezia Giulia"),
    *("Lazio", "Liguria", "Lombardia", "Marche", "Molise", "Piemonte", "Puglia", "Sardegna"),
    *("Sicilia", "Toscana", "Trentino-Alto Adige", "Umbria", "Valle d’Aosta", "Veneto"),
    *("Provincia autonoma di Bolzano", "Provincia autonoma di Trento"),
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_hex = RegexValidator(_COLOUR, "Scrivi un colore come #0b57a5.")


def _is_colour(text: str) -> bool:
    return bool(_COLOUR.match(text))


@register_setting(icon="cog", order=10)
class ImpostazioniSito(BaseSiteSetting):
    """The owner body and the face of the site."""

    nome = models.CharField("nome del sito", max_length=60, default="Condivisa")
    motto = models.CharField(
        "motto",
        max_length=120,
        blank=True,
        default="Guida e norme dell’amministrazione condivisa",
    )
    ente_nome = models.CharField(
        "ente titolare", max_length=120, default="Ente titolare da indicare"
    )
    ente_url = models.URLField("sito dell’ente", blank=True)
    ente_dati = models.TextField(
        "dati dell’ente nel piè di pagina",
        blank=True,
        help_text="Indirizzo, codice fiscale, PEC: una riga ciascuno.",
    )
    regione = models.CharField(
        "regione di riferimento",
        max_length=30,
        blank=True,
        choices=[(name, name) for name in REGIONI],
        help_text="Una «l.r. 65/2020» senza altra indicazione è di questa regione.",
    )
    email_redazione = models.EmailField("e-mail della redazione", blank=True)
    pec = models.EmailField("PEC", blank=True)
    licenza = models.CharField(
        "licenza dei testi",
        max_length=120,
        default="Testi con licenza CC BY 4.0, salvo diversa indicazione",
    )
    dichiarazione_url = models.URLField(
        "dichiarazione di accessibilità",
        blank=True,
        help_text="L’indirizzo che AgID assegna alla dichiarazione dell’ente.",
    )
    logo = models.ForeignKey(
        "media.Image",
        verbose_name="logo",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Sostituisce il segno nella testata.",
    )
    colore_principale = models.CharField(
        "colore principale", max_length=7, default="#0b57a5", validators=[_hex]
    )
    colore_norme = models.CharField(
        "colore delle norme", max_length=7, default="#963c17", validators=[_hex]
    )

    panels = [
        MultiFieldPanel(["nome", "motto", "logo"], heading="Sito"),
        MultiFieldPanel(
            ["ente_nome", "ente_url", "ente_dati", "regione", "email_redazione", "pec", "licenza"],
            heading="Ente titolare",
        ),
        MultiFieldPanel(["dichiarazione_url"], heading="Accessibilità"),
        MultiFieldPanel(["colore_principale", "colore_norme"], heading="Colori"),
    ]

    class Meta:
        verbose_name = "sito ed ente titolare"

    def clean(self) -> None:
        super().clean()
        if not all(_is_colour(c) for c in (self.colore_principale, self.colore_norme)):
            return  # said at its field already
        try:
            check_pair(self.colore_principale, self.colore_norme)
        except ColourRefused as refusal:
            raise ValidationError({refusal.field: str(refusal)}) from refusal

    @property
    def ha_colori_propri(self) -> bool:
        fields = ("colore_principale", "colore_norme")
        return any(
            getattr(self, name).lower() != self._meta.get_field(name).default for name in fields
        )


class VoceMenuBlock(blocks.StructBlock):
    """One entry of a menu: a page of the site or an address."""

    etichetta = blocks.CharBlock(
        label="etichetta",
        max_length=40,
        required=False,
        help_text="Vuota: il titolo della pagina.",
    )
    pagina = blocks.PageChooserBlock(label="pagina", required=False)
    indirizzo = blocks.CharBlock(
        label="oppure indirizzo",
        required=False,
        max_length=200,
        validators=[
            RegexValidator(
                r"^(/(?![/\\])|https?://)", "Scrivi un indirizzo che comincia con / o https://."
            )
        ],
    )

    class Meta:
        icon = "link"
        label = "voce"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["pagina"] and not cleaned["indirizzo"]:
            raise blocks.StructBlockValidationError(
                {"pagina": ValidationError("Scegli una pagina o scrivi un indirizzo.")}
            )
        if cleaned["indirizzo"] and not cleaned["pagina"] and not cleaned["etichetta"]:
            raise blocks.StructBlockValidationError(
                {"etichetta": ValidationError("Scrivi l’etichetta di questo indirizzo.")}
            )
        return cleaned


class ColonnaMenuBlock(blocks.StructBlock):
    """One column of the footer."""

    titolo = blocks.CharBlock(label="titolo", max_length=40)
    voci = blocks.ListBlock(VoceMenuBlock(), label="voci")

    class Meta:
        icon = "list-ul"
        label = "colonna"


@register_setting(icon="list-ul", order=20)
class MenuSito(BaseSiteSetting):
    """Navigation, built in the admin."""

    principale = StreamField(
        [("voce", VoceMenuBlock())], verbose_name="menu principale", blank=True, max_num=7
    )
    piede = StreamField(
        [("colonna", ColonnaMenuBlock())],
        verbose_name="colonne del piè di pagina",
        blank=True,
        max_num=3,
    )
    privacy = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="informativa privacy",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note_legali = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="note legali",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accessibilita = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="accessibilità",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldPanel("principale"),
        FieldPanel("piede"),
        MultiFieldPanel(["privacy", "note_legali", "accessibilita"], heading="Pagine dovute"),
    ]

    class Meta:
        verbose_name = "menu"
