"""Citations that say less than all: a decision without its kind, a regional law without its region.

They join the one act among those known that they may mean; where there are two, or none, they stay
by themselves.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from piattaforma.citazioni import Identificatore


def join_keys(identifiers: Iterable[Identificatore]) -> dict[str, str]:
    """The join key of what is cited vaguely → the join key of the one act that it means."""
    acts = {identifier.atto for identifier in identifiers}
    known: dict[str, set[Identificatore]] = defaultdict(set)
    for act in acts:
        if vague := _without_what_may_lack(act):
            known[vague.chiave].add(act)
    joined: dict[str, str] = {}
    for act in acts:
        meant = {
            other.chiave for other in known.get(act.chiave, ()) if same_day(act.data, other.data)
        }
        if len(meant) == 1:
            joined[act.chiave] = meant.pop()
    return joined


def vague_key(act: Identificatore) -> str:
    """The join key under which citations name an act that say no kind, region or ministry; "" if none."""
    vague = _without_what_may_lack(act)
    return vague.chiave if vague else ""


def _without_what_may_lack(act: Identificatore) -> Identificatore | None:
    """The act as a citation names it that says no kind, no region or no ministry."""
    if act.schema == "ecli":
        return replace(act, tipo="") if act.tipo else None
    if act.autorita.startswith("regione."):
        return replace(act, autorita="regione")
    if act.autorita.startswith("provincia.autonoma."):
        return replace(act, autorita="provincia.autonoma")
    if act.autorita.startswith("ministero.") and act.tipo == "decreto":
        return replace(act, autorita="stato", tipo="decreto.ministeriale")
    return None


def same_day(one: str, other: str) -> bool:
    """Two days that are both known agree; a year agrees with its days."""
    return one.startswith(other) or other.startswith(one)
