"""An index compared with the database: what is missing, what is old, what is too much."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from piattaforma.nucleo.contents import Contenuto, content_of

from .engines import local_engine
from .engines.base import SearchEngine, SearchUnavailable
from .indexing import PAZIENZA, drain, rebuild
from .indice.listeners import follows
from .indice.outbox import rows_of, write_rows
from .indice.reading import PASSO, batches, readable
from .uids import key_of, uid_of


@dataclass(frozen=True)
class Confronto:
    """uids, sorted. What waits in the outbox differs, and nothing is amiss."""

    mancanti: tuple[str, ...] = ()
    vecchi: tuple[str, ...] = ()
    di_troppo: tuple[str, ...] = ()
    #: why the index does not answer, for whoever looks after the site
    guasto: str = ""

    @property
    def tutti(self) -> tuple[str, ...]:
        return self.mancanti + self.vecchi + self.di_troppo

    @property
    def uguali(self) -> bool:
        return not self.tutti and not self.guasto


def check(engine: SearchEngine | None = None, *, repair: bool = False) -> Confronto:
    """What an index, this machine's if none is named, has otherwise than the database.

    With `repair`, it is put right afterwards.
    """
    engine = engine or local_engine()
    try:
        if (state := engine.health().stato) != "ok":
            found = Confronto(guasto=f"L’indice è {state}.")
        elif not follows(engine.nome):
            found = Confronto(guasto="L’indice non ha seguito i cambiamenti: va ricostruito.")
        else:
            found = _compare(engine)
    except SearchUnavailable as exc:
        found = Confronto(guasto=str(exc))
    if repair and found.guasto:
        rebuild(engine)
    elif repair and found.tutti:
        _repair(engine, found.tutti)
    return found


def _compare(engine: SearchEngine) -> Confronto:
    indexed = engine.hashes()
    wanted = {one.uid: one.impronta for some in batches(engine.nome) for one in some}
    suspects = _differing(indexed, wanted)
    if suspects:
        # Looked at again: what changed while one looked is no difference.
        indexed = engine.hashes()
        wanted = _wanted(suspects, engine.nome)
        suspects &= _differing(indexed, wanted) - _waiting(engine)
    return Confronto(
        mancanti=tuple(sorted(uid for uid in suspects if uid not in indexed)),
        vecchi=tuple(sorted(uid for uid in suspects if uid in indexed and uid in wanted)),
        di_troppo=tuple(sorted(uid for uid in suspects if uid not in wanted)),
    )


def _differing(indexed: Mapping[str, str], wanted: Mapping[str, str]) -> set[str]:
    return {uid for uid in {*indexed, *wanted} if indexed.get(uid) != wanted.get(uid)}


def _wanted(uids: Iterable[str], index: str) -> dict[str, str]:
    """uid → hash of the documents that some uids name now."""
    contents, _ = _contents_of(uids)
    return {
        one.uid: one.impronta
        for contenuto, keys in contents.items()
        if contenuto.si_cerca
        for start in range(0, len(keys), PASSO)
        for one in readable(contenuto, keys[start : start + PASSO], index)
    }


def _waiting(engine: SearchEngine) -> set[str]:
    """The uids of what is still to be read."""
    rows = rows_of(engine.nome).order_by().values_list("content_type", "object_id").distinct()
    models = ((ContentType.objects.get_for_id(key).model_class(), number) for key, number in rows)
    return {uid_of(model, number) for model, number in models if model is not None}


def _repair(engine: SearchEngine, uids: Iterable[str]) -> None:
    contents, unknown = _contents_of(uids)
    for contenuto, keys in contents.items():
        # Not `enqueue`: what search leaves out from today on must go too.
        write_rows(contenuto, keys, only=engine.nome)
    drain(engine, wait=PAZIENZA)
    if unknown:
        with engine.writing(wait=PAZIENZA):
            engine.update([], removed=unknown)


def _contents_of(uids: Iterable[str]) -> tuple[dict[Contenuto, list[int]], list[str]]:
    """What some uids name, and those that name no content of this site."""
    contents: dict[Contenuto, list[int]] = {}
    unknown: list[str] = []
    for uid in sorted(uids):
        try:
            model, key = key_of(uid)
        except (LookupError, ValueError):
            unknown.append(uid)
            continue
        contenuto = content_of(model)
        if contenuto is None:
            unknown.append(uid)
        else:
            contents.setdefault(contenuto, []).append(key)
    return contents, unknown
