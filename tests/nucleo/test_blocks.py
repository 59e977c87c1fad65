"""The blocks: what editors are told, what readers get, what is refused and where."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.admin.icons import get_icons
from wagtail.blocks import (
    Block,
    BlockWidget,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
)
from wagtail.models import Page, Site

from piattaforma.nucleo.blocks import (
    BLOCCHI_PAGINA,
    BLOCCHI_RIFERIMENTI,
    BLOCCHI_SCHEDA,
    CollegamentoBlock,
    ContattoBlock,
    DocumentoBlock,
    IdentificatoreBlock,
    ImmagineBlock,
    MarkdownBlock,
    PassiBlock,
    RiferimentoBlock,
    TabellaBlock,
    TestoBlock,
    references_of,
    render_stream,
)
from piattaforma.nucleo.html import Outline
from piattaforma.nucleo.refusals import in_words

ROOT = Path(__file__).resolve().parents[2]
BLOCKS: dict[str, Block] = dict([*BLOCCHI_PAGINA, *BLOCCHI_SCHEDA, *BLOCCHI_RIFERIMENTI])
VOID = {"br", "hr", "img", "source", "use", "meta", "link", "input"}
HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"


class Tree(HTMLParser):
    """Elements close in the order in which they opened; collects what the tests ask about."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.errors: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.classes: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.attributes |= set(values)
        self.classes |= set((values.get("class") or "").split())
        self.ids += [values["id"]] if values.get("id") else []
        if tag in {"p", "ul", "ol", "div", "h3"} and "p" in self.open:
            self.errors.append(f"<{tag}> in <p>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.errors.append(f"</{tag}>")


def tree(html: str) -> Tree:
    reader = Tree()
    reader.feed(html)
    reader.close()
    assert reader.errors == []
    assert reader.open == []
    return reader


def stream(*children: tuple[str, Any]) -> Any:
    return StreamBlock(list(BLOCKS.items())).normalize(list(children))


# --- what editors are told ----------------------------------------------------------------------


def inner(block: Block) -> list[Block]:
    """The block and all those in it."""
    children: list[Block] = []
    if isinstance(block, ListBlock):
        children = [block.child_block]
    elif isinstance(block, StructBlock):
        children = list(block.child_blocks.values())
    return [block, *(each for child in children for each in inner(child))]


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_introduces_itself(name: str) -> None:
    block = BLOCKS[name]
    assert block.meta.group
    assert len(str(block.get_description())) > 20
    assert block.meta.icon in registered_icons()
    assert block.meta.icon != "placeholder"
    for each in inner(block):
        if not isinstance(each.name, str) or each.name in {"", "image", "alt_text", "decorative"}:
            continue
        assert each.meta.label, f"{name}: {each.name} has no label"


def registered_icons() -> set[str]:
    return set(re.findall(r'id="icon-([\w-]+)"', get_icons()))


def test_blocks_of_a_scheda_are_those_with_a_spelling() -> None:
    assert {name for name, _ in BLOCCHI_SCHEDA} == {
        "testo", "richiamo", "passi", "tabella", "citazione", "approfondimento",
        "immagine", "documento",
    }  # fmt: skip
    assert [name for name, _ in BLOCCHI_RIFERIMENTI] == ["riferimenti", "testo", "richiamo"]
    assert not [each for block in dict(BLOCCHI_SCHEDA).values() for each in inner(block)
                if isinstance(each, RichTextBlock)]  # fmt: skip


def test_definitions_in_migrations_are_shared() -> None:
    """Wagtail writes a block once for each stream, however often it is used in it."""
    from wagtail.fields import StreamField

    _, _, _, kwargs = StreamField(BLOCCHI_PAGINA).deconstruct()
    definitions = kwargs["block_lookup"].values()
    ours = [path for path, _, _ in definitions if path.startswith("piattaforma.nucleo.blocks.")]
    assert len(ours) < len(definitions)
    for path in ours:  # importable by that path, or no old migration would run
        module, name = path.rsplit(".", 1)
        assert hasattr(__import__(module, fromlist=[name]), name)


# --- what readers get ---------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_preview_with_valid_output(name: str) -> None:
    block = BLOCKS[name]
    assert block.is_previewable
    html = block.render(block.get_preview_value())
    found = tree(html)
    assert len(found.tags) > 1
    assert "style" not in found.attributes
    assert not [each for each in found.attributes if each.startswith("on")]
    assert len(set(found.ids)) == len(found.ids)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BLOCKS.keys() - {"immagine", "documento"}))
