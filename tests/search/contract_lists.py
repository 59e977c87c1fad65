"""Lists: completion, names, facets, pages, order, similar documents."""

from collections import Counter

import pytest

from search.contract import DATA, FACETS, Document, Filters
from search.engines.base import SearchEngine
from search.plan import TUTTO
from tests.search.contract_base import Asking, filled, short
from tests.search.contract_collection import ANYONE, COLLECTION, document

_SHOWN = ("tipo", "temi", "anno", "stato")


def brute_force(
    documents: list[Document], filters: Filters, facet: str, readers: frozenset[str]
) -> dict[str, int]:
    """Count a facet over these documents as people would: one by one."""
    chosen = filters.but(facet).scelte
    counts: Counter[str] = Counter()
    for one in documents:
        codes = {name: set(one.facce.get(name, ())) for name in FACETS}
        if one.visibilita & readers and all(codes[k] & set(v) for k, v in chosen.items() if v):
            counts.update(codes[facet])
    return dict(counts)


class ListsContract(Asking):
    # --- completion -------------------------------------------------------------------------------

    def completed(self, engine: SearchEngine, text: str) -> list[str]:
        return short(one.uid for one in engine.complete(text, readers=ANYONE))

    def test_completion_by_the_beginning_of_a_word(self, engine: SearchEngine) -> None:
        assert "nome:immobili" in self.completed(engine, "immob")
        assert "nome:guida" in self.completed(engine, "immob")
        assert not self.completed(engine, "mmobili")

    def test_titles_that_begin_so_come_first(self, engine: SearchEngine) -> None:
        assert self.completed(engine, "immob")[0] == "nome:immobili"

    @pytest.mark.parametrize(
        "typed", ["guida immob", "immob guid", "immobili guida affid", "guida all’aff"]
    )
    def test_completion_by_several_words_in_any_order(
        self, engine: SearchEngine, typed: str
    ) -> None:
        assert self.completed(engine, typed) == ["nome:guida"]

    @pytest.mark.parametrize(
        "typed", ["sussidiarietà", "sussidiarieta", "SUSSIDIARIETA'", "sussid"]
    )
    def test_completion_with_and_without_accent(self, engine: SearchEngine, typed: str) -> None:
        assert self.completed(engine, typed)[0] == "glossario:sussidiarieta"

    def test_completion_sees_past_an_elided_article(self, engine: SearchEngine) -> None:
        assert "nome:amministrazione" in self.completed(engine, "amministraz")
        assert "nome:amministrazione" in self.completed(engine, "l’amministraz")

    def test_completion_of_a_title_of_small_words(self, fresh: SearchEngine) -> None:
        """No word of it is searched, and all complete."""
        filled(fresh, [document("nome:piccole", "Per chi e con chi", "")])
        assert self.completed(fresh, "ch") == self.completed(fresh, "per c") == ["nome:piccole"]

    def test_completion_by_other_names(self, engine: SearchEngine) -> None:
        (one,) = engine.complete("rete civ", readers=ANYONE)
        assert (one.testo, one.titolo, one.tipo) == (
            "Rete civica",
            "Amministrazione aperta",
            "glossario",
        )
        assert one.url == "/glossario/rete/"

    @pytest.mark.parametrize("typed", ["responsabilizzaz", "responsabilizzazione"])
    def test_completion_of_long_words(self, engine: SearchEngine, typed: str) -> None:
        assert self.completed(engine, typed) == ["nome:responsabilizzazione"]

    def test_completion_while_the_next_word_begins(self, engine: SearchEngine) -> None:
        """One letter is too little to go by, but it does not take away what was there."""
        assert self.completed(engine, "immobili in") == ["nome:immobili"]
        assert self.completed(engine, "immobili i") == ["nome:immobili", "nome:guida"]
        assert self.completed(engine, "i") == []

    def test_completion_is_as_long_as_asked(self, engine: SearchEngine) -> None:
        assert len(engine.complete("cantiere", readers=ANYONE, limit=5)) == 5

    @pytest.mark.parametrize("typed", ["", "  ", "'", "«»", "\x00", "…"])
    def test_completion_of_nothing(self, engine: SearchEngine, typed: str) -> None:
        assert engine.complete(typed, readers=ANYONE) == []

    # --- names ------------------------------------------------------------------------------------

    @pytest.mark.parametrize("typed", ["Sussidiarietà", "sussidiarieta", "  SUSSIDIARIETÀ. "])
    def test_a_name_typed_whole(self, engine: SearchEngine, typed: str) -> None:
        (one,) = engine.named(typed, readers=ANYONE)
        assert one.uid == "prova.glossario:sussidiarieta"

    def test_a_part_of_a_name_is_no_name(self, engine: SearchEngine) -> None:
        assert engine.named("principio", readers=ANYONE) == []
        assert engine.named("", readers=ANYONE) == []

    def test_who_bears_the_name_is_first(self, engine: SearchEngine) -> None:
        assert self.found(engine, "rete civica")[0] == "glossario:rete"
        assert self.found(engine, "sussidiarietà orizzontale")[0] == "glossario:sussidiarieta"

    def test_the_document_at_an_address(self, engine: SearchEngine) -> None:
        one = engine.at("/nome/immobili/", readers=ANYONE)
        assert one is not None
        assert one.uid == "prova.nome:immobili"
        assert engine.at("/altrove/", readers=ANYONE) is None
        assert engine.at("", readers=ANYONE) is None

    def test_documents_by_uid(self, engine: SearchEngine) -> None:
        """As they were indexed, to the last field."""
        by_uid = {one.uid: one for one in COLLECTION}
        wanted = ["prova.atto:cts", "prova.cantiere:3", "prova.capitolo:55", "prova.nessuna:1"]
        got = engine.get(wanted, readers=ANYONE)
        assert got == {uid: by_uid[uid] for uid in wanted[:-1]}
        everything = [one.uid for one in COLLECTION if one.visibilita & ANYONE]
        assert engine.get(everything, readers=ANYONE).keys() == set(everything)
        assert engine.get([], readers=ANYONE) == {}

    # --- facets -----------------------------------------------------------------------------------

    CHOICES = (
        {},
        {"tipo": ("atti",)},
        {"tipo": ("atti", "schede")},
        {"temi": ("ambiente", "cultura")},
        {"tipo": ("schede",), "temi": ("ambiente",)},
        {"tipo": ("schede", "decisioni"), "temi": ("cultura", "scuola"), "anno": ("2018", "2019")},
        {"stato": ("abrogato",), "anno": ()},
        {"tipo": ("inesistente",)},
    )

    @pytest.mark.parametrize("choices", CHOICES)
    @pytest.mark.parametrize("text", ["cantiere", "ponte", "cantiere -ponte", ""])
    def test_facets_count_as_people_would(
        self, engine: SearchEngine, text: str, choices: dict[str, tuple[str, ...]]
    ) -> None:
        filters = Filters(choices)
        plan = self.plan(text) if text else TUTTO
        results = engine.search(plan, readers=ANYONE, filters=filters, limit=500, facets=_SHOWN)
        matching = [
            one
            for one in COLLECTION
            if not text
            or (
                (
                    one.uid.startswith("prova.cantiere:")
                    and ("ponte" in one.corpo) is not text.endswith("-ponte")
                )
                or (text == "cantiere" and one.uid.startswith("prova.cantiere:"))
            )
        ]
        for facet in _SHOWN:
            assert results.facce[facet] == brute_force(matching, filters, facet, ANYONE), facet
        kept = [
            one.uid
            for one in matching
            if one.visibilita & ANYONE
            and all(set(one.facce.get(k, ())) & set(v) for k, v in choices.items() if v)
        ]
        assert results.totale == len(kept)
        assert sorted(hit.uid for hit in results.hits) == sorted(kept)

    def test_a_facet_is_not_narrowed_by_itself(self, engine: SearchEngine) -> None:
        free = engine.search(self.plan("cantiere"), readers=ANYONE, facets=_SHOWN)
        chosen = engine.search(
            self.plan("cantiere"),
            readers=ANYONE,
            filters=Filters({"tipo": ("atti",)}),
            facets=_SHOWN,
        )
        assert chosen.facce["tipo"] == free.facce["tipo"]
        assert chosen.facce["temi"] != free.facce["temi"]
        assert chosen.totale == free.facce["tipo"]["atti"]

    def test_only_facets_asked_for_are_counted_in_their_order(self, engine: SearchEngine) -> None:
        results = engine.search(self.plan("cantiere"), readers=ANYONE, facets=("anno", "tipo"))
        assert list(results.facce) == ["tipo", "anno"]

    def test_inside_a_document(self, engine: SearchEngine) -> None:
        inside = Filters(dentro="prova.atto:cts")
        hits = self.results(engine, "amministrazioni rimborsi 55", filters=inside).hits
        assert {hit.uid for hit in hits} == {"prova.articolo:55", "prova.articolo:56"}

    # --- pages ------------------------------------------------------------------------------------

    @pytest.mark.parametrize("order", ["pertinenza", DATA])
    def test_pages_never_repeat_and_leave_nothing_out(
        self, engine: SearchEngine, order: str
    ) -> None:
        plan = self.plan("seduta ordinaria")
        pages = [
            engine.search(plan, readers=ANYONE, offset=n, limit=7, order=order).hits
            for n in range(0, 49, 7)
        ]
        uids = [hit.uid for page in pages for hit in page]
        assert len(uids) == len(set(uids)) == 45
        whole = engine.search(plan, readers=ANYONE, limit=100, order=order)
        assert [hit.uid for hit in whole.hits] == uids
        assert whole.totale == 45

    def test_equal_points_are_ordered_by_day(self, engine: SearchEngine) -> None:
        hits = self.results(engine, "seduta ordinaria").hits
        assert len({hit.punti for hit in hits}) == 1
        orders = [hit.document.ordine for hit in hits]
        assert orders == sorted(orders, reverse=True)

    def test_the_newest_first(self, engine: SearchEngine) -> None:
        hits = engine.search(self.plan("cantiere ponte"), readers=ANYONE, limit=99, order=DATA).hits
        days = [hit.document.giorno for hit in hits]
        dated = [day for day in days if day]
        assert dated == sorted(dated, reverse=True)
        assert days[len(dated) :] == [None] * (len(days) - len(dated))

    @pytest.mark.parametrize("text", ["seduta ordinaria", "cantiere", "ponte -cantiere", ""])
    def test_scan_gives_what_pages_give(self, engine: SearchEngine, text: str) -> None:
        plan = self.plan(text) if text else TUTTO
        pages = engine.search(plan, readers=ANYONE, limit=500, order=DATA).hits
        assert list(engine.scan(plan, readers=ANYONE)) == [hit.uid for hit in pages]
        narrowed = Filters({"tipo": ("atti",)})
        assert list(engine.scan(plan, readers=ANYONE, filters=narrowed)) == [
            hit.uid
            for hit in engine.search(
                plan, readers=ANYONE, filters=narrowed, limit=500, order=DATA
            ).hits
        ]

    def test_beyond_the_end_there_is_nothing(self, engine: SearchEngine) -> None:
        results = engine.search(self.plan("cantiere"), readers=ANYONE, offset=500)
        assert results.hits == ()
        assert results.totale > 0

    @pytest.mark.parametrize("order", ["pertinenza", DATA])
    def test_counting_alone(self, engine: SearchEngine, order: str) -> None:
        plan = self.plan("seduta")
        results = engine.search(plan, readers=ANYONE, limit=0, order=order, facets=("tipo",))
        assert (results.hits, results.totale) == ((), 45)
        assert results.facce == {"tipo": {"resoconti": 45}}

    # --- similar ----------------------------------------------------------------------------------

    def test_similar_documents(self, engine: SearchEngine) -> None:
        """Neither itself, nor what stands in it, nor what it stands in."""
        similar = short(hit.uid for hit in engine.similar("prova.simile:uno", readers=ANYONE))
        assert similar[0] == "simile:due"
        assert "simile:uno" not in similar
        assert "simile:figlia" not in similar
        from_inside = short(
            hit.uid for hit in engine.similar("prova.simile:figlia", readers=ANYONE)
        )
        assert "simile:uno" not in from_inside
        assert from_inside[0] == "simile:due"

    def test_nothing_is_similar_to_what_is_not_there(self, engine: SearchEngine) -> None:
        assert engine.similar("prova.nessuna:1", readers=ANYONE) == []

    # --- why --------------------------------------------------------------------------------------

    def test_points_are_explained(self, engine: SearchEngine) -> None:
        plan = self.plan("cantiere")
        (hit, *_) = engine.search(plan, readers=ANYONE).hits
        points = engine.points(plan, hit.uid, readers=ANYONE)
        assert points is not None
        assert points * hit.document.peso == pytest.approx(hit.punti, rel=1e-3)
        assert engine.points(plan, "prova.accento:con", readers=ANYONE) is None
