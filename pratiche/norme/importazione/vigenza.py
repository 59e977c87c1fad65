"""Whether the whole act is gone, as its articles say."""

from .atto_letto import ArticoloLetto, StatoLetto
from .stato import is_whole_act


def act_state(articles: tuple[ArticoloLetto, ...]) -> StatoLetto:
    """Gone if every article is and one says it of the whole act."""
    if not articles or not all(one.stato.abrogato for one in articles):
        return StatoLetto()
    said = [one for one in articles if any(is_whole_act(comma.testo) for comma in one.commi)]
    return said[0].stato if said else StatoLetto()
