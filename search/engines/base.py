"""The port to a search engine. Whoever answers passes `tests/search/engine_contract.py`.

Engines never read the database and never see what somebody typed: they get documents and plans.
`readers` are the tokens of who asks; whatever bears none of them does not exist for that question,
in hits, totals, facets, completions and similar documents alike.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from ..contract import NO_FILTERS, PERTINENZA, Completion, Document, Filters, Health, Hit, Results
from ..plan import Plan

Readers = frozenset[str]


class SearchUnavailable(Exception):
    """The index cannot answer now; the message is for whoever looks after the site."""


class RebuildNeeded(SearchUnavailable):
    """The index was never built, or was built by another analysis or another shape of documents."""


class WriterBusy(Exception):
    """Somebody else writes this index; what was to be written stays in the outbox."""


class Building(ABC):
    """A generation that grows beside the one in use. Nobody finds anything in it until `swap`."""

    nome: str

    @abstractmethod
    def add(self, documents: Iterable[Document]) -> None:
        """Add documents; of those added twice the last stays."""

    @abstractmethod
    def remove(self, uids: Iterable[str]) -> None: ...

    @abstractmethod
    def swap(self) -> None:
        """Make it the one in use, at once for every process; older ones go away."""


class SearchEngine(ABC):
    """One index of documents."""

    @property
    @abstractmethod
    def nome(self) -> str:
        """As its outbox rows call it: what `SEARCH_ENGINE` calls the engine, a hyphen, which index it is."""

    # --- writing ------------------------------------------------------------------------------------

    @abstractmethod
    def writing(self, *, wait: float = 0) -> AbstractContextManager[None]:
        """Hold the right to write, across processes; `WriterBusy` if it is not free within `wait` seconds."""

    @abstractmethod
    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        """Put documents in the place of those with their uids, and take others away: all or nothing.

        Found by every process when it returns. Whoever calls holds `writing`.
        """

    @abstractmethod
    def building(self) -> AbstractContextManager[Building]:
        """Start a generation beside; left without `swap`, it is as if it had never been.

        One at a time: `WriterBusy` while another is being built. Whoever swaps holds `writing`.
        """

    @abstractmethod
    def in_costruzione(self) -> str:
        """The name of the generation being built by a process that lives; "" if none."""

    # --- asking -------------------------------------------------------------------------------------

    def hurried(self) -> AbstractContextManager[None]:
        """What is asked inside, somebody waits for: `SearchUnavailable` when it takes too long in all."""
        return nullcontext()

    @abstractmethod
    def search(
        self,
        plan: Plan,
        *,
        readers: Readers,
        filters: Filters = NO_FILTERS,
        offset: int = 0,
        limit: int = 10,
        order: str = PERTINENZA,
        facets: Sequence[str] = (),
    ) -> Results:
        """The best documents for a plan, or the newest; ties by `Document.ordine`, the highest first.

        A plan without words finds every document that the filters leave. With `limit` 0 they are
        only counted.
        """

    @abstractmethod
    def sections(
        self, plan: Plan, uids: Sequence[str], *, readers: Readers, each: int = 4
    ) -> Mapping[str, list[int]]:
        """For each of these documents the numbers of the sections that answer best, the best first."""

    @abstractmethod
    def scan(self, plan: Plan, *, readers: Readers, filters: Filters = NO_FILTERS) -> Iterator[str]:
        """The uids of everything found, by `Document.ordine`, the highest first."""

    @abstractmethod
    def get(self, uids: Iterable[str], *, readers: Readers) -> Mapping[str, Document]:
        """Documents by uid, those that readers may find."""

    @abstractmethod
    def at(self, url: str, *, readers: Readers) -> Document | None:
        """The document at an address."""

    @abstractmethod
    def named(self, text: str, *, readers: Readers, limit: int = 5) -> list[Document]:
        """The documents whose title or another name is `text`, but for case, accents and punctuation."""

    @abstractmethod
    def complete(self, text: str, *, readers: Readers, limit: int = 8) -> list[Completion]:
        """Titles and names with words that begin as each typed word; those that begin so themselves first."""

    @abstractmethod
    def similar(self, uid: str, *, readers: Readers, limit: int = 4) -> list[Hit]:
        """Documents that share the telling words of one, best first; not those in which it stands."""

    @abstractmethod
    def words(self, prefix: str = "") -> list[tuple[str, int]]:
        """Exact words of documents open to anyone, with how many have each; no others, ever."""

    @abstractmethod
    def points(self, plan: Plan, uid: str, *, readers: Readers) -> float | None:
        """The points of a document before its weight multiplies them; None if the plan does not find it."""

    # --- looking after ------------------------------------------------------------------------------

    @abstractmethod
    def hashes(self) -> Mapping[str, str]:
        """uid → `Document.impronta` of all that is indexed."""

    @abstractmethod
    def versione(self) -> str:
        """Another text after each change to what is found, whichever process made it."""

    @abstractmethod
    def size(self) -> int:
        """Bytes on disk of the generation in use."""

    @abstractmethod
    def health(self) -> Health:
        """How the index is; `SearchUnavailable` where nobody answers who could say."""
