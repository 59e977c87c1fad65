"""Dates as house style writes them."""

MESI = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)


def format_date(iso: str) -> str:
    """`2017-07-03` → `3 luglio 2017`; the first of a month is `1º`."""
    year, month, day = (int(piece) for piece in iso.split("-"))
    return f"{'1º' if day == 1 else day} {MESI[month - 1]} {year}"
