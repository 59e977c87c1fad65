"""What an identifier already says of an act or of a decision, so that nobody has to type it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from piattaforma.citazioni import Identificatore, format_id
from piattaforma.citazioni.authorities import authority, is_ministerial, is_regional
from piattaforma.citazioni.courts import conti_section, court
from piattaforma.riferimenti.identificatori import readable

from .vocabolari import Ambito, Genere, TipoPronuncia

_DELLO_STATO = {
    "costituzione": Genere.COSTITUZIONE,
    "legge.costituzionale": Genere.LEGGE_COSTITUZIONALE,
    "legge": Genere.LEGGE,
    "decreto.legge": Genere.DECRETO_LEGGE,
    "decreto.legislativo": Genere.DECRETO_LEGISLATIVO,
    "decreto.del.presidente.della.repubblica": Genere.DPR,
    "decreto.del.presidente.del.consiglio.dei.ministri": Genere.DPCM,
    "decreto.ministeriale": Genere.DECRETO_MINISTERIALE,
    "decreto.interministeriale": Genere.DECRETO_INTERMINISTERIALE,
    "decreto.direttoriale": Genere.DECRETO_DIRETTORIALE,
    "decreto.legislativo.luogotenenziale": Genere.DECRETO_LEGISLATIVO,
    "decreto.legislativo.del.capo.provvisorio.dello.stato": Genere.DECRETO_LEGISLATIVO,
    "regio.decreto": Genere.REGIO_DECRETO,
    "regio.decreto.legge": Genere.REGIO_DECRETO,
    "regio.decreto.legislativo": Genere.REGIO_DECRETO,
}
_MINISTERIALI = {
    "decreto": Genere.DECRETO_MINISTERIALE,
    "decreto.interministeriale": Genere.DECRETO_INTERMINISTERIALE,
    "decreto.direttoriale": Genere.DECRETO_DIRETTORIALE,
}
#: by organ (none: the assembly itself) and type
_REGIONALI = {
    "legge": Genere.LEGGE_REGIONALE,
    "legge.statutaria": Genere.LEGGE_REGIONALE,
    "regolamento": Genere.REGOLAMENTO_REGIONALE,
    "regolamento.giunta": Genere.REGOLAMENTO_REGIONALE,
    "regolamento.consiglio": Genere.REGOLAMENTO_REGIONALE,
    "giunta:deliberazione": Genere.DELIBERA_GIUNTA,
    "consiglio:deliberazione": Genere.DELIBERA_CONSIGLIO,
    "dirigente:decreto": Genere.DECRETO_DIRIGENZIALE,
}
_LOCALI = {
    "regolamento": Genere.REGOLAMENTO_LOCALE,
    "deliberazione": Genere.DELIBERA_LOCALE,
    "delibera": Genere.DELIBERA_LOCALE,
}
#: whoever adopts them
_DI_CHIUNQUE = {
    "circolare": Genere.CIRCOLARE,
    "nota": Genere.NOTA,
    "risposta": Genere.INTERPELLO,
    "interpello": Genere.INTERPELLO,
    "intesa": Genere.INTESA,
    "accordo": Genere.ACCORDO,
    "linee.guida": Genere.LINEE_GUIDA,
    "piano": Genere.PIANO,
    "protocollo": Genere.PROTOCOLLO,
}
_EUROPEI = {"L": Genere.DIRETTIVA_UE, "R": Genere.REGOLAMENTO_UE}
_TOWNS = ("comune.", "provincia.", "citta.metropolitana.", "unione.")
#: first letters of what an ECLI says that a decision is
_TIPI = {
    "SEN": TipoPronuncia.SENTENZA,
    "APLE": TipoPronuncia.SENTENZA,
    "O": TipoPronuncia.ORDINANZA,
    "P": TipoPronuncia.PARERE,
}
_STRANIERE = {"EU:C": "Corte di giustizia UE", "EU:T": "Tribunale UE", "CE:ECHR": "Corte EDU"}


@dataclass(frozen=True, slots=True)
class PropostaAtto:
    """Kind ("" where the identifier does not say), reach and place of an act."""

    genere: str
    ambito: str
    territorio: str = ""


@dataclass(frozen=True, slots=True)
class PropostaDecisione:
    """Court, its seat and type of a decision, "" where the identifier does not say."""

    organo: str
    sede: str
    tipo: str


def propose_act(act: Identificatore) -> PropostaAtto:
    if act.schema == "celex":
        return PropostaAtto(_EUROPEI.get(act.tipo, ""), Ambito.UE)
    office, _, organ = act.autorita.partition(";")
    anyone = _DI_CHIUNQUE.get(act.tipo, "")
    if is_regional(office):
        kind = _REGIONALI.get(f"{organ}:{act.tipo}" if organ else act.tipo, anyone)
        name = authority(office).nome
        provincial = office.startswith("provincia.autonoma.") and not name.startswith("Provincia")
        place = f"Provincia autonoma di {name}" if provincial else name
        return PropostaAtto(kind, Ambito.REGIONE, place)
    if office.startswith(_TOWNS):
        return PropostaAtto(_LOCALI.get(act.tipo, anyone), Ambito.LOCALE, authority(office).nome)
    known = _MINISTERIALI if is_ministerial(office) else _DELLO_STATO
    return PropostaAtto(known.get(act.tipo, anyone), Ambito.STATO)


def is_decision(identifier: Identificatore) -> bool:
    """Whether the register holds it among decisions: what a court gave, or an authority's opinion."""
    office = identifier.autorita.partition(";")[0]
    is_opinion = identifier.tipo in TipoPronuncia.values and not is_regional(office)
    return identifier.is_decisione or (is_opinion and not office.startswith(_TOWNS))


def check_decision(field: str, typed: str) -> None:
    """What stands where a decision is meant is one. Raises ValidationError, under `field`."""
    named = readable(typed)
    if named is not None and not is_decision(named.atto):
        raise ValidationError({field: f"{format_id(named)} è un atto: qui va una decisione."})


def propose_decision(decision: Identificatore) -> PropostaDecisione:
    if not decision.is_decisione:
        kind = decision.tipo if decision.tipo in TipoPronuncia.values else ""
        return PropostaDecisione(authority(decision.autorita).nome, "", kind)
    known = court(decision.autorita)
    name = known.nome if known else _STRANIERE.get(decision.autorita, "")
    if decision.autorita == "IT:CONT":
        section, delibera = conti_section(decision.tipo)
        return PropostaDecisione(name, section, TipoPronuncia.DELIBERA if delibera else "")
    organo, _, seat = name.replace("'", "’").partition(", ")
    kinds = (kind for start, kind in _TIPI.items() if decision.tipo.startswith(start))
    return PropostaDecisione(organo, seat, next(kinds, ""))
