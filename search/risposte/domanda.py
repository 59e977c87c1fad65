"""What a search asks, as its address says it: read from one, and written into the next."""

import re
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from piattaforma.nucleo.querysets import Reader

from ..contract import DATA, FACETS, PERTINENZA
from ..planning.typed import visible
from .questions import MOST_VALUES, ask
from .risposta import PER_PAGINA, Risposta

#: A code of a facet, as those who write documents make them.
_CODE = re.compile(r"[\w.:+~-]{1,80}")
#: "app_label.model_name:pk"
_UID = re.compile(r"[a-z_]{1,40}\.[a-z_]{1,60}:\d{1,18}")


@dataclass(frozen=True)
class Domanda:
    """Words, filters, scope, order, page. What an address says that nobody offers is left out."""

    testo: str = ""
    scelte: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dentro: str = ""
    ordine: str = PERTINENZA
    pagina: int = 1
    #: the words as they are typed, without corrections
    esatta: bool = False

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        chosen = {facet: _codes(query.getlist(facet)) for facet in FACETS}
        scope = query.get("dentro", "")
        return cls(
            testo=visible(query.get("q", "")),
            scelte={facet: codes for facet, codes in chosen.items() if codes},
            dentro=scope if _UID.fullmatch(scope) else "",
            ordine=DATA if query.get("ordine") == DATA else PERTINENZA,
            pagina=_number(query.get("pagina", "")),
            esatta=query.get("esatta") == "1",
        )

    @property
    def quante(self) -> int:
        return sum(len(codes) for codes in self.scelte.values())

    def ask(
        self, user: Reader, *, token: str | None = None, per_page: int = PER_PAGINA
    ) -> Risposta:
        """`token`: the generation token, where it was asked already."""
        return ask(
            self.testo,
            user=user,
            token=token,
            filters=self.scelte,
            dentro=self.dentro,
            page=self.pagina,
            order=self.ordine,
            exact=self.esatta,
            per_page=per_page,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """What the address says, but for the page."""
        said = [("q", self.testo)]
        said += [(facet, code) for facet in FACETS for code in self.scelte.get(facet, ())]
        said += [("dentro", self.dentro), ("esatta", "1" if self.esatta else "")]
        if self.ordine != PERTINENZA:
            said.append(("ordine", self.ordine))
        return [(name, value) for name, value in said if value]

    def url(self, name: str = "search_risultati", *, pagina: int = 1) -> str:
        said = self.pairs() + ([("pagina", str(pagina))] if pagina > 1 else [])
        return reverse(name) + ("?" + urlencode(said) if said else "")

    def but(self, **changes: object) -> Self:
        """The first page of the same search with changes."""
        return replace(self, **{"pagina": 1, **changes})  # type: ignore[arg-type]

    def as_answered(self, answer: Risposta) -> Self:
        """With the choices that were understood: an address may name what there is not."""
        if answer.indisponibile:
            return self
        chosen: dict[str, tuple[str, ...]] = {}
        for one in answer.scelte:
            chosen[one.faccia] = (*chosen.get(one.faccia, ()), one.codice)
        return replace(self, scelte=chosen)

    def without(self, facet: str, code: str) -> Self:
        left = tuple(one for one in self.scelte.get(facet, ()) if one != code)
        chosen = {k: v for k, v in self.scelte.items() if k != facet}
        return self.but(scelte=chosen | {facet: left} if left else chosen)


def _codes(values: list[str]) -> tuple[str, ...]:
    codes = dict.fromkeys(value for value in values if _CODE.fullmatch(value))
    return tuple(codes)[:MOST_VALUES]


def _number(value: str) -> int:
    return max(int(value), 1) if re.fullmatch(r"[0-9]{1,4}", value) else 1
