"""Types of acts: how house style abbreviates them and what they are in an address."""

from dataclasses import dataclass

from .authorities import is_conference, is_ministerial, is_provincial, is_regional
from .identificatori import Identificatore


@dataclass(frozen=True, slots=True)
class TipoAtto:
    """`legame` is what joins it to its authority in a sentence: "in", "del"; a comma where the
    authority goes first."""

    abbreviazione: str
    slug: str
    legame: str = ""


STATE = {
    "legge": TipoAtto("l.", "l"),
    "legge.costituzionale": TipoAtto("l. cost.", "l-cost"),
    "decreto.legge": TipoAtto("d.l.", "dl"),
    "decreto.legislativo": TipoAtto("d.lgs.", "dlgs"),
    "decreto.legislativo.luogotenenziale": TipoAtto("d.lgs. lgt.", "dlgs-lgt"),
    "decreto.legislativo.del.capo.provvisorio.dello.stato": TipoAtto("d.lgs. C.P.S.", "dlgs-cps"),
    "decreto.del.capo.provvisorio.dello.stato": TipoAtto("d.C.P.S.", "dcps"),
    "decreto.luogotenenziale": TipoAtto("decreto luogotenenziale", "dlgt"),
    "regio.decreto": TipoAtto("r.d.", "rd"),
    "regio.decreto.legge": TipoAtto("r.d.l.", "rdl"),
    "regio.decreto.legislativo": TipoAtto("r.d.lgs.", "rdlgs"),
    "decreto.del.presidente.della.repubblica": TipoAtto("d.P.R.", "dpr"),
    "decreto.del.presidente.del.consiglio.dei.ministri": TipoAtto("d.P.C.M.", "dpcm"),
    "ordinanza.del.presidente.del.consiglio.dei.ministri": TipoAtto("O.P.C.M.", "opcm"),
    "decreto.ministeriale": TipoAtto("D.M.", "dm"),
    "decreto.interministeriale": TipoAtto("D.I.", "di"),
    "decreto.direttoriale": TipoAtto("D.D.", "dd"),
}
MINISTERIAL = {
    "decreto": TipoAtto("D.M.", "dm"),
    "decreto.interministeriale": TipoAtto("D.I.", "di"),
    "decreto.direttoriale": TipoAtto("D.D.", "dd"),
    "circolare": TipoAtto("circolare", "circ", "del"),
    "nota": TipoAtto("nota", "nota", "del"),
}
CONFERENCE = {
    "intesa": TipoAtto("intesa", "intesa", "in"),
    "accordo": TipoAtto("accordo", "accordo", "in"),
}
AGENCY = {
    "circolare": TipoAtto("circolare", "circ", ","),
    "risoluzione": TipoAtto("risoluzione", "ris", ","),
    "risposta": TipoAtto("risposta a interpello", "risposta", ","),
}
REGIONAL = {
    "legge": TipoAtto("l.r.", "lr"),
    "legge.statutaria": TipoAtto("l. stat.", "ls"),
    "regolamento": TipoAtto("reg. reg.", "rr"),
    "regolamento.giunta": TipoAtto("reg. reg.", "rg"),
    "regolamento.consiglio": TipoAtto("reg. cons. reg.", "rc"),
    "giunta:deliberazione": TipoAtto("d.g.r.", "dgr"),
    "consiglio:deliberazione": TipoAtto("d.c.r.", "dcr"),
    "giunta:decreto.presidente": TipoAtto("d.p.g.r.", "dpgr"),
    "dirigente:decreto": TipoAtto("d.d.r.", "ddr"),
}
PROVINCIAL = {
    "legge": TipoAtto("l.p.", "lp"),
    "regolamento": TipoAtto("reg. prov.", "rp"),
    "giunta:deliberazione": TipoAtto("d.g.p.", "dgp"),
    "consiglio:deliberazione": TipoAtto("d.c.p.", "dcp"),
}


def type_of(identifier: Identificatore) -> TipoAtto | None:
    """How the type of an act is written, for who adopts it; None where house style has no word."""
    issuer, _, organ = identifier.autorita.partition(";")
    if issuer == "stato":
        known = STATE
    elif is_ministerial(issuer):
        known = MINISTERIAL
    elif is_conference(issuer):
        known = CONFERENCE
    elif issuer == "agenzia.entrate":
        known = AGENCY
    elif is_provincial(issuer):
        known = PROVINCIAL
    elif is_regional(issuer):
        known = REGIONAL
    else:
        return None
    return known.get(f"{organ}:{identifier.tipo}" if organ else identifier.tipo)
