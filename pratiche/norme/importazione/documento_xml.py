"""Bytes of an official file → its tree, safely: nothing is fetched, nothing is expanded."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.entities import name2codepoint
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

#: the largest file that is read; the longest codes are of some megabytes
MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 100
MAX_ELEMENTS = 600_000
#: exports of the official site are known to break off at this length
TRUNCATED_UPSTREAM = 1024 * 1024
_ROOTS = ("akomaNtoso", "NIR")
#: elements whose place a later refusal may have to say
_PLACED = frozenset({"meta", "FRBRalias", "urn", "act", "doc", "NIR", "akomaNtoso"})
_NOT_ENDED = frozenset(
    expat.errors.codes[one]
    for one in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_INVALID_TOKEN,
    )
)
_UNBOUND = expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]
_SAID = {
    expat.errors.XML_ERROR_TAG_MISMATCH: "il tag di chiusura non corrisponde a quello aperto",
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "un attributo è ripetuto",
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "c’è un’entità che il file non definisce",
    expat.errors.XML_ERROR_UNBOUND_PREFIX: "c’è un prefisso senza il suo namespace",
    expat.errors.XML_ERROR_UNKNOWN_ENCODING: "la codifica dichiarata non è conosciuta",
    expat.errors.XML_ERROR_INCORRECT_ENCODING: "la codifica dichiarata non è quella del file",
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "c’è altro dopo la fine del documento",
    expat.errors.XML_ERROR_INVALID_TOKEN: "c’è un carattere o un segno che l’XML non ammette",
}
_KNOWN = (
    (b"PK\x03\x04", "è un archivio ZIP: estrai i file e carica quelli XML."),
    (b"%PDF", "è un PDF: serve il file XML (Akoma Ntoso o NIR)."),
)
_XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe<\x00|\xfe\xff\x00<|<\x00|\x00<")


class TestoRifiutato(ValueError):
    """The file is not an act that can be read; `str()` is `name:line: message`, in Italian."""

    __test__ = False  # pytest would collect it: its name begins like a test's

    def __init__(self, nome: str, riga: int, colonna: int, messaggio: str) -> None:
        super().__init__(f"{nome}:{riga}: {messaggio}")
        self.nome = nome
        self.riga = riga
        self.colonna = colonna
        self.messaggio = messaggio


@dataclass(frozen=True, slots=True)
class DocumentoXml:
    """The tree, and the lines and columns at which its identifying elements begin."""

    radice: Element
    posti: dict[Element, tuple[int, int]]


def parse_document(nome: str, data: bytes) -> DocumentoXml:
    """The tree of a file. Raises `TestoRifiutato`, with the place and an Italian message."""
    _check_bytes(nome, data)
    try:
        return _Lettura(nome, data, namespaces=True).document()
    except _PrefissoIgnoto as refusal:
        # NIR files of old take their namespaces from the DTD, which is never fetched.
        try:
            return _Lettura(nome, data, namespaces=False).document()
        except TestoRifiutato:
            raise refusal.refusal from None


def _check_bytes(nome: str, data: bytes) -> None:
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise TestoRifiutato(nome, 1, 1, "il file è vuoto.")
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise TestoRifiutato(nome, 1, 1, f"il file è troppo grande: il limite è di {limit} MB.")
    for start, message in _KNOWN:
        if data.startswith(start):
            raise TestoRifiutato(nome, 1, 1, message)
    if not _XML_START.match(data):
        raise TestoRifiutato(nome, 1, 1, "non è un file XML: non comincia con «<».")


class _PrefissoIgnoto(Exception):
    def __init__(self, refusal: TestoRifiutato) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class _Lettura:
    """One pass of expat over one file."""

    def __init__(self, nome: str, data: bytes, *, namespaces: bool) -> None:
        self._nome, self._data, self._namespaces = nome, data, namespaces
        self._builder = TreeBuilder()
        self._depth = self._elements = 0
        self._closed = False
        self._places: dict[Element, tuple[int, int]] = {}
        self._names: dict[str, str] = {}
        self._parser = self._configured()

    def _configured(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator="}" if self._namespaces else None)
        parser.buffer_text = True
        parser.buffer_size = 65536
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._refuser("dichiara un’entità: non si accettano.")
        parser.UnparsedEntityDeclHandler = self._refuser("dichiara un’entità: non si accettano.")
        parser.ExternalEntityRefHandler = self._external
        parser.SkippedEntityHandler = self._skipped
        return parser

    def document(self) -> DocumentoXml:
        parsed_all = False
        try:
            self._parser.Parse(self._data, False)
            parsed_all = True
            self._parser.Parse(b"", True)
            root = self._builder.close()
        except expat.ExpatError as error:
            raise self._refused(error, at_end=parsed_all) from None
        except TestoRifiutato:
            raise
        except (LookupError, ValueError):
            # an encoding that neither expat nor Python can read a byte at a time
            raise self._refusal("la codifica dichiarata non è conosciuta.") from None
        return DocumentoXml(root, self._places)

    def _refused(self, error: expat.ExpatError, *, at_end: bool) -> Exception:
        if (at_end and error.code in _NOT_ENDED) or self._only_padding(error):
            return self._truncated(error)
        said = _SAID.get(expat.errors.messages[error.code], "la struttura XML è sbagliata")
        refusal = TestoRifiutato(
            self._nome, error.lineno, error.offset + 1, f"il file non è XML ben formato: {said}."
        )
        return _PrefissoIgnoto(refusal) if error.code == _UNBOUND else refusal

    def _only_padding(self, error: expat.ExpatError) -> bool:
        """The file goes on with null bytes alone: its writing was interrupted."""
        rest = self._data[self._parser.ErrorByteIndex :]
        return not self._closed and rest[:1] == b"\0" and not rest.strip(b"\0\r\n ")

    def _truncated(self, error: expat.ExpatError) -> TestoRifiutato:
        said = "il file finisce prima della fine del documento: è troncato."
        if len(self._data) == TRUNCATED_UPSTREAM:
            said += (
                " È lungo esattamente 1 MiB (1.048.576 byte), un difetto noto dell’esportazione:"
                " scarica di nuovo l’atto o chiedi un altro formato."
            )
        return TestoRifiutato(self._nome, error.lineno, error.offset + 1, said)

    def _refusal(self, message: str) -> TestoRifiutato:
        line, column = self._place()
        return TestoRifiutato(self._nome, line, column, message)

    def _place(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _refuser(self, message: str) -> Callable[..., None]:
        def refuse(*_: object) -> None:
            raise self._refusal(message)

        return refuse

    def _doctype(
        self, _name: str, _system: str | None, _public: str | None, has_subset: int
    ) -> None:
        # "<!DOCTYPE NIR SYSTEM …>" is usual and never fetched; a subset of its own is not.
        if has_subset:
            raise self._refusal("il DOCTYPE contiene dichiarazioni interne: non si accettano.")

    def _external(self, *_: object) -> int:
        raise self._refusal("rimanda a un’entità esterna: non si legge nulla fuori dal file.")

    def _skipped(self, name: str, is_parameter: int) -> None:
        """An entity of the DTD that was not fetched: a letter of HTML is known, others are words lost."""
        if is_parameter:
            return
        if name not in name2codepoint:
            raise self._refusal(f"c’è l’entità «&{name[:40]};», che il file non definisce.")
        self._builder.data(chr(name2codepoint[name]))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        tag = self._tag(name)
        local = local_name(tag)
        if self._depth == 1 and local not in _ROOTS:
            raise self._refusal(
                f"la radice è «{local[:40]}»: serve un file Akoma Ntoso o NIR (NormeInRete)."
            )
        if self._depth > MAX_DEPTH:
            raise self._refusal(f"gli elementi sono annidati oltre {MAX_DEPTH} livelli.")
        if self._elements > MAX_ELEMENTS:
            raise self._refusal(f"ci sono più di {MAX_ELEMENTS} elementi.")
        element = self._builder.start(
            tag, {self._tag(key): value for key, value in attributes.items()}
        )
        if local in _PLACED:
            self._places[element] = self._place()

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._closed = self._depth == 0
        self._builder.end(self._tag(name))

    def _tag(self, name: str) -> str:
        """`{namespace}name`, one string for all its occurrences."""
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = "{" + name if "}" in name else name
        return known


def local_name(tag: str) -> str:
    """The name without its namespace, or without its prefix where namespaces are not known."""
    return tag.rpartition("}")[2].rpartition(":")[2]
