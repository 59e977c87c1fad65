"""The filters of the lists of the register: kept in the address, with the count that each would give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

Riga = TypeVar("Riga")


@dataclass(frozen=True, slots=True)
class Filtro(Generic[Riga]):
    """One filter: which values (code → label) a row has. `ordine`: how its choices are sorted."""

    nome: str
    etichetta: str
    valori: Callable[[Riga], dict[str, str]]
    ordine: Callable[[str], Any] | None = None


class Filtri(Generic[Riga]):
    """Reads the address. A value that no row has is dropped: the whole list is better than none."""

    def __init__(
        self, data: QueryDict, rows: Sequence[Riga], filtri: Sequence[Filtro[Riga]]
    ) -> None:
        self._rows, self._filtri = rows, filtri
        self._has = {f.nome: [f.valori(row) for row in rows] for f in filtri}
        self._labels = {f.nome: self._labels_of(f) for f in filtri}
        self.valori = {
            f.nome: code
            for f in filtri
            if (code := data.get(f.nome, "")) and code in self._labels[f.nome]
        }

    def _labels_of(self, filtro: Filtro[Riga]) -> dict[str, str]:
        found: dict[str, str] = {}
        for values in self._has[filtro.nome]:
            found |= values
        order = filtro.ordine or (lambda code: found[code].lower())
        return {code: found[code] for code in sorted(found, key=order)}

    def shown(self) -> list[Riga]:
        return [row for place, row in enumerate(self._rows) if self._keeps(place)]

    def _keeps(self, place: int, *, but: str = "") -> bool:
        return all(
            code in self._has[name][place] for name, code in self.valori.items() if name != but
        )

    def groups(self) -> list[dict[str, Any]]:
        """Each filter with its choices, and how many rows each would show with the others in force."""
        return [
            {"nome": f.nome, "etichetta": f.etichetta, "voci": self._choices(f.nome)}
            for f in self._filtri
            if self._labels[f.nome]
        ]

    def _choices(self, name: str) -> list[dict[str, Any]]:
        counts = dict.fromkeys(self._labels[name], 0)
        for place in range(len(self._rows)):
            if self._keeps(place, but=name):
                for code in self._has[name][place]:
                    counts[code] += 1
        chosen = self.valori.get(name)
        return [
            {"codice": code, "etichetta": label, "n": counts[code], "scelta": code == chosen}
            for code, label in self._labels[name].items()
        ]

    def active(self, here: str) -> list[dict[str, str]]:
        """Each filter in force, with the address that removes it."""
        chips = []
        for name, code in self.valori.items():
            rest = {k: v for k, v in self.valori.items() if k != name}
            chips.append({"etichetta": self._labels[name][code], "url": here + self._query(rest)})
        return chips

    def context(self, here: str) -> dict[str, Any]:
        """What `componenti/filtri.html` and `componenti/pagine.html` read."""
        return {
            "filtri": self.groups(),
            "filtri_attivi": self.active(here),
            "togli_tutti": here if len(self.valori) > 1 else "",
            "query": self._query(self.valori),
        }

    def _query(self, values: dict[str, str]) -> str:
        return "?" + urlencode(values) if values else ""
