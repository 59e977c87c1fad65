"""What is known of the act while its parts are read, and what is noted along the way."""

from dataclasses import dataclass, field, replace
from datetime import date
from xml.etree.ElementTree import Element

from piattaforma.citazioni import Identificatore

from .albero import attribute
from .atto_letto import EventoLetto, StatoLetto
from .indirizzo_di_fonte import read_link, read_range


@dataclass(frozen=True, slots=True)
class Luogo:
    """Where in the act something is."""

    articolo: str
    comma: str
    allegato: str
    eid: str


@dataclass(slots=True)
class Contesto:
    """One reading; `avvisi` are Italian, for the person who imports."""

    atto: Identificatore
    formato: str
    eventi: dict[str, EventoLetto] = field(default_factory=dict)
    #: period of an element (`tg1`) → the events that begin and end it
    periodi: dict[str, tuple[str, str]] = field(default_factory=dict)
    allegato: str = ""
    illeggibili: int = 0
    superati: int = 0
    avvisi: list[str] = field(default_factory=list)
    #: elements that the changes point at, and where each was met
    cercati: set[str] = field(default_factory=set)
    luoghi: dict[str, Luogo] = field(default_factory=dict)

    def warn(self, message: str) -> None:
        if message not in self.avvisi:
            self.avvisi.append(message)

    def links_of(self, element: Element) -> tuple[str, ...]:
        """What a citation in the text points at; one that does not read is counted."""
        own = replace(self.atto, annesso=self.allegato)
        first = attribute(element, "href", "from")
        last = attribute(element, "finoa", "upTo")
        if last:
            found = read_range(first, last, own)
        else:
            one = read_link(first, own)
            found = (str(one),) if one is not None else ()
        self.illeggibili += not found
        return found

    def begin_of(self, element: Element) -> EventoLetto | None:
        start = attribute(element, "iniziovigore") or self._period(element)[0]
        return self.eventi.get(start.lstrip("#"))

    def end_of(self, element: Element) -> EventoLetto | None:
        """The event that ended an element: what the file keeps of an older version."""
        end = attribute(element, "finevigore") or self._period(element)[1]
        return self.eventi.get(end.lstrip("#"))

    def end_state(self, element: Element) -> StatoLetto:
        """Gone, by the act and from the day that the life cycle says."""
        event = self.end_of(element)
        if event is None:
            return StatoLetto(abrogato=True)
        return StatoLetto(abrogato=True, per_effetto_di=event.origine, dal=event.data)

    def is_over(self, element: Element) -> bool:
        """The element is of an older version; in a file of several versions the others are read."""
        if not element.attrib:
            return False
        if attribute(element, "status") in ("removed", "abrogato", "annullato"):
            return True
        return bool(attribute(element, "finevigore") or self._period(element)[1])

    def _period(self, element: Element) -> tuple[str, str]:
        return self.periodi.get(attribute(element, "period").lstrip("#"), ("", ""))

    def date_of(self, source: str) -> date | None:
        """The day of the event that an act caused, if it caused one alone."""
        days = {one.data for one in self.eventi.values() if source and one.origine == source}
        return days.pop() if len(days) == 1 else None