def test_previews_pass_the_validation_of_their_block(name: str) -> None:
    """But for those chosen from the archive, which is empty here."""
    block = BLOCKS[name]
    block.clean(block.get_preview_value())


@pytest.mark.django_db
def test_the_preview_page_shows_the_block_in_the_style_of_the_site(amministratrice: Any) -> None:
    from django.template.loader import render_to_string

    block = BLOCKS["richiamo"]
    value = block.get_preview_value()
    html = render_to_string(
        block.get_preview_template(value), {"bound_block": block.bind(value), "page_title": "A"}
    )
    assert "condivisa/condivisa.css" in html
    assert 'class="callout cd-call cd-call--attenzione"' in html


def hostile(value: Any) -> Any:
    """A value of the same shape with hostile words in every text."""
    if isinstance(value, str):
        return value if value in {"nota", "attenzione"} else HOSTILE
    if isinstance(value, dict):
        return {key: hostile(item) for key, item in value.items()}
    if isinstance(value, list):
        return [hostile(item) for item in value]
    return value


@pytest.mark.django_db
@pytest.mark.parametrize("name", BLOCKS)
def test_every_text_is_escaped(name: str) -> None:
    block = BLOCKS[name]
    value = block.get_preview_value()
    plain = block.get_prep_value(value) if name not in {"immagine", "documento"} else dict(value)
    attacked = without_ids(hostile(plain))
    if name == "immagine":
        attacked["immagine"].contextual_alt_text = HOSTILE
    found = tree(block.render(block.normalize(attacked)))
    assert "script" not in found.tags
    assert "img" not in found.tags
    assert not [each for each in found.attributes if each.startswith("on")]


def without_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [without_ids(item.get("value", item) if isinstance(item, dict) else item)
                for item in value]  # fmt: skip
    if isinstance(value, dict):
        return {key: without_ids(item) for key, item in value.items()}
    return value


@pytest.mark.django_db
def test_the_style_sheet_knows_every_class() -> None:
    sources = (ROOT / "site" / "frontend" / "scss").glob("*.scss")
    style = "".join(path.read_text(encoding="utf-8") for path in sources)
    used: set[str] = set()
    for block in BLOCKS.values():
        used |= tree(block.render(block.get_preview_value())).classes
    assert {name for name in used if name.startswith("cd-") and f".{name}" not in style} == set()
    assert {name for name in used if not name.startswith("cd-")} <= {"is-n", "callout"}


def test_callout_says_its_kind_in_words() -> None:
    block = BLOCKS["richiamo"]
    note = block.render(block.normalize({"genere": "nota", "titolo": "T", "testo": "a"}))
    assert "Attenzione" not in note
    bare = block.render(block.normalize({"genere": "attenzione", "titolo": "", "testo": "a"}))
    assert '<p class="cd-call__t">Attenzione</p>' in bare


def test_one_rendering_for_a_page() -> None:
    outline = Outline(base=2)
    first = stream(
        ("passi", {"titolo": "Fai così", "voci": [{"titolo": "Uno", "testo": "a"}]}),
        ("testo", "### Fai così\n\nb"),
        ("passi", {"titolo": "", "voci": [{"titolo": "Due", "testo": ""}]}),
    )
    html = render_stream(first, outline=outline)
    assert re.findall(r"<h\d[^>]*>", html) == [
        '<h2 id="s-fai-cosi">',
        '<h3 class="cd-steps__t">',
        '<h2 id="s-fai-cosi-2">',
        '<h3 class="cd-steps__t">',
    ]
    second = render_stream(stream(("testo", "## Fai così")), outline=outline)
    assert second == '<h2 id="s-fai-cosi-3">Fai così</h2>'
    tree(html)


