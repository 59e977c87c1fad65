"""Parts of acts in the order in which people count them."""

import re


def natural(partition: str) -> list[tuple[int, str]]:
    """A key to sort by: art. 9 before art. 11, art. 6 before art. 6-bis."""
    return [(int(number or 0), word) for word, number in re.findall(r"([a-z]+)(\d*)", partition)]
