"""The keys under which documents that are, or cite, a norm are found. Pure.

A key is the join key of an act, then "~" and its article, then "~" and the comma. Who cites a comma
cites its article and its act too.
"""

from piattaforma.citazioni import parse_identifier
from piattaforma.riferimenti.chiavi import vague_key


def keys_of(identifier: str) -> list[tuple[str, ...]]:
    """For the act, its article, its comma, as far as the identifier goes: the keys of each.

    An act may be cited without its region, ministry or kind: under that key too.
    """
    one = parse_identifier(identifier)
    acts = tuple(key for key in (one.chiave, vague_key(one.atto)) if key)
    levels = [acts]
    if one.articolo:
        levels.append(tuple(f"{act}~{one.articolo}" for act in acts))
        if one.comma:
            levels.append(tuple(f"{act}~{one.articolo}~{one.comma}" for act in acts))
    return levels


def record_keys(identifier: str) -> tuple[str, ...]:
    """The keys of the record that an identifier opens: an article’s, else an act’s; a comma has none."""
    return keys_of(identifier)[:2][-1][:1]


def cited_keys(identifier: str) -> tuple[str, ...]:
    """All keys that whoever cites `identifier` is found under, the vague ones as they were cited."""
    return tuple(level[0] for level in keys_of(identifier))
