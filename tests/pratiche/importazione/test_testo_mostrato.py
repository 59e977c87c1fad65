"""Accents and marks, for display only: what changes, what stays, and where offsets go."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pratiche.norme.importazione import repair, repair_with_map, senza_segni, shown

ACCENTS = {
    "l'aiuola e' cio' che si puo' innaffiare": "l'aiuola è ciò che si può innaffiare",
    "E' fatto obbligo": "È fatto obbligo",
    "FINALITA' E QUALITA'": "FINALITÀ E QUALITÀ",
    "PERCHE' NO": "PERCHÉ NO",
    "perche', nonche' e cosicche'": "perché, nonché e cosicché",
    "ne' l'uno ne' l'altro, a se' stante": "né l'uno né l'altro, a sé stante",
    "cosi', altresi', giovedi'": "così, altresì, giovedì",
    "cioe' piu' virtu'": "cioè più virtù",
    "sara' e andra' gia'": "sarà e andrà già",
    "trentatre' e ventitre' metri": "trentatré e ventitré metri",
    "un po' di piu'": "un po' di più",
    "a mo' d'esempio, va' e di' pure": "a mo' d'esempio, va' e di' pure",
    "dell'articolo, quell'unita' d'Italia": "dell'articolo, quell'unità d'Italia",
    "la parola 'attivita' e' nuova": "la parola 'attivita' è nuova",
    "le parole 'vasca' e 'sale'": "le parole 'vasca' e 'sale'",
    "gli anni '90 e la citta'": "gli anni '90 e la città",
    "('la finalita' sociale e sanitaria')": "('la finalità sociale e sanitaria')",
    "finalita’ e finalita`": "finalità e finalità",
    "pari a 5' e 3'": "pari a 5' e 3'",
    "oltre' no": "oltre' no",
    "già è così": "già è così",
}


@pytest.mark.parametrize(("given_text", "expected"), ACCENTS.items())
def test_accents(given_text: str, expected: str) -> None:
    assert repair(given_text) == expected


_PIECES = st.sampled_from([
    *("finalita'", "e'", "E'", "po'", "perche'", "'attivita'", "'la", "sara'", "citta", "'", "''", " ", "\n"),
    *("((", "))", "((12))", "((...))", "(", ")", "b)", ".", "l'", "’", "`", "sociale'", "x"),
])  # fmt: skip
texts = st.one_of(
    st.text(),
    st.lists(_PIECES, max_size=20).map(" ".join),
    st.lists(_PIECES, max_size=20).map("".join),
)


@given(texts)
@example("'a finalita' sara'")
@example("'e'e' e'")
def test_repair_is_idempotent_and_takes_away_only_marks(text: str) -> None:
    once = repair(text)
    assert repair(once) == once
    assert once.count("\n") == text.count("\n")
    fold = str.maketrans("àèéìòùÀÈÉÌÒÙ", "aeeiouAEEIOU", "'’`´")
    assert once.translate(fold) == text.translate(fold)


@given(texts)
def test_offsets_follow_the_text(text: str) -> None:
    for found in (repair_with_map(text), shown(text)):
        places = [found.place(offset) for offset in range(len(text) + 1)]
        assert places == sorted(places)
        assert places[0] == 0
        assert places[-1] == len(found.testo)


def test_a_citation_stays_on_its_words() -> None:
    stored = "Finalita' e qualita' ((del)) articolo 55, perche' e' cosi'."
    start = stored.index("articolo 55")
    found = shown(stored)
    assert found.testo == "Finalità e qualità del articolo 55, perché è così."
    assert found.testo[found.place(start) : found.place(start + 11)] == "articolo 55"


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("titolare ((di firma elettronica)): la persona", "titolare di firma elettronica: la persona"),
        ("(( (Riproduzioni). ))", "(Riproduzioni)."),
        ("in quanto compatibili. ((52))", "in quanto compatibili."),
        ("le parole ((...)) cadono", "le parole cadono"),
        ("(con l'art. 75, lettera b)) l'abroga", "(con l'art. 75, lettera b)) l'abroga"),
        ("((di cui alla lettera b)))", "di cui alla lettera b)"),
        ("((L'articolo 15 e' abrogato.", "L'articolo 15 e' abrogato."),
        ("e' abrogato.))", "e' abrogato."),
        ("((uno)) e ((due))", "uno e due"),
        ("((a (b) c))", "a (b) c"),
        ("senza segni (nessuno)", "senza segni (nessuno)"),
    ],
)  # fmt: skip
def test_marks(given_text: str, expected: str) -> None:
    assert senza_segni(given_text) == expected


@given(texts)
def test_marks_are_all_that_is_taken_away(text: str) -> None:
    fold = str.maketrans("", "", "() .…0123456789\t")
    assert senza_segni(text).translate(fold) == text.translate(fold)
