"""The Markdown spelling: each construct, the errors with their lines, the demonstration content."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.blocks import StreamBlock

from piattaforma.nucleo.allegati import is_file
from piattaforma.nucleo.blocks import (
    BLOCCHI_PAGINA,
    BLOCCHI_RIFERIMENTI,
    BLOCCHI_SCHEDA,
)
from piattaforma.nucleo.spelling import (
    SpellingError,
    normalise_text,
    parse_zone,
    read_zone,
    write_zone,
)

ROOT = Path(__file__).resolve().parents[2]
SCHEDE = sorted((ROOT / "sussidiario" / "dimostrazione").rglob("[0-9]*.md"))
PAGES = sorted((ROOT / "site" / "piattaforma" / "nucleo" / "dimostrazione").rglob("*.md"))

ZONE = """\
Prima riga,
seconda riga.

### Titolo

- voce

!!! nota "Il «T» \\"vero\\""
    Testo della nota.

    - a
        - b

!!! attenzione
    Senza titolo.

!!! passi "Che cosa fai"
    1. **Cerca.** Annota atto e data.

        Anche la pagina.
    2. **E poi?** Decidi.
    3. **Chiudi** la seduta.
    4. **Chiudi.**

!!! tabella "Risorse"
    | Voce | Importo |
    |---|---|
    | a \\| b | 1 € |

    Fonte: rendiconto.

!!! citazione "Chi, quando"
    Parole.

!!! approfondimento "Di più"
    Testo.

!!! immagine "schema \\"A\\".png"
    sha256: 0000000000000000000000000000000000000000000000000000000000000000
    alt: Tre atti: avviso, tavolo, convenzione
    didascalia: Disegno della redazione

!!! immagine "fregio.png"
    decorativa: sì

!!! documento "avviso.odt"
    titolo: Schema di avviso
    descrizione: Da adattare, 2026

!!! documento "nudo.pdf"

