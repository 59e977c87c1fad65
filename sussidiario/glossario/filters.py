"""The filters of the glossary's index: a topic, and words; addresses that can be shared."""

from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import QueryDict

from piattaforma.lingua import fold
from piattaforma.nucleo.models import Termine

from ..models import VoceGlossario
from .etichette import Etichetta, Etichette, same_label

#: Longest words that are looked for.
CERCA_MAX = 100


class FiltroVoci:
    """Reads the address. A topic that no voice has is dropped: the whole list is better than none."""

    def __init__(
        self, data: QueryDict, voices: list[VoceGlossario], topics: Mapping[int, list[Termine]]
    ) -> None:
        self._voices, self._topics = voices, topics
        self.q = " ".join(data.get("q", "").split())[:CERCA_MAX]
        tema = data.get("tema", "")
        self.tema = tema if tema in self._labels() else ""
        #: the voices that the words alone keep
        self.con_parole = self._saying() if self.q else voices

    def shown(self) -> list[VoceGlossario]:
        """The voices that words and topic keep."""
        if not self.tema:
            return self.con_parole
        return [
            voce
            for voce in self.con_parole
            if any(topic.codice == self.tema for topic in self._topics[voce.pk])
        ]

    def _saying(self) -> list[VoceGlossario]:
        """Those called so, in any form, and those whose definition has the words."""
        named = Etichette(
            Etichetta(label, voce.codice)
            for voce in self._voices
            for label in (voce.termine, *voce.elenco_sinonimi)
        )
        codes = {found.codice for found in named.find(self.q)}
        key, words = same_label(self.q), fold(self.q.replace("’", "'")).casefold()
        return [
            voce
            for voce in self._voices
            if voce.codice in codes
            or any(key and key in same_label(x) for x in (voce.termine, *voce.elenco_sinonimi))
            or words in fold(voce.definizione.replace("’", "'")).casefold()
        ]

    def topics(self) -> list[dict[str, object]]:
        """The choices, each with how many voices it would show with the words in force."""
        counts = Counter(t.codice for voce in self.con_parole for t in self._topics[voce.pk])
        return [
            {"codice": code, "etichetta": label, "n": counts[code], "scelta": code == self.tema}
            for code, label in self._labels().items()
        ]

    def active(self, here: str) -> list[dict[str, str]]:
        """Each filter in force with the address that removes it."""
        chips = []
        if self.q:
            chips.append({"etichetta": f"«{self.q}»", "url": self._address(here, tema=self.tema)})
        if self.tema:
            label = self._labels()[self.tema]
            chips.append({"etichetta": label, "url": self._address(here, q=self.q)})
        return chips

    def without_topic(self, here: str) -> str:
        return self._address(here, q=self.q)

    def _address(self, here: str, **values: str) -> str:
        kept = {name: value for name, value in values.items() if value}
        return here + ("?" + urlencode(kept) if kept else "")

    def _labels(self) -> dict[str, str]:
        found = {topic for voce in self._voices for topic in self._topics[voce.pk]}
        ordered = sorted(found, key=lambda t: (t.ordine, t.etichetta))
        return {t.codice: t.etichetta for t in ordered}
