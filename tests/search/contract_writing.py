"""Writing: what is put, replaced, taken away and built anew is found so at once."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from search.contract import Document
from search.engines.base import RebuildNeeded, SearchEngine, WriterBusy
from search.plan import TUTTO
from tests.search.contract_base import Asking, filled
from tests.search.contract_collection import ANYONE, COLLECTION, document

ONE = document("uno:1", "Il fanale", "Il fanale illumina il molo.", "Ogni notte.")
TWO = document("due:2", "La diga", "La diga ferma le onde.")


def written(
    engine: SearchEngine, documents: Iterable[Document], removed: Iterable[str] = ()
) -> None:
    with engine.writing(wait=5):
        engine.update(documents, removed)


class WritingContract(Asking):
    def all_uids(self, engine: SearchEngine) -> list[str]:
        return sorted(engine.scan(TUTTO, readers=ANYONE))

    def test_an_index_never_built_says_so(self, fresh: SearchEngine) -> None:
        with pytest.raises(RebuildNeeded):
            fresh.search(self.plan("fanale"), readers=ANYONE)
        assert fresh.health().stato == "vuoto"

    def test_what_was_put_is_found(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE])
        assert self.found(fresh, "onde") == []
        written(fresh, [TWO])
        assert self.found(fresh, "onde") == ["due:2"]
        assert fresh.health().stato == "ok"
        assert fresh.health().documenti == 2

    def test_what_was_replaced_is_found_as_it_is(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE, TWO])
        after = document("uno:1", "La boa", "Una boa sul molo.", temi=["mare"])
        written(fresh, [after])
        assert self.found(fresh, "fanale") == []
        assert self.found(fresh, "boa") == ["uno:1"]
        assert fresh.named("Il fanale", readers=ANYONE) == []
        assert fresh.complete("fanale", readers=ANYONE) == []
        words = dict(fresh.words())
        assert "fanale" not in words
        assert words["boa"] == 1
        assert fresh.get(["prova.uno:1"], readers=ANYONE) == {"prova.uno:1": after}
        assert (
            fresh.sections(self.plan("notte"), ["prova.uno:1"], readers=ANYONE).get(
                "prova.uno:1", []
            )
            == []
        )

    def test_what_was_taken_away_is_nowhere(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE, TWO])
        written(fresh, [], ["prova.uno:1", "prova.mai:stato"])
        assert self.all_uids(fresh) == ["prova.due:2"]
        assert self.found(fresh, "fanale molo") == []
        assert "fanale" not in dict(fresh.words())
        assert fresh.hashes().keys() == {"prova.due:2"}

    def test_what_was_closed_is_gone_for_anyone(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE, TWO])
        written(fresh, [replace(ONE, visibilita=frozenset({"1"}))])
        assert self.all_uids(fresh) == ["prova.due:2"]
        assert "fanale" not in dict(fresh.words())
        assert self.found(fresh, "fanale", readers=frozenset({"1"})) == ["uno:1"]

    def test_of_those_put_twice_the_last_stays(self, fresh: SearchEngine) -> None:
        filled(fresh, [])
        written(fresh, [ONE, replace(ONE, titolo="Il fanale nuovo")])
        assert self.all_uids(fresh) == ["prova.uno:1"]
        assert fresh.get(["prova.uno:1"], readers=ANYONE)["prova.uno:1"].titolo == "Il fanale nuovo"

    def test_all_or_nothing(self, fresh: SearchEngine) -> None:
        """A document that cannot be made takes with it what was to be put and taken away."""
        filled(fresh, [ONE])

        def failing() -> Iterable[Document]:
            yield TWO
            raise LookupError

        with pytest.raises(LookupError):
            written(fresh, failing(), ["prova.uno:1"])
        assert self.all_uids(fresh) == ["prova.uno:1"]
        written(fresh, [TWO])
        assert self.all_uids(fresh) == ["prova.due:2", "prova.uno:1"]

    def test_hashes_tell_what_changed(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE, TWO])
        assert fresh.hashes() == {one.uid: one.impronta for one in (ONE, TWO)}
        changed = replace(TWO, sommario="Cambiata.")
        written(fresh, [changed])
        assert fresh.hashes()[TWO.uid] == changed.impronta != TWO.impronta

    def test_each_change_makes_another_version(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE])
        versions = [fresh.versione()]
        for change in (lambda: written(fresh, [TWO]), lambda: filled(fresh, [ONE])):
            assert fresh.versione() == versions[-1]
            change()
            versions.append(fresh.versione())
        assert len(set(versions)) == 3

    # --- a generation beside ----------------------------------------------------------------------

    def test_a_generation_beside_is_seen_when_it_is_swapped(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE])
        before = fresh.health().generazione
        with fresh.building() as building:
            building.add([TWO])
            assert fresh.in_costruzione() == building.nome
            assert self.all_uids(fresh) == ["prova.uno:1"]
            with fresh.writing(wait=5):
                building.swap()
        assert self.all_uids(fresh) == ["prova.due:2"]
        assert fresh.in_costruzione() == ""
        assert fresh.health().generazione not in {"", before}

    def test_what_changed_meanwhile_is_replayed(self, fresh: SearchEngine) -> None:
        """Added again, the last stays; removed, it is not there; others are as they were added."""
        filled(fresh, [ONE, TWO])
        three = document("tre:3", "Il molo", "Il molo resta.")
        with fresh.building() as building:
            building.add([ONE, TWO, three])
            newer = replace(ONE, titolo="Il fanale acceso")
            written(fresh, [newer], ["prova.due:2"])
            building.add([newer])
            building.remove(["prova.due:2"])
            with fresh.writing(wait=5):
                building.swap()
        assert self.all_uids(fresh) == ["prova.tre:3", "prova.uno:1"]
        assert fresh.hashes()[ONE.uid] == newer.impronta

    def test_a_generation_left_is_as_if_it_had_never_been(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE])

        def failing() -> None:
            with fresh.building() as building:
                building.add([TWO])
                raise LookupError

        with pytest.raises(LookupError):
            failing()
        assert self.all_uids(fresh) == ["prova.uno:1"]
        assert fresh.in_costruzione() == ""
        with fresh.building() as building:
            building.add([TWO])
        assert self.all_uids(fresh) == ["prova.uno:1"]

    def test_one_generation_at_a_time(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE])
        with fresh.building(), pytest.raises(WriterBusy), fresh.building():
            pass

    def test_one_writer_at_a_time(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE])
        with fresh.writing(), pytest.raises(WriterBusy), fresh.writing():
            pass
        with fresh.writing():
            pass

    def test_what_it_takes_on_disk(self, fresh: SearchEngine) -> None:
        filled(fresh, [ONE])
        little = fresh.size()
        filled(fresh, COLLECTION)
        assert fresh.size() > 2 * little > 0

    def test_an_empty_index_answers(self, fresh: SearchEngine) -> None:
        filled(fresh, [])
        assert self.found(fresh, "fanale") == []
        assert list(fresh.scan(TUTTO, readers=ANYONE)) == []
        assert fresh.words() == []
        assert fresh.hashes() == {}
        results = fresh.search(TUTTO, readers=ANYONE, facets=("tipo",))
        assert (results.totale, results.facce) == (0, {"tipo": {}})
        assert fresh.complete("fanale", readers=ANYONE) == []
        assert fresh.health().documenti == 0
