"""Passages and titles: what is marked, where a passage begins and ends, and that it stays text."""

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piattaforma.lingua import tokens
from search.contract import BLOCK, CELL, Mark
from search.highlight import LONGEST, Brano, Highlighter, Pezzo, in_one_line
from search.plan import make_plan
from search.planning.synonyms import Synonyms

ARTICLE = "nir:stato:decreto.legislativo:2017;117~55"


def found_in(text: str, query: str, *, marks: tuple[Mark, ...] = (), **options: object) -> Brano:
    return Highlighter(make_plan(query, **options)).passage(text, marks)  # type: ignore[arg-type]


def marked(pieces: tuple[Pezzo, ...]) -> list[str]:
    return [piece.testo for piece in pieces if piece.segnato]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        # stems, as they are inflected in the text
        ("I patti di collaborazione.", "patto", ["patti"]),
        ("Gli enti e la legge.", "ente leggi", ["enti", "legge"]),
        # the elided article stays out, whatever its apostrophe
        ("Spetta all’ente e dell'ENTE, nell`ente.", "enti", ["ente", "ENTE", "ente"]),
        # accents both ways, also as a character of their own
        ("La qualità e l’attivita' sociale.", "qualita attività", ["qualità", "attivita"]),
        ("La qualita\u0300 conta.", "qualità", ["qualita\u0300"]),
        # written together, with a hyphen, apart
        ("La co-progettazione e la coprogettazione.", "coprogettazione",
         ["co-progettazione", "coprogettazione"]),
        # stop words are not marked alone, and are inside a phrase
        ("Del terzo settore e di altro.", "di", []),
        ("Gli enti del Terzo settore.", "«enti del terzo settore»", ["enti del Terzo settore"]),
        ("I bandi.", "cavalli", []),
    ],
)  # fmt: skip
def test_what_is_marked(text: str, query: str, expected: list[str]) -> None:
    passage = found_in(text, query)
    assert marked(passage.pezzi) == expected
    assert "".join(piece.testo for piece in passage.pezzi) == text


def test_prose_is_shown_before_rows_and_rows_read_as_sentences() -> None:
    rows = f"Spesa{CELL}Chi paga{BLOCK}Rimborso spese{CELL}il Comune{CELL}no"
    prose = "Il rimborso copre le spese vive."
    found = found_in(f"{rows}{BLOCK}{prose}", "rimborso spese comune")
    assert (found.in_prosa, "".join(one.testo for one in found.pezzi)) == (True, prose)
    row = found_in(f"{rows}{BLOCK}Nient’altro.", "rimborso")
    assert not row.in_prosa
    shown = "".join(one.testo for one in in_one_line(row.pezzi))
    assert shown == "Rimborso spese: il Comune; no"
    assert (row.tagliato_prima, row.tagliato_dopo) == (False, False)


def test_a_semicolon_ends_no_passage() -> None:
    items = "Il Comune paga le spese sostenute dagli enti, quando sono documentate e necessarie;"
    text = BLOCK.join([items] * 8)
    found = found_in(text, "documentate")
    assert "".join(one.testo for one in found.pezzi).endswith(";")
    assert found.tagliato_dopo


def test_synonyms_are_marked_too() -> None:
    synonyms = Synonyms.of([["ETS", "enti del Terzo settore"]])
    passage = found_in("Per gli enti del Terzo settore.", "ets", synonyms=synonyms)
    assert marked(passage.pezzi) == ["enti del Terzo settore"]


def test_a_citation_is_marked_whole_if_its_key_was_typed() -> None:
    text = "Ai sensi dell’art. 55, c. 3, e dell’art. 56 si procede."
    comma = Mark(14, 27, (f"{ARTICLE}~3", ARTICLE, "nir:stato:decreto.legislativo:2017;117"))
    other = Mark(36, 43, ("nir:stato:decreto.legislativo:2017;117~56",))
    assert marked(found_in(text, "art. 55 cts", marks=(comma, other)).pezzi) == ["art. 55, c. 3"]
    assert marked(found_in(text, "art. 55 c. 3 cts", marks=(comma,)).pezzi) == ["art. 55, c. 3"]
    assert marked(found_in(text, "art. 55 c. 4 cts", marks=(comma, other)).pezzi) == []
    # Offsets of another text mark nothing.
    assert marked(found_in("Breve.", "art. 55 cts", marks=(comma,)).pezzi) == []
    # A word inside a citation does not cut it in two.
    assert marked(found_in(text, "art. 55 cts, sensi art", marks=(comma,)).pezzi) == [
        "sensi",
        "art. 55, c. 3",
        "art",
    ]


