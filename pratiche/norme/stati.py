"""The state of an act or of an article in words: "Abrogata dal 1º luglio 2023"."""

import datetime as dt

from piattaforma.citazioni.names import format_date

from .vocabolari import CADUTI, Genere, Stato

#: First words of kinds of acts whose name is feminine in Italian.
_FEMMINILI = {
    "Direttiva", "Costituzione", "Legge", "Deliberazione", "Intesa", "Linee", "Delibera",
    "Circolare", "Nota", "Risposta", "Domande",
}  # fmt: skip


def state_in_words(stato: str, dal: dt.date | None = None, genere: str = "") -> str:
    """`genere` is that of the act, "" for an article; the day counts only for what has fallen."""
    if not stato:
        return ""
    words = Stato(stato).label
    if genere and Genere(genere).label.split()[0] in _FEMMINILI:
        words = words.replace("ato", "ata")
    if dal is None or (Stato(stato) not in CADUTI and Stato(stato) != Stato.NON_ANCORA):
        return words
    link = "prima del" if Stato(stato) == Stato.NON_ANCORA else "dal"
    day = format_date(dal.isoformat())
    return f"{words} {'dall’' + day if day[0] == '8' or day.startswith('11 ') else f'{link} {day}'}"
