"""Sentences: what ends one in Italian acts, guidance and posts, with exact offsets."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from piattaforma.lingua import sentences

# Each case is written with " | " where a sentence ends; the text is the case without the bars.
CASES = [
    # abbreviations that expect something
    "Ai sensi dell’art. 55, co. 3, lett. b), il Comune decide. | Cfr. pag. 3 e nn. 4 e 5.",
    "Gli artt. 55 e 56 del D.Lgs. 117/2017 valgono. | Si veda p. 12.",
    "Cass. civ. Sez. un. n. 500 del 1999 e Cons. Stato n. 6232 del 2021. | Così Corte cost. n. 131 del 2020.",
    "Pubblicata in G.U. Serie generale n. 179. | Il decreto vale.",
    "Il dott. La Rosa e la sig.ra Verdi firmano. | L’on. Di Stefano assiste.",
    "G. Rossi, M.L. Bianchi e G.B. Verdi sono presenti. | La seduta è aperta.",
    "Le c.d. In-house restano. | Vale il c.d. Terzo settore.",
    "Prot. n. 12 del 3 maggio. | Tel. 055 123456.",
    "ART. 5 del regolamento. | SIG. ROSSI presente.",
    # abbreviations that may end: what follows decides
    "Associazioni, fondazioni, ecc. | Il Comune decide.",
    "Associazioni ecc. Comune di Firenze e Regione.",
    "Visto l’art. 5 della legge n. 241/1990 e s.m.i. | Visto il parere.",
    "Secondo la Corte cost. | La norma è valida.",
    "Responsabile per l’art. 2043 c.c. | 2. Difatti il danno è provato.",
    "La società Alfa s.r.l. Roma e la Beta S.p.A. | Le due imprese.",
    "Il ricorso alla sez. V. | Il giudice decide.",
    "Si veda l’allegato A. | Il Comune provvede.",
    # figures and letters at the head
    "1. Il Comune decide. | 2. La Regione approva.",
    "II. Diritto e fatto. | III. Conclusioni.",
    "1.2. Il motivo è infondato. | 1.3. Anche il secondo.",
    "a. Il primo caso. | Art. 55. Coinvolgimento degli enti.",
    "Tre soggetti: 1. Comuni; 2. Province; 3. Regioni. | Nel 2017. | Il resto.",
    "Costa 3.500 euro. | 12 enti hanno risposto.",
    # lists, recitals and line breaks
    "Gli enti: | \n- primo; | \n- secondo; | \n- terzo.",
    "Gli enti: | \n- primo | \n- secondo | \n- terzo",
    "Si intende per: | \na) comune; | \nb) provincia.",
    "Di cui alla lettera\na) del comma 2. | Fine.",
    "VISTO l’art. 5; | \nRICHIAMATA la delibera;\nper il resto.",
    "DELIBERA: | \n1. di approvare; | \n2. di dare atto.",
    "Coinvolgimento degli enti | \n1. In attuazione dei principi\ndi sussidiarietà. | \n2. Poi.",
    "• uno | \n• due",
    "# Titolo | \nTesto del primo\nparagrafo.",
    "Il primo capoverso | \n\nIl secondo | \n \t\n il terzo",
    "Il sig. | \n\nRossi",
    # quotation marks, brackets, ellipses, exclamation and question marks
    "Disse: «Il Comune decide. La Regione approva», e andò. | Poi tornò.",
    "“È finita.” | Poi tornò. | (Il caso è chiuso. Davvero.) | Fine.",
    "La delibera (cfr. TAR Lazio, n. 5. Si veda anche il n. 6) è nulla. | È così.",
    "E poi… niente! | Che fare? | Nulla. | Aspetta... | Ecco.",
    "Che fare? chiese il sindaco. | Basta! disse l’altro.",
    "Il testo prosegue. | […] Il Comune [...] provvede e (omissis) resta.",
    "Il principio.[3] | Il Comune lo applica.²  | La Regione pure.",
    "Si legge «ente.» | Il resto segue.",
    # no space, small letter: no end
    "Il sito www.comune.fi.it e l’indirizzo a.b@c.it sono attivi. | Fine.",
    "va bene. però non so. | Vediamo.",
    "Il punto 3 .Poi basta.",
]


def pieces(text: str) -> list[str]:
    return [text[found.start : found.end] for found in sentences(text)]


@pytest.mark.parametrize("case", CASES)
def test_ends(case: str) -> None:
    assert pieces(case.replace(" | ", " ")) == [part.strip() for part in case.split(" | ")]


def test_nothing_in_nothing() -> None:
    assert sentences("") == []
    assert sentences(" \n\n\t ") == []


def test_a_long_quotation_is_read_sentence_by_sentence() -> None:
    quoted = "Il Comune promuove la cura dei beni comuni. " * 12
    assert len(sentences(f"Il testo dice: «{quoted}» e basta.")) == 12


WORDS = st.sampled_from(
    [
        *(
            "art.",
            "n.",
            "ecc.",
            "s.m.i.",
            "dott.",
            "Il",
            "la",
            "Comune",
            "G.",
            "V",
            "1.",
            "II.",
            "a)",
        ),
        *("(", ")", "«", "»", "“", "”", "…", "...", "[…]", "?", "!", ";", ":", ".", "\n", "\n\n"),
        *("- ", "• ", "# ", "\u2029", "\xa0", "\xad", "é", "’", "12", "2017."),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join))


@given(TEXTS)
@example("\x1c. \x85A")
def test_spans_are_ordered_trimmed_and_cover_everything(text: str) -> None:
    end = 0
    for found in sentences(text):
        assert not text[end : found.start].strip()
        assert found.start < found.end
        piece = text[found.start : found.end]
        assert piece == piece.strip()
        end = found.end
    assert not text[end:].strip()


@given(TEXTS, TEXTS)
@settings(max_examples=50)
def test_a_blank_line_parts_texts_that_do_not_know_each_other(one: str, two: str) -> None:
    joined = pieces(f"{one}\n\n{two}")
    assert joined == pieces(one) + pieces(two)


HOSTILE = [
    "a. ",
    "(",
    "(a. ",
    ". ",
    "\n",
    " ",
    "1. ",
    "“A. ",
    "[…] ",
    "\n ",
    ").",
    "art. ",
    "A.",
    "(\n\n",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = 9.0
        for _ in range(3):
            before = time.process_time()
            sentences(text)
            best = min(best, time.process_time() - before)
        return best

    assert seconds(400_000) < 40 * max(seconds(40_000), 0.002)
