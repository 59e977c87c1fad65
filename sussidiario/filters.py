"""The filters of an edition's index: instrument, phase, topic, addressee; addresses that can be shared."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from piattaforma.nucleo.models import Termine

#: parameter of the address → vocabulary, label
FILTRI = {
    "strumento": (Termine.Vocabolario.STRUMENTI, "Strumento"),
    "fase": (Termine.Vocabolario.FASI, "Fase"),
    "tema": (Termine.Vocabolario.TEMI, "Tema"),
    "destinatario": (Termine.Vocabolario.DESTINATARI, "Per chi"),
}


class FiltroSchede:
    """Reads the address. A value that no scheda has is dropped: the whole list is better than none."""

    def __init__(self, data: QueryDict, terms: dict[int, list[Termine]]) -> None:
        self.terms = terms
        self.valori = {
            name: code
            for name in FILTRI
            if (code := data.get(name, "")) and code in self._labels(name)
        }

    def keeps(self, terms: list[Termine], *, but: str = "") -> bool:
        """Whether a scheda with these terms is shown; `but`: as if that filter were not there."""
        return all(
            any(t.vocabolario == FILTRI[name][0] and t.codice == code for t in terms)
            for name, code in self.valori.items()
            if name != but
        )

    def groups(self) -> list[dict[str, Any]]:
        return [
            {
                "nome": name,
                "etichetta": label,
                "voci": [
                    {
                        "codice": code,
                        "etichetta": text,
                        "n": self._count(name, code),
                        "scelta": self.valori.get(name) == code,
                    }
                    for code, text in self._labels(name).items()
                ],
            }
            for name, (_, label) in FILTRI.items()
        ]

    def active(self, here: str) -> list[dict[str, str]]:
        """Each filter in force with the address that removes it."""
        chips = []
        for name, code in self.valori.items():
            rest = {k: v for k, v in self.valori.items() if k != name}
            chips.append(
                {
                    "etichetta": self._labels(name)[code],
                    "url": here + ("?" + urlencode(rest) if rest else ""),
                }
            )
        return chips

    def _labels(self, name: str) -> dict[str, str]:
        vocabolario = FILTRI[name][0]
        found = {t for terms in self.terms.values() for t in terms if t.vocabolario == vocabolario}
        return {t.codice: t.etichetta for t in sorted(found, key=lambda t: (t.ordine, t.etichetta))}

    def _count(self, name: str, code: str) -> int:
        """How many schede this choice would show, with the other filters in force."""
        vocabolario = FILTRI[name][0]
        return sum(
            any(t.vocabolario == vocabolario and t.codice == code for t in terms)
            for terms in self.terms.values()
            if self.keeps(terms, but=name)
        )