def test_a_stream_without_some_blocks() -> None:
    value = stream(
        ("testo", "Uno **due**."),
        ("riferimenti", [{"identificatore": "ECLI:IT:COST:2020:131", "etichetta": "Corte cost."}]),
        ("citazione", {"testo": "tre", "fonte": "quattro"}),
    )
    assert "cd-refs" in render_stream(value)
    assert "cd-refs" not in render_stream(value, omit=["riferimenti"])
    (reference,) = references_of(value)
    assert reference.identifier.anno == "2020"
    assert reference.url.startswith("https://")
    assert render_stream(stream()) == ""


def test_a_draft_with_an_unreadable_identifier_still_renders() -> None:
    value = stream(("riferimenti", [{"identificatore": "boh", "etichetta": "E", "perche": ""}]))
    assert "<a" not in render_stream(value)
    assert references_of(value)[0].identifier is None


@pytest.mark.django_db
def test_links_follow_their_page() -> None:
    root = Site.objects.get().root_page
    page = root.add_child(instance=Page(title="Il metodo", slug="metodo-prova"))
    item = CollegamentoBlock().normalize({"pagina": page, "indirizzo": "", "etichetta": ""})
    assert item.url.endswith("/metodo-prova/")
    assert item.testo == "Il metodo"
    assert not item.esterno
    block = BLOCKS["collegamenti"]
    shown = block.normalize({"titolo": "T", "voci": [dict(item)]})
    assert "metodo-prova" in block.render(shown)
    page.live = False
    page.save()
    assert "metodo-prova" not in block.render(shown)
    assert "<ul" not in block.render(shown)


@pytest.mark.django_db
def test_a_document_announces_format_and_size() -> None:
    block = DocumentoBlock()
    html = block.render(block.get_preview_value())
    assert "Modello della redazione, 2026. ODT" in html.replace("\u00a0", " ")
    assert "#i-file-odt" in html
    assert block.render(block.normalize({"documento": None})).strip() == ""


@pytest.mark.django_db
def test_an_image_without_renditions_leaves_its_text() -> None:
    block = ImmagineBlock()
    assert "Un gruppo di persone lavora intorno a un tavolo" in block.render(
        block.get_preview_value()
    )
    assert block.render(block.normalize({"immagine": None, "didascalia": "x"})).strip() == ""


# --- what is refused, and where -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\n!!! nota\n    b", "aggiungi il blocco"),
        ("![a](/b.png)", "blocco «Immagine»"),
        ("[a](www.a.it)", "«www.a.it» non è un indirizzo"),
        ("a" * 25_001, "troppo lungo"),
        ("", "obbligatorio"),
    ],
)
def test_markdown_that_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValidationError) as error:
        MarkdownBlock().clean(text)
    assert words in error.value.messages[0]


def test_markdown_is_stored_in_one_spelling() -> None:
    assert MarkdownBlock().clean("a\r\n \r\nb\n") == "a\n\nb"
    assert MarkdownBlock(required=False).clean("") == ""


def test_a_bad_row_is_refused_at_the_rows() -> None:
    block = TabellaBlock()
    value = {"didascalia": "D", "righe": "| a | b |\n|---|---|\n| c |", "nota": ""}
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.normalize(value))
    assert set(error.value.block_errors) == {"righe"}
    assert "Riga 3: ci sono 1 celle" in error.value.block_errors["righe"].messages[0]


def test_identifiers_are_checked_and_stored_in_one_spelling() -> None:
    assert IdentificatoreBlock().clean(" ecli:it:cost:2020:131 ") == "ECLI:IT:COST:2020:131"
    with pytest.raises(ValidationError, match="non è un identificatore"):
        IdentificatoreBlock().clean("art. 55")
    block = RiferimentoBlock()
    draft = block.normalize({"identificatore": "art. 55", "etichetta": "", "perche": ""})
    assert block.clean_deferred(draft)["identificatore"] == "art. 55"
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(draft)
    assert set(error.value.block_errors) == {"identificatore", "etichetta"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("indirizzo", "has_page", "etichetta", "field"),
    [
        ("", False, "x", "pagina"),
        ("https://a.it", True, "x", "indirizzo"),
        ("https://a.it", False, "", "etichetta"),
    ],
)
def test_a_link_goes_to_one_place_and_has_words(
    indirizzo: str, has_page: bool, etichetta: str, field: str
) -> None:
    block = CollegamentoBlock()
    page = Page.objects.first() if has_page else None
    value = block.normalize({"pagina": page, "indirizzo": indirizzo, "etichetta": etichetta})
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)
    assert set(error.value.block_errors) == {field}
    block.clean_deferred(value)  # a draft may be unfinished


