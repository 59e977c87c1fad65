"""The blocks of the twin: headings, rich text, a few structs with a template."""

from wagtail import blocks


class RichiamoBlock(blocks.StructBlock):
    genere = blocks.ChoiceBlock(choices=[("nota", "Nota"), ("attenzione", "Attenzione")])
    titolo = blocks.CharBlock(required=False)
    testo = blocks.RichTextBlock()

    class Meta:
        template = "guida/blocchi/richiamo.html"


class PassoBlock(blocks.StructBlock):
    titolo = blocks.CharBlock()
    testo = blocks.RichTextBlock(required=False)


class PassiBlock(blocks.StructBlock):
    titolo = blocks.CharBlock(required=False)
    voci = blocks.ListBlock(PassoBlock())

    class Meta:
        template = "guida/blocchi/passi.html"


class CitazioneBlock(blocks.StructBlock):
    testo = blocks.RichTextBlock()
    fonte = blocks.CharBlock(required=False)

    class Meta:
        template = "guida/blocchi/citazione.html"


class ApprofondimentoBlock(blocks.StructBlock):
    titolo = blocks.CharBlock()
    testo = blocks.RichTextBlock()

    class Meta:
        template = "guida/blocchi/approfondimento.html"


class ZonaBlock(blocks.StreamBlock):
    titolo = blocks.CharBlock(template="guida/blocchi/titolo.html")
    testo = blocks.RichTextBlock()
    richiamo = RichiamoBlock()
    passi = PassiBlock()
    tabella = blocks.RawHTMLBlock()
    citazione = CitazioneBlock()
    approfondimento = ApprofondimentoBlock()


class VoceMenuBlock(blocks.StructBlock):
    etichetta = blocks.CharBlock(required=False)
    pagina = blocks.PageChooserBlock(required=False)
    indirizzo = blocks.CharBlock(required=False)


class ColonnaMenuBlock(blocks.StructBlock):
    titolo = blocks.CharBlock()
    voci = blocks.ListBlock(VoceMenuBlock())
