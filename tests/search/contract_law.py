"""Citations: however law is typed, its record comes first, then what cites it, then the rest."""

import pytest

from search.engines.base import SearchEngine
from tests.search.contract_base import Asking


class LawContract(Asking):
    @pytest.mark.parametrize(
        "typed",
        [
            "art. 55 CTS",
            "art 55 c.t.s.",
            "articolo 55 del codice del Terzo settore",
            "art. 55 d.lgs. 117/2017",
            "art 55 dlgs 117 2017",
            "55 cts",
            "articolo 55 del decreto legislativo 3 luglio 2017, n. 117",
            "D.LGS. 117/2017, ART. 55",
        ],
    )
    def test_an_article_however_it_is_typed(self, engine: SearchEngine, typed: str) -> None:
        """The article, what cites it, the act that it is in and what cites no more than that."""
        found = self.found(engine, typed)
        assert found[0] == "articolo:55"
        assert set(found[1:3]) == {"capitolo:55", "capitolo:comma"}
        assert found.index("capitolo:55") < found.index("capitolo:codice")
        assert "atto:cts" in found
        assert "atto:117-2014" not in found
        assert "articolo:56" not in found

    def test_a_comma_opens_its_article(self, engine: SearchEngine) -> None:
        found = self.found(engine, "art 55 c 3 cts")
        assert found[:3] == ["articolo:55", "capitolo:comma", "capitolo:55"]

    @pytest.mark.parametrize(
        "typed",
        [
            "d.lgs. 117/2017",
            "dlgs 117/17",
            "decreto legislativo 3 luglio 2017, n. 117",
            "decreto legislativo 117 del 2017",
            "Codice del Terzo settore",
            "cts",
        ],
    )
    def test_a_decree_however_it_is_typed(self, engine: SearchEngine, typed: str) -> None:
        found = self.found(engine, typed)
        assert found[0] == "atto:cts"
        assert {"capitolo:55", "capitolo:codice"} <= set(found)
        assert "atto:117-2014" not in found

    @pytest.mark.parametrize(
        ("typed", "record", "citing"),
        [
            ("legge 241/90", "atto:241", "nota:241"),
            ("l. 241/1990", "atto:241", "nota:241"),
            ("art. 118 Cost.", "articolo:118", "nota:118"),
            ("art 118 costituzione", "articolo:118", "nota:118"),
            ("sentenza 131/2020", "decisione:131", "nota:131"),
            ("Corte cost. 131/2020", "decisione:131", "nota:131"),
            ("l.r. Toscana 65/2020", "atto:toscana", "nota:toscana"),
            ("legge regionale 65/2020 Toscana", "atto:toscana", "nota:toscana"),
        ],
    )
    def test_a_norm_before_texts_that_cite_it(
        self, engine: SearchEngine, typed: str, record: str, citing: str
    ) -> None:
        found = self.found(engine, typed)
        assert found[0] == record
        assert citing in found[1:]

    def test_who_cites_no_region_is_found_under_each(self, engine: SearchEngine) -> None:
        assert "nota:regionale" in self.found(engine, "l.r. Toscana 65/2020")

    @pytest.mark.parametrize("typed", ["131/2020", "65/2020", "legge regionale 65/2020"])
    def test_a_doubtful_citation_finds_all_that_it_may_mean(
        self, engine: SearchEngine, typed: str
    ) -> None:
        plan = self.plan(typed)
        assert plan.citazioni[0].candidates
        record = "decisione:131" if typed.startswith("131") else "atto:toscana"
        assert self.found(engine, typed)[0] == record

    def test_a_citation_among_words(self, engine: SearchEngine) -> None:
        found = self.found(engine, "coinvolgimento, art. 55 del d.lgs. 117/2017")
        assert found[0] == "articolo:55"
        assert "capitolo:fumo" not in found[:3]

    def test_words_that_look_like_law_do_not_stand_for_it(self, engine: SearchEngine) -> None:
        """Who says the figures of a citation without citing is not found by it."""
        assert "capitolo:fumo" not in self.found(engine, "art. 55 CTS")

    def test_a_quoted_citation_is_words(self, engine: SearchEngine) -> None:
        assert self.found(engine, "«articolo 118 della Costituzione»") == ["nota:118"]

    def test_parts_that_cite_are_found(self, engine: SearchEngine) -> None:
        plan = self.plan("art. 55 CTS")
        parts = engine.sections(plan, ["prova.capitolo:55"], readers=frozenset({"tutti"}))
        assert parts == {"prova.capitolo:55": [0]}
