"""Tokens: what Lucene gives for the same text, and one word however it is typed."""

import re
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from piattaforma.lingua import Token, tokens
from tests.lingua.lucene import LUCENE


def exact(text: str) -> list[str]:
    return [token.exact for token in tokens(text)]


def terms(text: str) -> list[str]:
    return [token.term for token in tokens(text)]


def rows(found: list[Token], form: str) -> list[list[Any]]:
    return [[getattr(token, form), token.start, token.end, token.position] for token in found]


@pytest.mark.parametrize("case", LUCENE, ids=lambda case: case["text"][:40])
def test_as_lucene(case: dict[str, Any]) -> None:
    """Term by term, gaps and offsets too; the offsets of the fixture count characters, as ours."""
    text = case["text"]
    assert rows(tokens(text), "term") == case["it"]
    assert rows(tokens(text), "exact") == case["it_esatto"]
    assert rows(tokens(text, keep_stop_words=True), "exact") == case["it_prefissi_ricerca"]


# --- one word, many writings --------------------------------------------------------------------

EXACT = {
    # law
    "d.lgs. 117/2017": ["d.lgs", "117", "2017"],
    "art.55, co.3": ["art", "55", "co", "3"],
    # what Lucene's Italian takes away and people look for
    "enti non profit, Non commerciali": ["enti", "non", "profit", "non", "commerciali"],
    "contro la povertà": ["contro", "poverta"],
    # stop words, with the accent or without
    "perché più è dell’uno": [],
    "perche piu e' dell'": [],
    # elision, as the Gazzetta and as telephones write it
    "l'attivita' e' della societa'": ["attivita", "societa"],
    "Quest'anno quell’ente, anch'esso dov'era": ["anno", "ente", "esso"],
    "SENZ'ALTRO, COM’È": ["altro"],
    # an apostrophe that elides nothing
    "O'Neill e rock'n'roll": ["o'neill", "rock'n'roll"],
    "un po' negli anni '80": ["po", "anni", "80"],
}


@pytest.mark.parametrize(("text", "expected"), EXACT.items())
def test_exact_forms(text: str, expected: list[str]) -> None:
    assert exact(text) == expected


@pytest.mark.parametrize("sign", "'’‘ʼ´`′＇")
def test_every_sign_typed_for_an_apostrophe(sign: str) -> None:
    found = tokens(f"dell{sign}ente la societa{sign} quest{sign}anno")
    assert [token.exact for token in found] == ["ente", "societa", "anno"]
    assert [token.surface for token in found] == [f"dell{sign}ente", "societa", f"quest{sign}anno"]


ONE_WORD = [
    # singular and plural
    *("patto patti", "ente enti", "legge leggi", "bene beni", "bando bandi", "norma norme"),
    *("atto atti", "socio soci", "fondo fondi", "spazio spazi", "parco parchi", "linea linee"),
    *("rete reti", "gara gare", "cura cure", "orto orti", "associazione associazioni"),
    # those that Snowball parts
    *("quartiere quartieri", "delibera delibere", "dovere doveri", "uso usi", "uomo uomini"),
    *("anziano anziane", "laboratorio laboratori", "consigliere consiglieri consigliera"),
    # a family that a question may name by any of its members
    *("regola regolamento", "comune comuni comunanza", "ordine ordinanza"),
]


@pytest.mark.parametrize("words", ONE_WORD)
def test_one_term_and_as_many_exact_forms(words: str) -> None:
    assert len(set(terms(words))) == 1
    assert len(set(exact(words))) == len(words.split())


@pytest.mark.parametrize(
    "words",
    ["filiere filo", "frontiere fronte", "lettere letto", "cantiere canto", "parere pari"],
)
def test_no_ending_of_a_verb_where_there_is_no_verb(words: str) -> None:
    """Without exceptions, Snowball makes one word of them."""
    assert len(set(terms(words))) == 2


@pytest.mark.parametrize(
    "words",
    [
        *(
            "statuto stato",
            "comunità comune",
            "comunicazione comune",
            "amministratore amministrare",
        ),
        *("qualità quali", "personalità personale", "utilità utili", "pubblicità pubblico"),
        *("attivare attività", "data dati", "casa caso", "direttiva diretta", "cost costo"),
    ],
)
def test_unrelated_words_stay_apart(words: str) -> None:
    assert len(set(terms(words))) == 2


