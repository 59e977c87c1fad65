"""Terms of a glossary in running text: every form of theirs, and nothing that only looks like one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piattaforma.lingua import inflected
from piattaforma.lingua.inflection import forms

#: a term, and what of a text is it, one form after the other
FOUND = [
    ("patto", "Il patto e i patti; PATTI.", ["patto", "patti", "PATTI"]),
    ("ente", "L'ente, dell’ente, gli enti, l‘Ente", ["ente", "ente", "enti", "Ente"]),
    ("Comune", "Comuni e comune, non comunità né comunione", ["Comuni", "comune"]),
    ("comunità", "La comunità, le comunita', COMUNITÀ", ["comunità", "comunita", "COMUNITÀ"]),
    ("regola", "regole e regolamenti", ["regole"]),
    ("legge", "La legge, le leggi; chi legga legge", ["legge", "leggi", "legge"]),
    ("servizio", "servizi, servizio, servizievole", ["servizi", "servizio"]),
    ("banca del tempo", "le banche del tempo", ["banche del tempo"]),
    ("buona pratica", "buone pratiche, buon praticante", ["buone pratiche"]),
    ("avviso pubblico", "avvisi pubblici", ["avvisi pubblici"]),
    ("bene comune", "beni comuni, bene", ["beni comuni"]),
    ("consigliere", "consiglieri, consigliera", ["consiglieri", "consigliera"]),
    ("volontario", "volontari e volontarie, volontariato", ["volontari", "volontarie"]),
    ("spese ammissibili", "la spesa ammissibile", ["spesa ammissibile"]),
    ("ETS", "Gli ETS, l'ETS, non ets né Ets", ["ETS", "ETS"]),
    ("OdV", "un'OdV e ODV", ["OdV"]),
    ("co-progettazione", "coprogettazione, Co–progettazioni", ["coprogettazione", "Co–progettazioni"]),
    ("attività di interesse generale", "attivita' d’interesse generale", ["attivita' d’interesse generale"]),
    ("attività d'interesse generale", "attività di interesse generale", ["attività di interesse generale"]),
    ("patto di collaborazione", "i patti di\ncollaborazione", ["patti di\ncollaborazione"]),
    ("patto di collaborazione", "Il patto. Di collaborazione.\n\npatto\n\ndi collaborazione", []),
    ("amministrazione condivisa", "l'ammini\u00adstrazione condivisa", ["ammini\u00adstrazione condivisa"]),
    ("", "nulla", []),
    ("…", "nulla…", []),
]  # fmt: skip


@pytest.mark.parametrize(("term", "text", "expected"), FOUND)
def test_a_term_is_found_in_all_its_forms(term: str, text: str, expected: list[str]) -> None:
    found = inflected(term).find(text)
    assert [text[one.start : one.end] for one in found] == expected
    assert {one.term for one in found} <= {term}


def test_the_longest_term_wins_and_the_first_given_among_equals() -> None:
    matcher = inflected(["ente", "ente del Terzo settore", "Terzo settore", "enti"])
    found = matcher.find("Gli enti del Terzo settore, il Terzo settore, un ente del terzo tipo")
    assert [one.term for one in found] == ["ente del Terzo settore", "Terzo settore", "ente"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("uomo", {"uomo", "uomini"}),
        ("arma", {"arma", "armi"}),
        ("amico", {"amico", "amici", "amica", "amiche"}),
        ("società", {"societa"}),
        ("ufficio", {"ufficio", "uffici", "ufficii"}),
        ("non", {"non"}),
        ("partnership", {"partnership"}),
    ],
)
def test_forms_of_a_word(word: str, expected: set[str]) -> None:
    assert forms(word) == expected


@given(st.lists(st.sampled_from(["patto", "Ente", "l'ente", "di", "’", "\n", "ETS", ". ", "èà"])))
def test_offsets_are_exact_and_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    last = 0
    for one in inflected(["patto", "ente", "ente di ETS", "ETS"]).find(text):
        assert last <= one.start < one.end <= len(text)
        assert not text[one.start : one.end].startswith(("l'", " "))
        last = one.end


def test_a_thousand_terms_cost_in_the_measure_of_the_text() -> None:
    matcher = inflected(f"ente {name} {index}" for index in range(500) for name in ("di", "del"))
    text = "Gli enti del Terzo settore e l'ente di 499 soci. "
    short, long = (text * 200, text * 2000)
    matcher.find(short)
    times = []
    for one in (short, long):
        start = time.process_time()
        assert len(matcher.find(one)) == len(one) // len(text)
        times.append(time.process_time() - start)
    assert times[1] < 30 * times[0]
