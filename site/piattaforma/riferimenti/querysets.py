"""Which acts the contents cite, and which contents cite an act."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from piattaforma.citazioni import Identificatore
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.contents import entries_of, visible_rows
from piattaforma.nucleo.querysets import Reader

from .models import Citazione
from .risolutore import act_slug, resolve


@dataclass
class ChiCita:
    """A content that cites an act, with the parts it cites."""

    url: str
    titolo: str
    partizioni: list[str] = field(default_factory=list)
    ordine: str = ""


@dataclass
class AttoCitato:
    """An act or decision that visible contents cite."""

    identificatore: Identificatore
    slug: str
    titolo: str
    esteso: str
    ufficiale: str
    #: a citation of one of its articles, with the reason an editor gave
    esempio: Citazione | None = None
    schede: list[ChiCita] = field(default_factory=list)

    @property
    def n(self) -> int:
        return len(self.schede)

    @property
    def is_decisione(self) -> bool:
        return self.identificatore.is_decisione


def cited_acts(user: Reader) -> list[AttoCitato]:
    """The acts that what `user` may read cites, the most cited first; two queries in all."""
    citations = Citazione.objects.strutturate().defer("comma", "origine", "zona")
    rows = list(visible_rows(citations, user).order_by("ordine", "pk"))
    sources_shown = entries_of(rows)
    by_act: dict[str, dict[tuple[int, int], list[Identificatore]]] = defaultdict(dict)
    examples: dict[str, Citazione] = {}
    for row in rows:
        if row.articolo and row.perche:
            examples.setdefault(row.atto, row)
        source = (row.content_type_id, row.object_id)
        by_act[row.atto].setdefault(source, []).append(row.id_legge)
    acts = []
    for sources in by_act.values():
        identifier = next(iter(sources.values()))[0].atto
        resolved = resolve([identifier])[str(identifier)]
        act = AttoCitato(
            identificatore=identifier,
            slug=act_slug(identifier),
            titolo=resolved.titolo,
            esteso=resolved.esteso,
            ufficiale=resolved.url,
            esempio=examples.get(identifier.chiave),
        )
        for source, identifiers in sources.items():
            identifiers.sort(key=lambda one: natural(one.partizione))
            parts = [part for one in identifiers if (part := format_partition(one))]
            entry = sources_shown[source]
            who = ChiCita(entry.url, entry.titolo, list(dict.fromkeys(parts)), entry.ordine)
            act.schede.append(who)
        act.schede.sort(key=lambda who: who.ordine)
        acts.append(act)
    return sorted(acts, key=lambda act: (-act.n, act.titolo.lower()))


def natural(partition: str) -> list[tuple[int, str]]:
    """Parts as people count them: art. 9 before art. 11, art. 6 before art. 6-bis."""
    return [(int(number or 0), word) for word, number in re.findall(r"([a-z]+)(\d*)", partition)]
