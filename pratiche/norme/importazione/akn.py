"""Akoma Ntoso 3.0, as the official site and the Tuscan collection export it → an act."""

from xml.etree.ElementTree import Element

from . import akn_metadati as metadati
from .akn_allegati import read_attachments
from .akn_articoli import walk
from .albero import attribute, child, children, descendants, plain_text
from .articoli import Articoli
from .atto_letto import AttoLetto, CommaLetto, ModificaLetta
from .contesto import Contesto, Luogo
from .date_di_fonte import read_source_date
from .documento_xml import DocumentoXml, TestoRifiutato
from .indirizzo_di_fonte import read_link
from .numero_di_parte import read_number
from .stato import act_state, change_kind, cited
from .testo import read_text

_DOCUMENTS = ("act", "doc", "bill", "statement")


def read_akn(nome: str, document: DocumentoXml) -> AttoLetto:
    """Raises `TestoRifiutato` for a document without a readable identifier."""
    root = child(document.radice, *_DOCUMENTS)
    if root is None:
        raise TestoRifiutato(nome, 1, 1, "il documento Akoma Ntoso non contiene un atto.")
    meta, preface = child(root, "meta"), child(root, "preface")
    act, warnings = metadati.identifier(meta, preface)
    if act is None:
        line, column = document.posti.get(meta if meta is not None else root, (1, 1))
        raise TestoRifiutato(
            nome, line, column, "l’atto non ha un identificatore (urn:nir) che si legga."
        )
    context = Contesto(act, "akn", avvisi=warnings)
    metadati.read_life(meta, context)
    changes = list(
        descendants(child(child(meta, "analysis"), "passiveModifications"), "textualMod")
    )
    context.cercati = {_target(one) for one in changes}
    preamble = _preamble(root, context)
    articles = Articoli(context)
    for body in children(root, "body", "mainBody"):
        for article in walk(body, context, ()):
            articles.add(article)
    annexes = read_attachments(root, context, articles)
    found = articles.done()
    work = metadati.work_of(meta)
    day = attribute(child(work, "FRBRdate"), "date")
    version = metadati.version_day(meta, nome, context.avvisi)
    title = metadati.title_of(meta, preface)
    if not title:
        context.warn("L’atto non ha un titolo.")
    return AttoLetto(
        formato="akn",
        titolo=title,
        identificatore=str(act),
        eli=metadati.alias(work, "eli"),
        codice_redazionale=metadati.codice_redazionale(meta),
        pubblicazione=metadati.publication(meta),
        data=read_source_date(act.data) or read_source_date(day),
        in_vigore=metadati.in_force(preface, meta),
        versione_al=version,
        eventi=tuple(context.eventi.values()),
        modifiche=tuple(_change(one, context) for one in changes),
        preambolo=preamble,
        articoli=found,
        allegati=annexes,
        stato=act_state(found),
        rinvii_illeggibili=context.illeggibili,
        avvisi=tuple(context.avvisi),
    )


def _preamble(root: Element, context: Contesto) -> CommaLetto | None:
    piece = read_text(children(root, "preamble"), context)
    return CommaLetto("", "", piece.testo, piece.rinvii) if piece.testo else None


def _target(change: Element) -> str:
    return attribute(child(change, "destination"), "href").lstrip("#")


def _change(change: Element, context: Contesto) -> ModificaLetta:
    source = read_link(attribute(child(change, "source"), "href").strip("#"))
    words = plain_text(child(change, "new"))
    kind = change_kind(words, attribute(change, "type"), said_by_source=source is not None)
    origin = str(source) if source is not None else ""
    if not origin and kind == "abrogazione":
        origin = cited(words)
    target = _target(change)
    place = context.luoghi.get(target) or _written_place(target, context)
    whole = str(source.atto) if source is not None else origin
    return ModificaLetta(
        tipo=kind,
        articolo=place.articolo,
        comma=place.comma,
        allegato=place.allegato,
        origine=origin,
        data=context.date_of(whole),
    )


def _written_place(target: str, context: Contesto) -> Luogo:
    """A destination that is a part by its own spelling: "#art_4__para_2"."""
    part = read_link("#" + target, context.atto)
    if part is None:
        return Luogo("", "", "", target)
    return Luogo(read_number(part.articolo), read_number(part.comma), "", target)
