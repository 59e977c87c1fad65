"""The plan: what an engine is asked for a text, whatever the text is, in bounded time."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.contract import name_of
from search.plan import INSIEME, IS_CITED, IS_NAMED, NEL_TITOLO, Plan, make_plan
from search.planning.spelling import Advice, Vocabulary, is_slip
from search.planning.synonyms import Synonyms
from search.planning.tree import (
    CITAZIONI,
    CORPO,
    IDENTITA,
    NOME,
    Best,
    Boost,
    Constant,
    Every,
    Node,
    Phrase,
    Sum,
    Term,
)
from tests.search.hostile import HOSTILE

GROUPS = Synonyms.of([["ETS", "enti del Terzo settore"], ["progettazione", "disegno"]])
KNOWN = Vocabulary.of(
    [
        ("convenzione", 9),
        ("patto", 3),
        ("amministrazione", 5),
        ("progettazione", 2),
        ("commissione", 4),
        ("missione", 1),
        ("coprogrammazione", 1),
    ]
)
CTS = "nir:stato:decreto.legislativo:2017;117"


def speller(word: str) -> Advice | None:
    if word in KNOWN.frequenze:
        return None
    near = KNOWN.nearest(word)
    if near and is_slip(word, near):
        return Advice(corretta=near)
    begun = tuple(one for one in KNOWN.frequenze if len(word) > 3 and one.startswith(word))
    return Advice(inizi=begun) if begun else Advice(forse=near)


def leaves(node: Node | None) -> Iterator[Term | Phrase]:
    match node:
        case Term() | Phrase():
            yield node
        case Best(nodes) | Sum(nodes) | Every(nodes):
            for one in nodes:
                yield from leaves(one)
        case Boost(inner) | Constant(inner):
            yield from leaves(inner)


def nodes_of(plan: Plan) -> list[Node]:
    nodes = (plan.radice, plan.accanto, *plan.richieste, *plan.escluse)
    return [one for one in nodes if one is not None]


def stems(plan: Plan) -> list[str]:
    return [one.text for one in leaves(plan.radice) if isinstance(one, Term) and one.field == CORPO]


# --- any text -------------------------------------------------------------------------------------

#: What questions are made of, in any order.
PIECES = st.sampled_from(
    ["patto", "l’ente", "ETS", "enti del terzo settore", "co-", "co ", "-", "«", "»", '"', " ", " art. 55 ",
     "CTS", " 117/2017 ", "d.lgs.", " legge 241/90 ", "e'", "131/2020", "convezione", "Stato-Regioni", ",",
     "1-300", "artt. ", "progettazione", "\x00", "\ud800", "’", "co-progettazione"]
)  # fmt: skip


@example(text='enti del terzo settoreco-progettazioneco-progettazione"patto"', every_word=False)
@given(
    st.lists(PIECES, max_size=40).map("".join) | st.text() | st.sampled_from(HOSTILE), st.booleans()
)
@settings(deadline=None, max_examples=60)
def test_any_text_has_a_plan(text: str, every_word: bool) -> None:
    """Without an error; of nodes that any engine can compile; the same each time."""

    def planned() -> Plan:
        return make_plan(text, synonyms=GROUPS, speller=speller, every_word=every_word)

    plan = planned()
    assert planned() == plan
    for node in nodes_of(plan):
        assert_sound(node)
    assert plan.cerca or not (plan.evidenze or plan.citazioni)
    typed_again = make_plan(plan.testo, synonyms=GROUPS, speller=speller, every_word=every_word)
    assert typed_again.radice == plan.radice
    if plan.corretto and not plan.inizi:
        searched = "".join(piece.testo for piece in plan.corretto)
        assert not any(piece.testo == "" for piece in plan.corretto)
        assert make_plan(searched, synonyms=GROUPS, every_word=every_word).radice == plan.radice


def assert_sound(node: Node) -> None:
    match node:
        case Term(_, text):
            assert text
            text.encode()
        case Phrase(_, words):
            assert len(words) > 1
            assert words[0][0] == 0
            places = [place for place, _ in words]
            assert places == sorted(set(places))
            assert all(text for _, text in words)
        case Best(nodes) | Sum(nodes) | Every(nodes):
            assert nodes
            for one in nodes:
                assert_sound(one)
        case Boost(inner, by) | Constant(inner, by):
            # Without points: it only has to be there.
            assert by > 0 or (isinstance(node, Constant) and by == 0)
            assert_sound(inner)


@pytest.mark.parametrize(
    "text",
    [
        "Come si stipula un patto di collaborazione con gli enti del Terzo settore iscritti al registro?",
        "art. 55 CTS e art. 118 Cost.: co-progettazione «amministrazione condivisa» -appalto",
        "d.lgs. 117/2017 " * 30,
        "convezione amministazione " * 20,
        "a-b-c-" * 70,
        "«a b» " * 70,
    ],
)
def test_a_plan_is_made_at_once(text: str) -> None:
    make_plan(text, synonyms=GROUPS, speller=speller)
    started = time.thread_time()
    for _ in range(5):
        make_plan(text, synonyms=GROUPS, speller=speller)
    assert (time.thread_time() - started) / 5 < 0.05


# --- words ----------------------------------------------------------------------------------------


def test_words_are_alternatives_by_stem_and_as_written() -> None:
    plan = make_plan("dei patti")
    assert {(one.field, one.text) for one in leaves(plan.radice) if isinstance(one, Term)} == {
        ("titolo", "patt"), ("corpo", "patt"), ("titolo.esatto", "patti"), ("corpo.esatto", "patti"),
        (NOME, "dei patti"),
    }  # fmt: skip
    assert plan.evidenze == (("patt",),)


@pytest.mark.parametrize("text", ["", "di", "e'", "«la»", "-patto", "-«di»", " ’ "])
def test_nothing_to_find(text: str) -> None:
    assert not make_plan(text).cerca
    assert not make_plan(text, every_word=True).cerca


def test_phrases_are_required_and_exclusions_forbidden() -> None:
    plan = make_plan("«cura dei beni» -appalto comuni")
    (phrase,) = plan.richieste
    assert {one.words for one in leaves(phrase) if isinstance(one, Phrase)} == {
        ((0, "cura"), (2, "beni"))
    }
    (excluded,) = plan.escluse
    assert {one.text for one in leaves(excluded) if isinstance(one, Term)} == {"appalt"}
    # In all its forms, unless it is quoted.
    (excluded,) = make_plan("comuni -«appalto»").escluse
    assert {one.text for one in leaves(excluded) if isinstance(one, Term)} == {"appalto"}
    assert "comun" in stems(plan)
    assert ("cur", "ben") in plan.evidenze


def test_a_leading_stop_word_moves_nothing() -> None:
    def words(text: str) -> set[object]:
        return {
            one.words
            for node in make_plan(text).richieste
            for one in leaves(node)
            if isinstance(one, Phrase)
        }

    assert words("«la cura dei beni»") == words("«cura dei beni»")


def test_every_word_has_one_node_that_must_be_there() -> None:
    plan = make_plan("statuto enti del Terzo settore art. 55 CTS", synonyms=GROUPS, every_word=True)
    assert len(plan.richieste) == 3
    texts = [{one.text for one in leaves(node) if isinstance(one, Term)} for node in plan.richieste]
    assert any({"terz", "ets"} <= one for one in texts)


@pytest.mark.parametrize("text", ["co-progettazione", "coprogettazione", "rete-progettazione"])
def test_a_synonym_inside_a_compound_does_not_stand_for_it(text: str) -> None:
    """ "progettazione" may be said "disegno"; who asks for co-progettazione does not ask for that."""
    plan = make_plan(text, synonyms=GROUPS, every_word=True)
    assert len(plan.richieste) == 1
    assert "disegn" not in {one.text for one in leaves(plan.richieste[0]) if isinstance(one, Term)}


def test_a_name_is_compared_whole() -> None:
    assert name_of("  L’AMMINISTRAZIONE, condivisa! ") == "amministrazione condivisa"
    found = [one for one in make_plan("Il patto").radice.nodes if isinstance(one, Constant)]  # type: ignore[union-attr]
    assert found == [Constant(Term(NOME, "il patto"), IS_NAMED)]


# --- citations ------------------------------------------------------------------------------------


def test_a_citation_asks_for_its_record_and_for_who_cites_it() -> None:
    plan = make_plan("art 55 c 3 cts")
    asked = {(one.field, one.text) for one in leaves(plan.radice) if isinstance(one, Term)}
    assert {
        (IDENTITA, f"{CTS}~55"), (IDENTITA, CTS),
        (CITAZIONI, CTS), (CITAZIONI, f"{CTS}~55"), (CITAZIONI, f"{CTS}~55~3"),
    } <= asked  # fmt: skip
    assert plan.chiavi == {f"{CTS}~55~3"}
    assert not stems(plan)
    points = {
        one.points for one in constants(plan.radice) if (IDENTITA, f"{CTS}~55") in fields(one)
    }
    assert points == {IS_CITED}


def test_of_a_doubtful_citation_each_reading_counts_once() -> None:
    plan = make_plan("131/2020")
    assert len(plan.citazioni[0].candidates) > 1
    assert "131" in stems(plan)
    bests = [one for one in plan.radice.nodes if isinstance(one, Best)]  # type: ignore[union-attr]
    assert any(len(one.nodes) == len(plan.citazioni[0].candidates) and not one.tie for one in bests)


def test_what_is_typed_again_is_cited_and_required_once() -> None:
    once, often = (make_plan("patto art. 55 CTS " * n, every_word=True) for n in (1, 20))
    assert [one.ids for one in often.citazioni] == [one.ids for one in once.citazioni]
    assert often.richieste == once.richieste


def test_a_range_of_articles_is_one_reading() -> None:
    plan = make_plan("artt. 1-300 CTS")
    assert sum(1 for _ in leaves(plan.radice)) < 200


def constants(node: Node | None) -> Iterator[Constant]:
    match node:
        case Constant():
            yield node
        case Best(nodes) | Sum(nodes) | Every(nodes):
            for one in nodes:
                yield from constants(one)


def fields(node: Constant) -> set[tuple[str, str]]:
    return {(one.field, one.text) for one in leaves(node) if isinstance(one, Term)}


# --- corrections ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("La convezione «pato» -pato", "La convenzione «pato» -pato"),
        ("dell’amministazione", "dell’amministrazione"),
        ("art. 55 CTS convezione", "art. 55 CTS convenzione"),
        ("co-progetazione", "co-progettazione"),
        ("coprogetazione", "co-progettazione"),
        ("commissione", ""),  # not "co-missione"
        ("CONVEZIONE", ""),
        ("ets convenzione", ""),
        ("la pratica Convezione", ""),  # a name
        ("Convezione", "convenzione"),
        ("convezione di «casa comune» con gli enti", "convenzione di «casa comune» con gli enti"),
        ("legge 241/90", ""),
    ],
)
def test_only_unknown_words_are_corrected(text: str, searched: str) -> None:
    plan = make_plan(text, synonyms=GROUPS, speller=speller)
    assert "".join(piece.testo for piece in plan.corretto) == searched
    assert plan.testo == text


def test_what_is_not_corrected_is_said_and_offered() -> None:
    plan = make_plan("xyzzy convezione di Missioone 77", synonyms=GROUPS, speller=speller)
    assert plan.ignote == ("xyzzy", "Missioone")
    assert [(one.parola, one.testo) for one in plan.offerte] == [
        ("missione", "xyzzy convenzione di missione 77")
    ]


@pytest.mark.parametrize("text", ["coprog", "co-prog"])
def test_a_beginning_is_searched_as_words_that_begin_so(text: str) -> None:
    plan = make_plan(text, synonyms=GROUPS, speller=speller, every_word=True)
    assert plan.inizi == (text,)
    assert not plan.ignote
    assert "coprogramm" in {part for way in plan.evidenze for part in way}
    assert len(plan.richieste) == 1


def test_quotation_marks_in_a_sentence_ask_for_nothing() -> None:
    sentence = 'chi firma la convenzione del progetto "casa comune" con gli enti del territorio'
    plan = make_plan(sentence)
    assert not plan.richieste
    assert plan.senza_virgolette
    assert ("cas",) in plan.evidenze
    assert make_plan('convenzione "casa comune"').richieste
    words = make_plan('convenzione -"casa comune" "avviso pubblico"', quotes=False)
    assert not words.richieste
    assert len(words.escluse) == 1


# --- what says little -----------------------------------------------------------------------------


def test_words_of_asking_and_small_numbers_count_only_beside_others() -> None:
    assert not make_plan("posso?").cerca
    assert make_plan("5").cerca
    plan = make_plan("5 patti: quando si può")
    assert plan.radice
    assert plan.accanto
    assert {one.text for one in leaves(plan.accanto) if one.field == CORPO} >= {"5", "puo"}
    assert {one.text for one in leaves(plan.radice) if one.field == CORPO} == {"patt"}
    assert all(
        "puo" not in str(one) for one in make_plan("può un patto", every_word=True).richieste
    )


def test_all_the_words_of_a_short_question_say_more() -> None:
    kinds = [part.genere for part in make_plan("avviso patto").parti]
    assert {INSIEME, NEL_TITOLO} <= set(kinds)
    for text in ("avviso", "art. 55 CTS avviso patto", "uno due tre quattro cinque sei sette"):
        assert INSIEME not in {part.genere for part in make_plan(text).parti}


def test_who_cites_the_act_alone_comes_after_all_that_cite_the_article() -> None:
    points = {
        one.node.text: one.points
        for one in constants(make_plan("art. 55 CTS").radice)
        if isinstance(one.node, Term) and one.node.field == CITAZIONI
    }
    # As much lighter as any document weighs.
    assert points[CTS] * 1.4 < (points[CTS] + points[f"{CTS}~55"]) * 0.4


def test_an_acronym_with_dots_is_found_without_them() -> None:
    groups = Synonyms.of([["ODV", "organizzazione di volontariato"]])
    plan = make_plan("convenzione con o.d.v.", synonyms=groups)
    assert ("odv",) in plan.evidenze
    assert tuple(groups.gruppi[0][1].key) in plan.evidenze
    assert "'o.d.v'" in repr(plan.radice)
    assert "'odv'" in repr(plan.radice)
    assert "'dlgs'" not in repr(make_plan("d.lgs. dei comuni").radice)