LONG = (
    "Dei costi si dirà. "
    + "Il Comune pubblica un avviso. " * 12
    + "La convenzione dura tre anni. "
    + "Il rimborso dei costi segue la convenzione e il suo piano. "
    + "Seguono altre disposizioni di minore interesse per chi legge. " * 9
)


def test_a_passage_stands_where_most_words_are_near() -> None:
    passage = found_in(LONG, "convenzione rimborso costi")
    text = "".join(piece.testo for piece in passage.pezzi)
    assert marked(passage.pezzi) == ["convenzione", "rimborso", "costi", "convenzione"]
    assert passage.trovate == 2 * 3
    assert text.startswith("La convenzione dura tre anni.")
    assert text.endswith(("interesse per chi legge.", "interesse"))
    assert 190 <= len(text) <= LONGEST
    assert not passage.tagliato_prima


def test_a_passage_out_of_a_long_sentence_is_cut_between_words() -> None:
    text = "parola " * 80 + "rimborso " + "ancora " * 80
    passage = found_in(text, "rimborso")
    shown = "".join(piece.testo for piece in passage.pezzi)
    assert shown.startswith("parola ")
    assert shown.endswith(" ancora")
    assert passage.tagliato_prima
    assert passage.tagliato_dopo
    assert len(shown) <= LONGEST


def test_markup_stays_text() -> None:
    text = "<script>alert(1)</script> <b>patti</b> & <mark>altro</mark>"
    passage = found_in(text, "patto <script>")
    assert "".join(piece.testo for piece in passage.pezzi) == text
    assert all(type(piece.testo) is str for piece in passage.pezzi)


WORDS = st.sampled_from(
    ["patto", "patti", "l’ente", "dell'", "co-progettazione", "art. 55", "<b>", "&amp;", ". ", "\n", "\n\n",
     "e\u0300", "\u00ad", "\u200b", "\u202e", "🙂", "«", "»", "’", " ", "n. ", "Il", "x" * 70, "\x00", "à"]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=160).map("".join)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(-5, 900), st.integers(-5, 900)), max_size=4))
def test_a_passage_is_a_part_of_the_text(
    text: str, query: str, places: list[tuple[int, int]]
) -> None:
    plan = make_plan(query[:300] + " patti art. 55 cts")
    marks = tuple(Mark(start, end, (ARTICLE,)) for start, end in places)
    highlighter = Highlighter(plan)
    passage = highlighter.passage(text, marks)
    shown = "".join(piece.testo for piece in passage.pezzi)
    assert shown in text
    assert len(shown) <= LONGEST + max(
        (end - start for start, end in places if end > start), default=0
    )
    assert "".join(piece.testo for piece in highlighter.marked(text, marks)) == text
    assert all(piece.testo for piece in passage.pezzi)
    start = text.find(shown)
    assert not shown or bool(shown.strip())
    if shown and text.count(shown) == 1 and all(len(word) < 60 for word in text.split()):
        # No word is cut, at either end.
        assert start == 0 or text[start - 1].isspace() or passage.pezzi[0].segnato
        end = start + len(shown)
        assert end == len(text) or text[end].isspace() or passage.pezzi[-1].segnato


def test_a_long_text_takes_little_more_than_its_words() -> None:
    source = random.Random(5)
    words = ["il", "comune", "convenzione", "patto", "dell’ente", "rimborso", "di", "attività."]
    text = " ".join(source.choice(words) for _ in range(8000))[:50_000]
    highlighter = Highlighter(make_plan("quale convenzione per il rimborso dei patti con gli enti"))

    def seconds(work: Callable[[str], object]) -> float:
        times = []
        for _ in range(5):
            start = time.thread_time()
            work(text)
            times.append(time.thread_time() - start)
        return min(times)

    assert seconds(highlighter.passage) < 3 * seconds(tokens)
