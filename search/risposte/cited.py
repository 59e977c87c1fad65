"""What the citations of a question lead to: the records of ours, of what was cited or may be meant."""

from collections.abc import Iterable
from dataclasses import dataclass

from piattaforma.citazioni import Citation, Identificatore, parse_identifier
from piattaforma.riferimenti.risolutore import Risolto, resolve

from ..contract import Document
from ..engines.base import Readers, SearchEngine
from ..plan import Plan
from ..planning.citations import keys_of
from ..planning.tree import CITAZIONI, IDENTITA, Best, Term
from ..planning.typed import Leads, of_the_same_number

#: Readings of what was typed that are looked up, and records that are offered beside one another.
_MOST, OFFERED = 8, 3
#: Records that are read at once: more than any citations may mean.
_READ = 50


@dataclass(frozen=True, slots=True)
class Norma:
    """A norm as it was cited, what it stands for, and its record."""

    identificatore: Identificatore
    risolto: Risolto
    documento: Document


@dataclass(frozen=True, slots=True)
class Citata:
    """What the words cite, before the database says who may see it."""

    #: the records of what was cited; of what may be meant, where `incerta`
    norme: tuple[Norma, ...] = ()
    incerta: bool = False
    #: what was cited for sure and has no record: then `norme` are those of the same number
    assente: tuple[Identificatore, Risolto] | None = None


def cited_in(engine: SearchEngine, plan: Plan, readers: Readers) -> Citata:
    """The citations that have a record, or what may be meant of it; without any, the first sure one."""
    read = readings(plan)
    if not read:
        return Citata()
    answers = resolve(read)
    sure = {key for one in plan.citazioni for key in one.ids}
    norms = _norms(engine, read, answers, readers)
    if norms:
        incerta = str(norms[0].identificatore) not in sure
        alike = [one for one in norms if (str(one.identificatore) not in sure) is incerta]
        return Citata(tuple(alike), incerta)
    for citation in plan.citazioni:
        for key in citation.ids[:1]:
            if answers.get(key) and answers[key].esterno:
                near = [parse_identifier(one) for one in of_the_same_number(citation)][:_MOST]
                others = _norms(engine, near, resolve(near) if near else {}, readers)
                return Citata(tuple(others), assente=(parse_identifier(key), answers[key]))
    return Citata()


def readings(plan: Plan) -> list[Identificatore]:
    """What the citations of a plan may mean, the likeliest first."""
    said = [key for one in plan.citazioni for key in (one.ids or one.candidates)]
    return [parse_identifier(key) for key in dict.fromkeys(said)][:_MOST]


def record_of(
    engine: SearchEngine, identifiers: Iterable[Identificatore], readers: Readers
) -> Document | None:
    """The record of the first of these that has one: an article’s, else its act’s."""
    return next(iter(records_of(engine, identifiers, readers).values()), None)


def records_of(
    engine: SearchEngine, identifiers: Iterable[Identificatore], readers: Readers
) -> dict[str, Document]:
    """The record of each of these that has one: an article’s, else its act’s. The engine is asked once."""
    levels = {str(one): keys_of(str(one))[:2] for one in identifiers}
    if not levels:
        return {}
    asked = dict.fromkeys(key for each in levels.values() for keys in each for key in keys)
    terms = tuple(Term(IDENTITA, key) for key in asked)
    hits = engine.search(Plan(radice=Best(terms)), readers=readers, limit=_READ).hits
    found: dict[str, Document] = {}
    for name, each in levels.items():
        for keys in reversed(each):
            records = (one.document for one in hits if set(keys) & set(one.document.identita))
            if record := next(records, None):
                found[name] = record
                break
    return found


def leads_of(engine: SearchEngine, readers: Readers) -> Leads:
    """Whether a citation leads to something: some content is, or cites, the act that it names."""
    known: dict[tuple[str, ...], bool] = {}

    def leads(citation: Citation) -> bool:
        keys = tuple(dict.fromkeys(key for one in citation.ids for key in keys_of(one)[0]))
        if keys not in known:
            terms = tuple(Term(field, key) for key in keys for field in (IDENTITA, CITAZIONI))
            plan = Plan(radice=Best(terms))
            known[keys] = engine.search(plan, readers=readers, limit=0).totale > 0
        return known[keys]

    return leads


def _norms(
    engine: SearchEngine,
    identifiers: Iterable[Identificatore],
    answers: dict[str, Risolto],
    readers: Readers,
) -> list[Norma]:
    """Those that have a record; those whose article it does not have come last."""
    ours = [one for one in identifiers if not answers[str(one)].esterno and answers[str(one)].url]
    records = records_of(engine, ours, readers)
    found = [
        Norma(one, answers[str(one)], records[str(one)]) for one in ours if str(one) in records
    ]
    return sorted(found, key=lambda one: one.risolto.senza_articolo)