@given(st.lists(st.text("abcdeghilmnoprstuvzàèéìòù", min_size=1, max_size=9)).map(" ".join))
@example("perché attività qualità dignità verità è più società né")
@settings(deadline=None)
def test_an_accent_typed_or_not_is_the_same(text: str) -> None:
    def words(written: str) -> list[tuple[int, str, str]]:
        return [(token.position, token.exact, token.term) for token in tokens(written)]

    def plain(written: str) -> str:
        return re.sub("[\u0300\u0301]", "", unicodedata.normalize("NFD", written))

    expected = words(text)
    assert words(plain(text)) == expected
    assert words(re.sub(r"[àèéìòù]\b", lambda last: f"{plain(last[0])}'", text)) == expected
    assert words(unicodedata.normalize("NFD", text)) == expected
    assert words(text.upper()) == expected


# --- where words are ----------------------------------------------------------------------------


def test_a_surface_is_all_that_was_written() -> None:
    """Emoji are one character or more, not UTF-16 units; marks and hyphens that vanish are in."""
    text = "😀 l’am\xadmini\xadstrazione, \ufeffcitta\u0300! dell’Ente."
    assert [token.surface for token in tokens(text)] == [
        "😀",
        "l’am\xadmini\xadstrazione",
        "citta\u0300",
        "dell’Ente",
    ]


PIECES = st.sampled_from(
    [
        *("dell’", "l'", "ente", "Attivita'", "città", "e\u0300", "con\xaddivisa", "d.lgs.", "il"),
        *("117/2017", "1.000,50", "a_b", "_", "’", "\xad", "\u0301", "\u0332", "\u200d", ".", ":"),
        *("👩", "👩\u200d👧", "🇮🇹", "1\ufe0f\u20e3", "א'", 'ה"', "漢", "ﾟ", "a" * 254, "𝒂" * 130),
        *(" ", "\n"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join))


@given(TEXTS)
@settings(deadline=None)
def test_tokens_stand_in_order_with_no_word_between_them(text: str) -> None:
    end = 0
    for position, token in enumerate(tokens(text, keep_stop_words=True)):
        assert token.position == position
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.surface
        assert tokens(text[end : token.start], keep_stop_words=True) == []
        [alone] = tokens(token.surface, keep_stop_words=True)
        assert alone == token._replace(start=0, end=len(token.surface), position=0)
        end = token.end
    assert tokens(text[end:], keep_stop_words=True) == []


@given(TEXTS)
@settings(deadline=None, max_examples=50)
def test_stop_words_leave_gaps_and_change_nothing_else(text: str) -> None:
    kept = {token.position: token for token in tokens(text, keep_stop_words=True)}
    found = tokens(text)
    assert [kept.pop(token.position) for token in found] == found
    assert exact(" ".join(left.exact for left in kept.values())) == []


@pytest.mark.parametrize("filler", [" ", "e "])
def test_a_word_is_the_same_wherever_it_stands(filler: str) -> None:
    """Long texts are read a piece at a time: no place of theirs may show."""
    words = "dell’amministrazione 1.000,50 " + "a'" * 120 + "b d.lgs"
    expected = tokens(words)
    for before in range(1200):
        text = (filler * before)[:before] + " " + words
        found = tokens(text)
        assert [token.surface for token in found] == [token.surface for token in expected], before


def test_a_long_word_is_cut_at_255_units() -> None:
    """As Lucene counts them: a character outside the basic plane is two."""
    assert [len(token.surface) for token in tokens("𝒂" * 300)] == [127, 127, 46]


# --- hostile texts ------------------------------------------------------------------------------

HOSTILE = {
    "underscores": "_",
    "apostrophes": "'",
    "typographic apostrophes": "’",
    "accents of their own": "\u0301",
    "combining marks": "\u0332",
    "letters and marks": "a\u0301\u0332",
    "soft hyphens": "a\xad",
    "one long word": "a",
    "one long word, joined": "a_",
    "one long word, apostrophes": "a'",
    "one long figure": "1,",
    "a long Hebrew word": "א'",
    "emoji joined": "👩\u200d",
    "emoji joined, with selectors": "❤\ufe0f\u200d",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        before = time.process_time()
        tokens(text)
        return time.process_time() - before

    small = max(min(seconds(20_000) for _ in range(3)), 0.002)
    assert any(seconds(200_000) < 30 * small for _ in range(3))
