"""Text from slides and notes: what is told apart, and that no word of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sussidiario.scambio.importers.testo_libero import SEZIONI, read_free_text
from tests.factories.zones import PIECES


@pytest.mark.parametrize(
    ("source", "contenuto"),
    [
        ("una riga spezzata\na metà frase", "una riga spezzata a metà frase"),
        ("una riga spezzata  \na metà frase", "una riga spezzata a metà frase"),
        ("una riga spezzata\\\na metà frase", "una riga spezzata a metà frase"),
        ("gli enti del\n\nterzo settore", "gli enti del terzo settore"),
        ("la co-\nprogettazione ammini-\nstrativa", "la co-progettazione amministrativa"),
        ("Avviso\nIstruttoria", "Avviso\n\nIstruttoria"),
        ("Fine.\nInizio.", "Fine. Inizio."),
        ("\t\tRientrato\tda una slide", "Rientrato da una slide"),
        ("• uno\n◦ due\n– tre\n2019 – fine", "- uno\n- due\n- tre\n\n2019 – fine"),
        ("- uno\n- due che va\na capo\n- tre", "- uno\n- due che va a capo\n- tre"),
        ("# Uno\n\na\n\n### Tre\n\nb\n\n# Due\n\nc", "a\n\n##### Tre\n\nb\n\n### Due\n\nc"),
        ("a\n\n---\n\nB", "a\n\nB"),
        ("| a | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | d |"),
        ("!!! nota\n\n\\# a", "\\!!! nota\n\n\\# a"),
    ],
)
def test_lines_are_made_whole(source: str, contenuto: str) -> None:
    assert read_free_text(source).zone.get("contenuto", "") == contenuto


@pytest.mark.parametrize("name", SEZIONI)
@pytest.mark.parametrize("form", ["# {}", "### {}", "{}\n=====", "{}:\n", "**{}**"])
def test_known_headings_lead_to_their_zone(name: str, form: str) -> None:
    source = f"# Domanda?\n\nPrima.\n\n{form.format(name.capitalize())}\n\nDentro.\n"
    found = read_free_text(source)
    everything = {**found.zone, "in_breve": found.in_breve, "fonte": found.fonte}
    assert found.domanda == "Domanda?"
    assert "Dentro." in everything[SEZIONI[name]]
    assert found.zone["contenuto"].startswith("Prima.")


def test_the_easy_cases_of_a_note() -> None:
    found = read_free_text(
        "Il volontario può essere rimborsato?\nSì, le spese.\n\nNORME\nart. 17\nSentenze:\n"
        "Cons. Stato 1/2024\n\nBuone pratiche\nUn registro."
    )
    assert found.domanda == "Il volontario può essere rimborsato?"
    assert found.zone == {
        "contenuto": "Sì, le spese.",
        "norme": "art. 17",
        "giurisprudenza": "Cons. Stato 1/2024",
        "prassi": "Un registro.",
    }


def test_headings_below_a_known_one_begin_again() -> None:
    found = read_free_text(
        "# D?\n\n## Sentenze\n\n### Corte\n\na\n\n#### Punto\n\nb\n\n## Altro\n\nc"
    )
    assert found.zone["giurisprudenza"] == "### Corte\n\na\n\n#### Punto\n\nb"
    assert found.zone["contenuto"] == "### Altro\n\nc"


@given(st.lists(st.sampled_from([*PIECES, "\t", "• ", "– ", "Norme\n", "Abc ", "def-\n", "\f"])))
def test_no_word_is_lost(pieces: list[str]) -> None:
    source = "".join(pieces)
    found = read_free_text(source)
    kept = " ".join([found.domanda, found.in_breve, found.fonte, *found.zone.values()])
    names = {"norme"}
    words = [w for w in re.findall(r"[a-zà-ù]{2,}", source.lower()) if w not in names | {"def"}]
    assert all(word in kept.lower().replace(" ", "") for word in words)
