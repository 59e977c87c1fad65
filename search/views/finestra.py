"""The pages of a long list, those near the one that is read: 1 … 4 5 6 … 20. Pure."""

from collections.abc import Iterator

#: Pages shown on either side.
INTORNO = 1


def window(page: int, pages: int) -> Iterator[int | None]:
    """The numbers of the pages to show, None where some are left out; none for one page alone."""
    if pages < 2:
        return
    near = range(page - INTORNO, page + INTORNO + 1)
    shown = sorted({1, pages, *(n for n in near if 1 <= n <= pages)})
    last = 0
    for number in shown:
        if number == last + 2:
            yield last + 1
        elif number > last + 1:
            yield None
        yield number
        last = number
