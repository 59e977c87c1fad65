"""Of which kind a citation is, from what it cites."""

from .authorities import is_ministerial, is_regional
from .citation import Kind
from .identificatori import Identificatore


def kind_of(identifier: Identificatore) -> Kind:
    """The kind of an act or a decision; an act of the State where nothing says more."""
    issuer, act_type = identifier.autorita, identifier.tipo
    if identifier.schema == "celex":
        return "case_law" if identifier.numero[0] == "6" else "eu"
    if identifier.schema == "ecli":
        return "case_law"
    if act_type == "costituzione":
        return "constitution"
    if is_regional(issuer):
        return "regional"
    if is_ministerial(issuer) or act_type.startswith(("decreto.minist", "decreto.interminist")):
        return "ministerial"
    if issuer.startswith(("autorita.", "garante.", "agenzia.", "conferenza.")):
        return "authority"
    return "dpcm" if "consiglio.dei.ministri" in act_type else "state"


def is_of_kind(identifier: Identificatore, kind: str) -> bool:
    """Whether an act is of the type that people name so: "l.r.", "d.m.", "d.lgs."."""
    regional = is_regional(identifier.autorita)
    minister = identifier.autorita.startswith("ministero") or "minist" in identifier.tipo
    if kind in {"legge.regionale", "legge.provinciale"}:
        return regional and identifier.tipo == "legge"
    if kind in {"ministeriale", "interministeriale"}:
        return minister
    if kind == "decreto":
        return identifier.tipo.startswith("decreto")
    if kind in {"dpgr", "regolamento.regionale"}:
        return regional and identifier.tipo.startswith("regolamento")
    if kind in {"dgr", "dcr"}:
        body = "giunta" if kind == "dgr" else "consiglio"
        return identifier.autorita.endswith(f";{body}") and identifier.tipo == "deliberazione"
    return not regional and identifier.tipo == kind