- [art. 55, comma 3, CTS](urn:nir:stato:decreto.legislativo:2017-07-03;117~art55-com3): perché sì.
- [Corte cost., n. 131](ECLI:IT:COST:2020:131)
- [direttiva \\[appalti\\]](celex:32014L0024): fuori: ecco perché.
"""
BLOCKS: list[tuple[str, Any]] = [
    ("testo", "Prima riga,\nseconda riga.\n\n### Titolo\n\n- voce"),
    (
        "richiamo",
        {
            "genere": "nota",
            "titolo": 'Il «T» "vero"',
            "testo": "Testo della nota.\n\n- a\n    - b",
        },
    ),
    ("richiamo", {"genere": "attenzione", "titolo": "", "testo": "Senza titolo."}),
    (
        "passi",
        {
            "titolo": "Che cosa fai",
            "voci": [
                {"titolo": "Cerca", "testo": "Annota atto e data.\n\nAnche la pagina."},
                {"titolo": "E poi?", "testo": "Decidi."},
                {"titolo": "Chiudi", "testo": "la seduta."},
                {"titolo": "Chiudi", "testo": ""},
            ],
        },
    ),
    (
        "tabella",
        {
            "didascalia": "Risorse",
            "righe": "| Voce | Importo |\n|---|---|\n| a \\| b | 1 € |",
            "nota": "Fonte: rendiconto.",
        },
    ),
    ("citazione", {"testo": "Parole.", "fonte": "Chi, quando"}),
    ("approfondimento", {"titolo": "Di più", "testo": "Testo."}),
    (
        "immagine",
        {
            "file": 'schema "A".png',
            "sha256": "0" * 64,
            "alt": "Tre atti: avviso, tavolo, convenzione",
            "decorativa": False,
            "didascalia": "Disegno della redazione",
        },
    ),
    (
        "immagine",
        {"file": "fregio.png", "sha256": "", "alt": "", "decorativa": True, "didascalia": ""},
    ),
    (
        "documento",
        {
            "file": "avviso.odt",
            "sha256": "",
            "titolo": "Schema di avviso",
            "descrizione": "Da adattare, 2026",
        },
    ),
    ("documento", {"file": "nudo.pdf", "sha256": "", "titolo": "", "descrizione": ""}),
    (
        "riferimenti",
        [
            {
                "identificatore": "urn:nir:stato:decreto.legislativo:2017-07-03;117~art55-com3",
                "etichetta": "art. 55, comma 3, CTS",
                "perche": "perché sì.",
            },
            {
                "identificatore": "ECLI:IT:COST:2020:131",
                "etichetta": "Corte cost., n. 131",
                "perche": "",
            },
            {
                "identificatore": "celex:32014L0024",
                "etichetta": "direttiva [appalti]",
                "perche": "fuori: ecco perché.",
            },
        ],
    ),
]


def test_every_construct_both_ways() -> None:
    assert parse_zone(ZONE) == BLOCKS
    assert write_zone(BLOCKS) == ZONE


def test_what_an_author_writes_otherwise_is_read_as_the_same() -> None:
    variants = ZONE.replace("- [", "* [").replace("2. **E poi?**", "2) **E poi?**")
    variants = variants.replace("**Chiudi.**", "**Chiudi**").replace("!!! nota", "!!!  Nota")
    variants = variants.replace("perché sì.", "perché\n  sì.").replace("\n", "\r\n")
    variants = variants.replace("        Anche la pagina.", "\t   Anche la pagina.")
    assert parse_zone(variants) == BLOCKS


@pytest.mark.parametrize(
    "blocks",
    [
        [("testo", "a"), ("testo", "b")],
        [("testo", "    codice")],
        [("testo", "## Titolo di zona\n\n- [a](urn:nir:stato:legge:1990-08-07;241): b")],
        [("riferimenti", [BLOCKS[-1][1][0]]), ("riferimenti", [BLOCKS[-1][1][1]])],
        [("testo", "- una voce"), BLOCKS[-1], ("testo", "- un’altra voce")],
        [BLOCKS[1], ("testo", "a"), BLOCKS[1]],
        [("passi", {"titolo": "", "voci": [{"titolo": "a * b.", "testo": "    c\n1. d"}]})],
    ],
)
def test_ambiguous_values_are_fenced(blocks: list[tuple[str, Any]]) -> None:
    assert parse_zone(write_zone(blocks)) == blocks


def test_a_zone_with_its_headings_does_not_break_the_file() -> None:
    """Level-2 headings part the zones of a file, so none is ever written at the margin."""
    written = write_zone([("testo", "## A\n\nb\n# C")])
    assert not [line for line in written.split("\n") if line.startswith("#")]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a\n\n!!! avviso\n    b", 3, "«avviso» sconosciuto"),
        ("a\n\n  !!! nota\n    b", 3, "al margine"),
        ("!!! nota “a”\n    b", 1, "virgolette dritte"),
        ("!!! nota\nb", 1, "vuoto"),
        ("!!! nota\n  b", 2, "quattro spazi"),
        ("!!! nota\n    a\nb", 3, "riga vuota"),
        ("!!! nota\n    a\n\n    !!! nota\n        b", 4, "uno dentro l’altro"),
        ("!!! tabella\n    | a | b |", 1, "titolo"),
        ("!!! approfondimento\n    a", 1, "titolo"),
        ('!!! tabella "T"\n    | a | b |\n    |---|---|\n    | c | d | e |', 4, "3 celle"),
        ('!!! tabella "T"\n\n    | a | b |\n    | c | d |\n    | e | f |', 4, "|---|---|"),
        ('!!! tabella "T"\n    | a | b |\n    |---|---|', 2, "almeno una riga"),
        ('!!! tabella "T"\n    a | b\n    |---|---|\n    | c | d |', 2, "comincia e finisce"),
        ("!!! passi\n    1. **A.** b\n    2. c", 3, "comincia con un titolo"),
        ("!!! passi\n    - a", 2, "elenco numerato"),
        ("a\n- [b](urn:nir:stato:legge:1990-13-07;241): c", 2, "non esiste"),
        ("- [b](ECLI:IT:COST:2020:131)\n- [c](urn:x)", 2, "non è un identificatore"),
        ("- [b](ECLI:IT:COST:2020:131)\n- c", 2, "solo riferimenti"),
        ("- c\n- [b](ECLI:IT:COST:2020:131)", 2, "solo riferimenti"),
        ("!!! riferimenti\n    a", 2, "elenco di riferimenti"),
        ("!!! immagine\n    alt: a", 1, "nome di file"),
        ('!!! immagine "../a.png"\n    alt: a', 1, "non è un nome di file"),
        ('!!! immagine ".a.png"\n    alt: a', 1, "non è un nome di file"),
        ('!!! immagine "a.png"\n    didascalia: a', 2, "«alt:»"),
        ('!!! immagine "a.png"\n    alt: a\n    decorativa: sì', 2, "una delle due"),
        ('!!! immagine "a.png"\n    alt: a\n    alt: b', 3, "ripetuto"),
        ('!!! documento "a.pdf"\n    alt: a', 2, "«titolo:»"),
        ('!!! documento "a.pdf"\n    sha256: 12', 2, "64 cifre"),
    ],
)
def test_errors_name_the_line(text: str, line: int, words: str) -> None:
    with pytest.raises(SpellingError) as error:
        parse_zone(text)
    assert error.value.line == line
    assert words in error.value.message


def test_lines_are_those_of_the_file_and_types_can_be_limited() -> None:
    blocks = read_zone("a\n\n!!! nota\n    b", first_line=40, allowed={"testo", "richiamo"})
    assert [(block.line, block.type) for block in blocks] == [(40, "testo"), (42, "richiamo")]
    with pytest.raises(SpellingError, match=r"riga 42: .*«richiamo»"):
        read_zone("a\n\n!!! nota\n    b", first_line=40, allowed={"testo"})


def test_blocks_without_a_spelling_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="collegamenti"):
        write_zone([("collegamenti", {})])


def test_normal_form_of_a_text() -> None:
    assert normalise_text("\r\n \na  \r\n\t\nb\r\n\n") == "a  \n\nb"


@pytest.mark.parametrize("blocks", [BLOCCHI_SCHEDA, BLOCCHI_RIFERIMENTI])
def test_every_block_of_a_scheda_has_a_spelling(blocks: list[Any]) -> None:
    """From the form of the admin (cleaned) to the file and back, through a real stream.

    Those with a file: `tests/sussidiario/test_export.py`.
    """
    blocks = [(name, block) for name, block in blocks if not is_file(name)]
    stream = StreamBlock(blocks)
    value = stream.clean(
        stream.normalize([(name, block.get_preview_value()) for name, block in blocks])
    )
    again = stream.normalize(parse_zone(write_zone(value)))
    before, after = (without_ids(stream.get_prep_value(each)) for each in (value, again))
    assert before == after


def without_ids(value: Any) -> Any:
    """Stream and list items carry random ids."""
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    if isinstance(value, dict):
        return {key: without_ids(item) for key, item in value.items() if key != "id"}
    return value


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def zones(path: Path) -> list[str]:
    return [zone.split("\n", 1)[1] for zone in body(path).split("\n## ")[1:]]


@pytest.mark.parametrize("path", SCHEDE, ids=lambda path: path.stem)
def test_demonstration_schede_are_in_the_normal_form(path: Path) -> None:
    assert len(zones(path)) == 4
    for zone in zones(path):
        assert write_zone(parse_zone(zone)).strip() == zone.strip()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_demonstration_pages_are_read(path: Path) -> None:
    stream = StreamBlock(BLOCCHI_PAGINA)
    blocks = parse_zone(body(path))
    assert blocks
    assert parse_zone(write_zone(blocks)) == blocks
    assert len(stream.clean(stream.normalize(blocks))) == len(blocks)


def test_demonstration_content_is_there() -> None:
    assert len(SCHEDE) >= 8
    assert len(PAGES) >= 4
