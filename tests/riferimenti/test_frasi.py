"""The sentence around a citation, cut where it is long."""

from hypothesis import given
from hypothesis import strategies as st

from piattaforma.lingua import sentences
from piattaforma.riferimenti.frasi import LUNGHEZZA, OMISSIS, sentence_around

WORDS = st.lists(
    st.sampled_from(["Uno", "due", "art. 5,", "tre.", "Quattro", "x" * 90]), min_size=1
)


def around(text: str, words: str) -> tuple[str, str]:
    start = text.index(words)
    frase = sentence_around(text, sentences(text), start, start + len(words))
    return frase.testo, frase.testo[frase.inizio : frase.fine]


def test_the_whole_sentence_where_it_is_short() -> None:
    text = "Prima. Vale l’art. 5 del d.lgs. 117/2017, sempre. Dopo."
    assert around(text, "art. 5 del d.lgs. 117/2017") == (
        "Vale l’art. 5 del d.lgs. 117/2017, sempre.",
        "art. 5 del d.lgs. 117/2017",
    )


def test_a_long_one_is_cut_on_both_sides_at_the_end_of_words() -> None:
    text = "Inizio " + "parola " * 100 + "art. 5 " + "vocabolo " * 100 + "fine."
    shown, words = around(text, "art. 5")
    assert words == "art. 5"
    assert len(shown) <= LUNGHEZZA + 2 * len(OMISSIS)
    assert shown.startswith(f"{OMISSIS}parola")
    assert shown.endswith(f"vocabolo{OMISSIS}")


def test_what_stands_at_an_end_leaves_its_room_to_the_other_side() -> None:
    text = "Art. 5 " + "parola " * 100
    shown, _ = around(text, "Art. 5")
    assert shown.startswith("Art. 5 parola")
    assert LUNGHEZZA - 10 < len(shown) <= LUNGHEZZA + 1


def test_words_that_span_two_sentences_take_both() -> None:
    text = "Uno. Due tre. Quattro."
    frase = sentence_around(text, sentences(text), 5, 20)
    assert frase.testo == "Due tre. Quattro."


@given(WORDS, st.data())
def test_the_words_are_always_there_or_their_beginning(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    frase = sentence_around(text, sentences(text), start, end)
    shown = frase.testo[frase.inizio : frase.fine]
    assert text[start:end].startswith(shown)
    assert shown == text[start:end] or len(shown) == LUNGHEZZA
    assert len(frase.testo) <= LUNGHEZZA + 2
