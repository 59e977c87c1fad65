"""The demonstration Sussidiario as its files say it: complete, of the right length, never twice the same."""

import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
import yaml

from piattaforma.lingua import readability
from piattaforma.nucleo.demo import FOLDER as NUCLEO
from sussidiario.demo import EDIZIONE, FOLDER, PRECEDENTE
from sussidiario.models.scheda import ZONE
from sussidiario.scambio.importers.markdown import SchedaFile, read_folder

WORDS = (350, 700)
#: words of prose in a row that two schede may not share
SHINGLE = 8
#: what two schede say alike because it is a name: extremes of acts and decisions, and their parts
_NAMES = re.compile(
    r"\([^()]*\)|\[[^\]]*\]\([^)]*\)|«[^»]*»|"
    r"(?:D\.M\.|d\.lgs\.|l\.r\.|legge|Cons\. Stato|TAR|Corte cost\.|articol[oi])[^.;:]*"
)


_FIGURE = re.compile(
    r"\d%|(?:\d|\b(?:due|tre|cinque|sei|sette|dieci|quindici|venti|trenta|sessanta|novanta))"
    r"[ \u00a0](?:giorni|mesi|anni|minuti|punti|euro|milion)|secondo grado"
)


@cache
def edition(slug: str) -> dict[str, SchedaFile]:
    schede, errors = read_folder(FOLDER / slug)
    assert not errors
    return {scheda.codice: scheda for scheda in schede}


@cache
def load(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def prose(scheda: SchedaFile, *, labels: bool = True) -> str:
    """The short answer and the zones, marks of Markdown left out; with the labels of references or not."""
    body = scheda.documento.body
    if not labels:
        body = re.sub(r"(?m)^#.*", ".", body)
        body = re.sub(r"\[[^\]]*\]\((?:urn|ECLI|celex):[^)]*\)", "", body)
    body = re.sub(r"\]\([^)]*\)", "]", body)
    return re.sub(r"[#*|!\[\]`-]{2,}|[\[\]*#|]", " ", f"{scheda.in_breve}\n{body}")


def test_thirty_schede_in_six_parts_and_an_edition_of_fourteen() -> None:
    parts = {part["slug"] for part in load(f"{EDIZIONE}/_edizione.yaml")["parti"]}
    assert len(edition(EDIZIONE)) == 30
    assert len(parts) == 6
    assert {scheda.parte for scheda in edition(EDIZIONE).values()} == parts
    assert len(edition(PRECEDENTE)) == 14


@pytest.mark.parametrize("codice", sorted(edition(EDIZIONE)))
def test_a_scheda_is_whole(codice: str) -> None:
    scheda = edition(EDIZIONE)[codice]
    count = len(re.findall(r"\w+(?:[.’'-]\w+)*", prose(scheda)))
    assert WORDS[0] <= count <= WORDS[1], count
    assert set(scheda.zone) == set(ZONE)
    assert scheda.domanda.endswith("?")
    assert scheda.fonte
    assert scheda.nota
    assert any(kind == "riferimenti" for kind, _ in scheda.zone["norme"])
    assert any(kind == "passi" for kind, _ in scheda.zone["prassi"]), "un passo da fare"
    assert _FIGURE.search(prose(scheda)), "una cifra o un limite"
    assert readability(prose(scheda)).gulpease >= 45


@pytest.mark.parametrize("slug", [EDIZIONE, PRECEDENTE])
def test_no_prose_stands_in_two_schede(slug: str) -> None:
    where: dict[tuple[str, ...], set[str]] = {}
    for codice, scheda in edition(slug).items():
        for piece in _NAMES.split(prose(scheda, labels=False)):
            words = re.findall(r"\w+", piece.lower())
            for start in range(len(words) - SHINGLE + 1):
                where.setdefault(tuple(words[start : start + SHINGLE]), set()).add(codice)
    assert {" ".join(run): codes for run, codes in where.items() if len(codes) > 1} == {}


def test_the_two_editions_differ_in_every_question_that_both_have() -> None:
    old, new = edition(PRECEDENTE), edition(EDIZIONE)
    both = old.keys() & new.keys()
    assert len(both) == 12
    assert all(old[code].in_breve != new[code].in_breve for code in both)
    assert set(load(f"{EDIZIONE}/_edizione.yaml")["tolte"]) == old.keys() - new.keys()
    assert not [c for c in old if re.search(r"\b202[56]\b", re.sub("nel 2026", "", prose(old[c])))]


def test_change_notes_say_why() -> None:
    notes = [scheda.nota for scheda in edition(EDIZIONE).values()]
    assert len(notes) == len(set(notes)) >= 15
    assert all(len(note) > 60 for note in notes)


def test_links_between_schede_lead_somewhere() -> None:
    for slug in (EDIZIONE, PRECEDENTE):
        codes = edition(EDIZIONE).keys() | edition(PRECEDENTE).keys()
        for scheda in edition(slug).values():
            linked = re.findall(r"\(/s/([\w.-]+)/", scheda.documento.body)
            assert set(linked) <= codes - {scheda.codice}, scheda.codice


def test_situations_order_three_to_seven_schede_and_leave_none_out() -> None:
    situations = load("situazioni.yaml")
    assert len(situations) >= 14
    named = Counter(code for situation in situations for code in situation["schede"])
    assert set(named) == set(edition(EDIZIONE))
    assert all(3 <= len(set(s["schede"])) == len(s["schede"]) <= 7 for s in situations)
    assert len({s["frase"] for s in situations}) == len(situations)


def test_the_glossary_explains_with_a_source() -> None:
    voices = load("glossario.yaml")
    assert len(voices) >= 60
    assert all(voice["fonte"] and 40 <= len(voice["definizione"]) <= 400 for voice in voices)


def test_news_and_pages_tell_the_programme() -> None:
    assert len(list((NUCLEO / "notizie").glob("*.md"))) >= 6
    programme = {path.stem for path in (NUCLEO / "pagine").glob("*.md")}
    assert {
        "il-programma-in-breve",
        "il-sussidiario-come-nasce",
        "mappafondo-le-risorse-dell-anno",
        "la-comunita-di-pratica",
    } <= programme
