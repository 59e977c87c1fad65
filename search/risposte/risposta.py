"""What a question is answered with: all that a page, a feed or a list of suggestions shows. No HTTP here."""

import datetime as dt
from dataclasses import dataclass

from piattaforma.nucleo.contents import StatoContenuto

from ..contract import PERTINENZA
from ..highlight import NIENTE, Brano, Pezzo
from ..plan import TUTTO, Plan
from ..planning.correction import Piece

#: Results on a page.
PER_PAGINA = 10


@dataclass(frozen=True, slots=True)
class Sezione:
    """A part of a content found, and the address that leads into it."""

    titolo: tuple[Pezzo, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Trovato:
    """A content found."""

    uid: str
    titolo: tuple[Pezzo, ...]
    url: str
    #: slug of its kind: "schede"
    tipo: str = ""
    #: its kind, then what else stands above the title
    occhiello: tuple[str, ...] = ()
    stato: StatoContenuto | None = None
    giorno: dt.date | None = None
    #: what the day is, as a list says before it; "" where a list does not show it
    detto: str = ""
    brano: Brano = NIENTE
    sezioni: tuple[Sezione, ...] = ()
    #: whether editors put it first for this question, and why
    in_evidenza: bool = False
    perche: str = ""

    @property
    def nome(self) -> str:
        """The title in plain words."""
        return "".join(piece.testo for piece in self.titolo)


@dataclass(frozen=True, slots=True)
class Voce:
    """A value of a facet: how many contents choosing it shows."""

    codice: str
    etichetta: str
    #: None while the numbers are old
    n: int | None
    scelta: bool = False
    #: how deep it stands under other values
    livello: int = 0


@dataclass(frozen=True, slots=True)
class Faccia:
    nome: str
    etichetta: str
    voci: tuple[Voce, ...]

    @property
    def scelte(self) -> int:
        return sum(voce.scelta for voce in self.voci)


@dataclass(frozen=True, slots=True)
class Scelta:
    """A value that the reader chose, as a chip shows it."""

    faccia: str
    codice: str
    etichetta: str


@dataclass(frozen=True, slots=True)
class Correzione:
    """What was searched in the place of what was typed."""

    pezzi: tuple[Piece, ...]

    @property
    def testo(self) -> str:
        return "".join(piece.testo for piece in self.pezzi)


@dataclass(frozen=True, slots=True)
class Conteggio:
    """How many contents of a kind apply a norm: `testo` says both. `url`: where they are."""

    n: int
    testo: str
    url: str


@dataclass(frozen=True, slots=True)
class Lettura:
    """A record that was cited too, or may have been meant."""

    titolo: str
    url: str
    estremi: str = ""


@dataclass(frozen=True, slots=True)
class Carta:
    """The answer itself, above the results: a norm that was cited, or a term of the glossary."""

    #: "norma" or "termine"; "assente" for a norm without a record, "letture" where several may be meant
    genere: str
    #: what stands above: "Hai citato un articolo"
    invito: str
    uid: str
    titolo: str
    url: str
    estremi: str = ""
    stato: StatoContenuto | None = None
    testo: Brano = NIENTE
    chi_applica: tuple[Conteggio, ...] = ()
    #: address of the official text
    ufficiale: str = ""
    #: what of the citation is not there
    avviso: str = ""
    #: what stands before `altre`: "Hai citato anche", "Forse intendevi"
    altre_invito: str = ""
    altre: tuple[Lettura, ...] = ()


@dataclass(frozen=True, slots=True)
class Promosso:
    """A content that editors put first for this question, and why."""

    uid: str
    titolo: str
    url: str
    occhiello: tuple[str, ...] = ()
    perche: str = ""


@dataclass(frozen=True, slots=True)
class Ristretto:
    """The content inside which one searches."""

    uid: str
    titolo: str
    url: str


@dataclass(frozen=True, slots=True)
class Vicina:
    """A word near to one that was typed, how many contents open to anyone have it, and the question with it."""

    parola: str
    n: int
    testo: str


@dataclass(frozen=True, slots=True)
class Apertura:
    """Choices to take away (a facet’s, or the content inside which one searches), and what is found then."""

    #: name of the facet, "dentro" for the content
    faccia: str
    etichette: tuple[str, ...]
    #: None while the numbers are old
    n: int | None


@dataclass(frozen=True, slots=True)
class Suggerimento:
    """A content that begins like a word that was typed."""

    uid: str
    #: the title or the other name that begins so
    testo: str
    titolo: str
    url: str
    tipo: str
    #: its kind, for many: "schede"
    genere: str
    #: what tells it apart where something else took its place: "Edizione 2024 · Edizione superata"
    nota: str = ""


@dataclass(frozen=True, slots=True)
class Vuota:
    """What to offer where nothing is found."""

    aperture: tuple[Apertura, ...] = ()
    inizi: tuple[Suggerimento, ...] = ()
    #: whether only words that say nothing were typed, or only words to leave out
    solo_vuote: bool = False
    solo_escluse: bool = False


@dataclass(frozen=True, slots=True)
class Risposta:
    """Everything about one question."""

    testo: str
    plan: Plan = TUTTO
    ordine: str = PERTINENZA
    totale: int = 0
    pagina: int = 1
    pagine: int = 1
    trovati: tuple[Trovato, ...] = ()
    facce: tuple[Faccia, ...] = ()
    scelte: tuple[Scelta, ...] = ()
    correzione: Correzione | None = None
    #: words that typed ones may be: offered, not searched
    vicine: tuple[Vicina, ...] = ()
    carta: Carta | None = None
    promossi: tuple[Promosso, ...] = ()
    ristretto: Ristretto | None = None
    vuota: Vuota | None = None
    #: whether only the first part of what was typed was read
    tagliato: bool = False
    #: whether the index is behind what the database says: numbers are left out
    in_ritardo: bool = False
    #: whether the index of this machine answered in the place of the engine that did not
    di_riserva: bool = False
    #: whether there is no index to ask just now
    indisponibile: bool = False

    @property
    def primo(self) -> int:
        """The number of the first result of the page."""
        return (self.pagina - 1) * PER_PAGINA + 1

    @property
    def cercato(self) -> bool:
        """Whether there was something to find: words, or choices."""
        return bool(self.testo or self.scelte or self.ristretto)