def test_a_contact_can_be_reached() -> None:
    block = ContattoBlock()
    value = {"nome": "Ufficio", "email": "", "telefono": "", "nota": ""}
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.normalize(value))
    assert set(error.value.block_errors) == {"email"}
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.normalize(value | {"telefono": "chiamami"}))
    assert "cifre" in error.value.block_errors["telefono"].messages[0]
    assert block.clean(block.normalize(value | {"telefono": "+39 055 12"})).tel == "+3905512"


def test_steps_have_titles() -> None:
    block = PassiBlock()
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.normalize({"titolo": "", "voci": [{"titolo": "", "testo": "a"}]}))
    assert set(error.value.block_errors) == {"voci"}


@pytest.mark.django_db
@pytest.mark.parametrize("blocks", [BLOCCHI_PAGINA, BLOCCHI_SCHEDA, BLOCCHI_RIFERIMENTI])
def test_the_form_of_the_admin_is_built_with_the_help(blocks: list[Any]) -> None:
    block = StreamBlock(blocks)
    html = BlockWidget(block).render_with_errors("corpo", block.normalize([]))
    assert "Una riga vuota separa i paragrafi" in html
    assert "block_preview" in html or "isPreviewable" in html


HEADINGS = [
    ("## Norme", "«### Norme»"),
    ("Testo.\n\n# **Norme** oggi\n\nTesto.", "«### Norme oggi»"),
    ("Testo.\n#Norme", "«### Norme»"),
    ("- voce\n\n    ## Norme", "«### Norme»"),
    ("> ## Norme", "«### Norme»"),
    ("Norme\n=====", "è un titolo"),
    ("Norme\n---", "è un titolo"),
    ("Testo.\n\nNorme\n-", "è un titolo"),
]
NO_HEADINGS = [
    "### Norme", "\\# cancelletto", "Il n. #1", "    # codice", "`## codice`", "Testo.\n\n---\n\nTesto.",
    "| a | b |\n|---|---|\n| 1 | 2 |", "- voce\n---", "### Titolo\n---", "a # b", "Testo\n--- testo",
    "* * *\n---", "1. voce\n===", "> detto\n---",
]  # fmt: skip


def zone_texts() -> dict[str, Callable[[str], Any]]:
    """Block and what makes a value of it with a Markdown text in each place that takes one."""
    return {
        "testo": lambda text: text,
        "richiamo": lambda text: {"genere": "nota", "titolo": "", "testo": text},
        "approfondimento": lambda text: {"titolo": "T", "testo": text},
        "citazione": lambda text: {"testo": text, "fonte": ""},
        "passi": lambda text: {"titolo": "", "voci": [{"titolo": "T", "testo": text}]},
        "tabella": lambda text: {
            "didascalia": "T", "righe": "| a | b |\n|---|---|\n| 1 | 2 |", "nota": text,
        },
    }  # fmt: skip


@pytest.mark.parametrize("name", zone_texts())
def test_headings_of_a_zone_begin_at_level_three(name: str) -> None:
    block, value = dict(BLOCCHI_SCHEDA)[name], zone_texts()[name]
    for source, words in HEADINGS:
        with pytest.raises(ValidationError) as refused:
            block.clean(block.to_python(value(source)))
        assert words in in_words(refused.value), source
    for source in NO_HEADINGS:
        block.clean(block.to_python(value(source)))


def test_a_page_has_headings_of_its_own() -> None:
    assert TestoBlock().clean("## Norme\n\nTesto") == "## Norme\n\nTesto"


def test_a_text_keeps_its_first_indent_and_is_never_only_spaces() -> None:
    """Django's form field would take the indent of a piece of code for space to throw away."""
    assert TestoBlock().clean("    codice\r\n\u00a0\r\n testo") == "    codice\n\n testo"
    with pytest.raises(ValidationError, match="obbligatorio"):
        TestoBlock().clean(" \u00a0\n\t")
