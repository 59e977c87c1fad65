"""Words: stems, elision, accents, stop words, phrases, exclusions, hyphens, acronyms, spelling."""

import pytest
from django.utils.html import format_html_join

from search.engines.base import SearchEngine
from search.highlight import Highlighter
from tests.search.contract_base import Asking
from tests.search.contract_collection import ANYONE, FORMS


class WordsContract(Asking):
    # --- stems ------------------------------------------------------------------------------------

    @pytest.mark.parametrize(("one", "another"), FORMS)
    def test_forms_of_a_word_find_each_other(
        self, engine: SearchEngine, one: str, another: str
    ) -> None:
        pair = {f"forma:{one}", f"forma:{another}"}
        assert pair <= set(self.found(engine, one)), one
        assert pair <= set(self.found(engine, another)), another

    @pytest.mark.parametrize(("one", "another"), FORMS)
    def test_the_form_that_was_typed_is_first(
        self, engine: SearchEngine, one: str, another: str
    ) -> None:
        assert self.found(engine, one)[0] == f"forma:{one}"
        assert self.found(engine, another)[0] == f"forma:{another}"

    def test_words_that_share_letters_are_not_one(self, engine: SearchEngine) -> None:
        assert not {"forma:bando", "forma:bandi"} & set(self.found(engine, "bandiera"))

    # --- elision ----------------------------------------------------------------------------------

    @pytest.mark.parametrize("typed", ["l'ufficio", "dell’ufficio", "all`ufficio", "L´UFFICIO"])
    def test_elided_articles_do_not_count(self, engine: SearchEngine, typed: str) -> None:
        assert self.scored(engine, typed) == self.scored(engine, "ufficio")

    def test_elided_articles_in_texts_do_not_count(self, engine: SearchEngine) -> None:
        found = set(self.found(engine, "ufficio"))
        assert found >= {"elisione:dritta", "elisione:curva", "elisione:nuda"}

    def test_elision_keeps_the_places_of_a_phrase(self, engine: SearchEngine) -> None:
        assert self.found(engine, "«dell’ufficio procedente»") == ["elisione:dritta"]
        assert self.found(engine, "«ufficio procedente»") == ["elisione:dritta"]

    # --- accents ----------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        "typed", ["attività", "attivita", "attivita'", "ATTIVITÀ", "attivita’"]
    )
    def test_apostrophes_for_accents(self, engine: SearchEngine, typed: str) -> None:
        found = self.found(engine, typed)
        assert {"gazzetta:1", "gazzetta:2"} == set(found), typed

    @pytest.mark.parametrize("typed", ["qualita", "QUALITA'", "Qualita`", "qualita\u0300"])
    def test_accents_change_neither_results_nor_points(
        self, engine: SearchEngine, typed: str
    ) -> None:
        expected = self.scored(engine, "qualità")
        assert set(expected) == {"prova.accento:con", "prova.accento:senza"}
        assert self.scored(engine, typed) == expected

    def test_two_writings_of_one_word_score_the_same(self, engine: SearchEngine) -> None:
        points = set(self.scored(engine, "qualità").values())
        assert len(points) == 1

    # --- stop words -------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        "typed", ["", "   ", "di", "e'", "È", "il la di a da in", "«della»", "l'", "-"]
    )
    def test_stop_words_alone_find_nothing(self, engine: SearchEngine, typed: str) -> None:
        plan = self.plan(typed)
        assert not plan.cerca
        assert not engine.sections(plan, ["prova.frase:dritta"], readers=ANYONE)

    def test_non_is_a_word(self, engine: SearchEngine) -> None:
        assert self.found(engine, "non profit")[0] == "profit:non"
        assert self.found(engine, "«non profit»") == ["profit:non"]
        assert set(self.found(engine, "profit")) == {"profit:non", "profit:solo"}

    def test_stop_words_do_not_score(self, engine: SearchEngine) -> None:
        assert self.scored(engine, "la qualità di un") == self.scored(engine, "qualità")

    # --- phrases ----------------------------------------------------------------------------------

    @pytest.mark.parametrize("quoted", ["«{}»", "“{}”", '"{}"', "« {} »"])
    def test_a_quoted_phrase_keeps_its_order(self, engine: SearchEngine, quoted: str) -> None:
        assert self.found(engine, quoted.format("orti urbani condivisi")) == ["frase:dritta"]
        assert self.found(engine, quoted.format("condivisi urbani")) == ["frase:rovescia"]

    def test_without_quotes_order_does_not_matter(self, engine: SearchEngine) -> None:
        expected = {"frase:dritta", "frase:rovescia"}
        assert set(self.found(engine, "orti urbani condivisi")) == expected
        assert set(self.found(engine, "condivisi orti urbani")) == expected

    def test_a_phrase_with_a_stop_word_in_it(self, engine: SearchEngine) -> None:
        """Which one does not matter; that one stands there does."""
        assert self.found(engine, "«tutela degli argini»") == ["frase:articolo"]
        assert self.found(engine, "«tutela di argini»") == ["frase:articolo"]
        assert self.found(engine, "«tutela argini»") == ["frase:stretta"]

    def test_a_phrase_with_a_stop_word_at_its_ends(self, engine: SearchEngine) -> None:
        assert self.found(engine, "«la tutela degli argini»") == ["frase:articolo"]
        assert self.found(engine, "«gli orti urbani condivisi e»") == ["frase:dritta"]

    def test_a_quoted_word_is_taken_as_written(self, engine: SearchEngine) -> None:
        assert self.found(engine, "«argine»") == ["frase:articolo"]
        assert not self.found(engine, "«argino»")
        assert set(self.found(engine, "argine")) == {"frase:articolo", "frase:stretta"}

    def test_a_phrase_and_words(self, engine: SearchEngine) -> None:
        """The phrase must be there, the words rank."""
        assert self.found(engine, "«tutela degli argini» sponde") == ["frase:articolo"]

    def test_two_phrases_must_both_be_there(self, engine: SearchEngine) -> None:
        assert self.found(engine, "«orti urbani» «urbani condivisi»") == ["frase:dritta"]
        assert not self.found(engine, "«orti urbani» «condivisi urbani»")

    def test_a_quote_left_open_is_no_phrase(self, engine: SearchEngine) -> None:
        assert set(self.found(engine, '"orti urbani')) == {"frase:dritta", "frase:rovescia"}

    def test_no_phrase_goes_from_the_title_to_a_name(self, engine: SearchEngine) -> None:
        assert self.found(engine, "«rete civica»") == ["glossario:rete"]
        assert not self.found(engine, "«aperta rete»")

    # --- exclusions -------------------------------------------------------------------------------

    def test_an_excluded_word_is_nowhere(self, engine: SearchEngine) -> None:
        assert set(self.found(engine, "giardino")) == {"giardino:scuola", "giardino:piazza"}
        assert self.found(engine, "giardino -scuola") == ["giardino:piazza"]

    def test_an_excluded_phrase_is_nowhere(self, engine: SearchEngine) -> None:
        assert self.found(engine, "giardino -«curato dai genitori»") == ["giardino:piazza"]
        assert len(self.found(engine, "giardino -«genitori curato»")) == 2

    def test_exclusions_alone_find_nothing(self, engine: SearchEngine) -> None:
        assert not self.plan("-scuola").cerca

    def test_a_dash_between_words_excludes_nothing(self, engine: SearchEngine) -> None:
        assert "giardino:scuola" in self.found(engine, "giardino - scuola")

    # --- hyphens ----------------------------------------------------------------------------------

    SPELLINGS = ("coprogettazione", "co-progettazione", "co progettazione", "Co‑Progettazione")

    @pytest.mark.parametrize("typed", SPELLINGS)
    def test_hyphens_change_nothing(self, engine: SearchEngine, typed: str) -> None:
        expected = {f"trattino:{one}" for one in ("unita", "segno", "curva", "spazio", "detta")}
        assert set(self.found(engine, typed)) == expected

    @pytest.mark.parametrize("typed", [*SPELLINGS, "co-progettazioni", "progettare insieme"])
    def test_synonyms_hold_in_every_spelling(self, engine: SearchEngine, typed: str) -> None:
        assert "trattino:detta" in self.found(engine, typed)

    def test_both_halves_of_a_hyphened_pair_are_words(self, engine: SearchEngine) -> None:
        assert set(self.found(engine, "Stato-Regioni")) >= {"intesa:insieme", "intesa:divise"}
        assert self.found(engine, "Stato-Regioni")[0] == "intesa:insieme"

    # --- acronyms and synonyms --------------------------------------------------------------------

    def test_acronyms_both_ways(self, engine: SearchEngine) -> None:
        both = {"sigla:ets", "sigla:estesa"}
        assert both <= set(self.found(engine, "ETS"))
        assert both <= set(self.found(engine, "ets"))
        assert both <= set(self.found(engine, "enti del Terzo settore"))
        assert both <= set(self.found(engine, "ente del terzo settore"))

    def test_what_was_typed_comes_before_its_synonym(self, engine: SearchEngine) -> None:
        found = self.found(engine, "enti del Terzo settore")
        assert found.index("sigla:estesa") < found.index("sigla:ets")

    def test_two_letters_are_an_acronym_in_capitals_only(self, engine: SearchEngine) -> None:
        assert "sigla:amministrazione" in self.found(engine, "PA")
        assert "sigla:amministrazione" not in self.found(engine, "pa")

    def test_synonyms_hold_among_other_words(self, engine: SearchEngine) -> None:
        assert "sigla:ets" in self.found(engine, "gli enti del Terzo settore si cancellano")

    # --- every word -------------------------------------------------------------------------------

    def test_every_word_must_be_there_if_asked(self, engine: SearchEngine) -> None:
        def found(text: str) -> set[str]:
            hits = engine.search(self.plan(text, every_word=True), readers=ANYONE, limit=99).hits
            return {hit.uid.removeprefix("prova.") for hit in hits}

        assert found("orti condivisi") == {"frase:dritta", "frase:rovescia"}
        assert not found("orti argini")
        assert found("ETS registro unico") == {"sigla:ets"}
        assert found("enti del terzo settore registro") == {"sigla:ets", "sigla:estesa"}
        assert "trattino:segno" in found("co-progettazione centro")
        assert found("art. 55 CTS coinvolgimento") == {"articolo:55"}

    # --- did you mean -----------------------------------------------------------------------------

    def test_a_slip_is_corrected_and_the_rest_kept(self, engine: SearchEngine) -> None:
        pieces = self.corrected(engine, "La fideiusione «orti urbani» e il ponte").corretto
        assert "".join(one.testo for one in pieces) == "La fideiussione «orti urbani» e il ponte"
        assert [one.testo for one in pieces if one.corretto] == ["fideiussione"]

    def test_what_was_corrected_is_searched(self, engine: SearchEngine) -> None:
        hits = engine.search(self.corrected(engine, "fidejussione"), readers=ANYONE).hits
        assert [hit.uid for hit in hits] == ["prova.parti:lunga"]

    def test_the_elided_article_is_kept(self, engine: SearchEngine) -> None:
        pieces = self.corrected(engine, "dell’amministazione").corretto
        assert "".join(one.testo for one in pieces) == "dell’amministrazione"

    @pytest.mark.parametrize(
        "typed",
        [
            "fideiussione",
            "fideiussioni svincolate",  # forms that no text has, of words that texts have
            "XYZW fideiussione",
            "1234567",
            "art. 55 CTS",
            "d.lgs. 117/2017 rimborsi",
            "l.r. Toscana 65/2020",
            "ETS",
            "abc",
            "zzzzzzzzzz",
            "",
        ],
    )
    def test_known_words_acronyms_numbers_citations_stay(
        self, engine: SearchEngine, typed: str
    ) -> None:
        assert not self.corrected(engine, typed).corretto

    def test_the_words_offered_are_those_of_texts(self, engine: SearchEngine) -> None:
        words = dict(engine.words())
        assert words["fideiussione"] == 1
        assert words["qualita"] == 2
        assert dict(engine.words("fideius")) == {"fideiussione": 1}

    # --- what is marked ---------------------------------------------------------------------------

    def marked(self, engine: SearchEngine, text: str) -> dict[str, list[str]]:
        """What is marked in the texts of all that is found."""
        plan = self.plan(text)
        highlighter = Highlighter(plan)
        return {
            uid: [
                piece.testo
                for sezione in document.sezioni
                for piece in highlighter.passage(sezione.testo, sezione.segni).pezzi
                if piece.segnato
            ]
            for uid, document in engine.get(
                [hit.uid for hit in engine.search(plan, readers=ANYONE, limit=99).hits],
                readers=ANYONE,
            ).items()
        }

    def test_what_was_found_is_marked_in_the_form_it_has(self, engine: SearchEngine) -> None:
        assert self.marked(engine, "patto")["prova.forma:patti"] == ["patti"]
        assert self.marked(engine, "qualita")["prova.accento:con"] == ["qualità"]
        assert self.marked(engine, "ufficio")["prova.elisione:curva"] == ["ufficio"]
        assert self.marked(engine, "coprogettazione")["prova.trattino:segno"] == [
            "co-progettazione"
        ]
        assert self.marked(engine, "ETS")["prova.sigla:estesa"] == ["ente del Terzo settore"]

    def test_cited_law_is_marked(self, engine: SearchEngine) -> None:
        marked = self.marked(engine, "art. 55 CTS")
        assert marked["prova.capitolo:55"] == ["Si muove dall’articolo citato."]

    def test_what_is_marked_is_plain_text(self, engine: SearchEngine) -> None:
        """Nothing in it is HTML: whoever shows it escapes it."""
        (hit,) = self.results(engine, "«grassetto»").hits
        highlighter = Highlighter(self.plan("«grassetto» script"))
        title = highlighter.marked(hit.document.titolo)
        assert "".join(one.testo for one in title) == hit.document.titolo
        assert [one.testo for one in title if one.segnato] == ["grassetto"]
        shown = format_html_join("", "{}", ((one.testo,) for one in title))
        assert shown == "Tag &lt;b&gt;grassetto&lt;/b&gt; &amp; «virgolette»"
        assert not any(hasattr(one.testo, "__html__") for one in title)

    # --- parts ------------------------------------------------------------------------------------

    def test_parts_lead_into_their_document(self, engine: SearchEngine) -> None:
        results = self.results(engine, "fideiussione svincola")
        assert [hit.uid for hit in results.hits] == ["prova.parti:lunga"]
        assert results.totale == 1
        plan = self.plan("fideiussione svincola")
        parts = engine.sections(plan, ["prova.parti:lunga", "prova.accento:con"], readers=ANYONE)
        assert parts["prova.parti:lunga"] == [1]
        assert not parts.get("prova.accento:con")

    def test_a_document_is_read_back_whole(self, engine: SearchEngine) -> None:
        document = self.results(engine, "fideiussione").hits[0].document
        assert [one.ancora for one in document.sezioni] == ["", "parte-1", "parte-2"]
