"""Parts of an act in prose: articles, commi, letters, numbers; lists, ranges, any order."""

import re
from dataclasses import replace

from .part_lists import (
    ITEM,
    ITS_COMMA,
    LAW_NEXT,
    MOST,
    ORDINAL,
    ORDINALS,
    QUANTITY,
    ROMAN,
    SEPARATOR,
    between,
    number_list,
    roman,
    value_of,
)
from .partition import Partition, Parts
from .said import SAID

ARTICLE_WORD = r"(?:articol[oi]|art,(?= ?[0-9])|artt?(?: ?\.)?|ar?tt\.|arti(?= [0-9]))(?![a-z])"
COMMA_WORD = (
    r"(?:comm[ai]|co\.|com\.|comm\.|cc?\.|co(?= ?[0-9])|cc?(?= ?[0-9])"
    r"|paragraf[oi]|par{1,2}\.|§{1,2}|capovers[oi]|cpv\.)(?![a-z])"
)
LETTER_WORD = r"(?:letter[ae](?![a-z])|lett?\.|lett(?![a-z])|(?:let|punt[oi])(?= ?[a-z]\)))"
NUMBER_WORD = r"(?:numer[oi]|num\.|nn?\.|punt[oi])(?![a-z])"
#: parts above the article: they start a span, they are no target
_BOX = (
    r"(?:articolo|art\.) *unico(?![a-z])|(?:(?:titol|cap|libr)[oi]|tit\.|sezion[ei]|part[ei]|(?P<annex>allegat[oi]|all\.|tabell[ae]))"
    r" +(?:[ivxl]+|[0-9]+|[a-z]|prim[oa]|second[oa]|terz[oa]|quart[oa])(?:-?(?:bis|ter))?(?:\.[0-9]{1,2})?(?![a-z0-9])"
)
_NEXT_ARTICLE = re.compile(
    r" *+(?:,? *(?:ed?|o|nonch(?:é|e'?)) |,) *+(?:(?:l'|gli |al?l'|agli |dell'|degli |nell'|negli |di cui all'|di cui agli |dall'|dagli ) *)?"
    rf"(?={ARTICLE_WORD})"
)
_WORDS = {
    "article": re.compile(ARTICLE_WORD + r" *+(?:n\. ?)?+"),
    "comma": re.compile(COMMA_WORD + r" *+"),
    "letter": re.compile(LETTER_WORD + r" *+"),
    "number": re.compile(NUMBER_WORD + r" *+"),
}
_FROM_ARTICLE = re.compile(rf"d(?:all' ?|al +){ARTICLE_WORD} *$")
_TO_ARTICLE = re.compile(rf" *,? *(?:fino +)?al(?:l' ?| +){ARTICLE_WORD} *+")
#: "secondo comma", "II comma", "3° comma"
_COMMA_AFTER = re.compile(
    rf"(?:(?P<ord>{ORDINAL}(?: *(?:,|,? ?ed?) *{ORDINAL})*+)|(?P<rom>{ROMAN})|(?P<nums>[0-9]{{1,2}} ?°(?: *(?:,|,? ?ed?) *[0-9]{{1,2}} ?°)*+))"
    rf" *+(?:comm[ai]|co\.|cpv\.?|capoverso)(?![a-z])"
)
_ACT_NUMBER = re.compile(r",? *(?:/|del? (?:[0-9]|prot))")
#: said of a part, not a part of ours: "primo periodo", "secondo capoverso", "alinea"
_SENTENCE_WORD = re.compile(
    rf" *+,?+ *+\(?(?:(?:{ORDINAL}(?: *(?:,|ed?) *{ORDINAL})?|[ivx]+|[0-9] ?°)"
    r" *+(?:period[oi]|per\.|capovers[oi]|cpv\.?|alinea|trattino)"
    r"|(?:period[oi]|capoverso) +[a-z]+o(?![a-z])|alinea|cpv\.(?! *[0-9])|in fine|u\. ?c\.|ult\.? ?co(?:mma|\.)?|ultima parte|(?:prima|seconda) parte)\)?(?![a-z])"
)
_DOWN = re.compile(r"(?:\)(?= ?lett))? *+,?+ *+(?:(?:di cui )?al(?:la|le)? |-? *)?")
_UP = re.compile(
    rf" *+,?+ *+(?:del(?:lo|la|l')? *+{SAID}[oa] +|del(?:l'|la |lo |le )?|dei |degli |di cui (?:al(?:l'|la |le )?|agli? |ai )|al(?:l'|la )|agli |(?=art|comm|co\.|lett)) *+"
)
_BOX_RE = re.compile(_BOX)
_UP_FROM_BOX = re.compile(r" *+,?+ *+(?=(?:titol|cap|sez|part|libr|artt?|allegat))")


def read_parts(text: str, position: int) -> Parts | None:
    """The partitions that start at `position` of a flat text; None where there are none."""
    start, end, boxed, annex = position, position, False, ""
    while box := _BOX_RE.match(text, position):
        end, boxed = box.end(), True
        annex = annex or _annex(box)
        gap = _UP.match(text, end) or _UP_FROM_BOX.match(text, end)
        after = gap.end() if gap else end
        if not _starts_part(text, after):
            break
        position = after
    inner = _read(text, position) if not boxed or position > end else None
    if inner is None:
        return Parts(start, end, (Partition(),), annex=annex) if boxed else None
    return replace(inner, start=start, annex=annex)


def _annex(box: re.Match[str]) -> str:
    """The number of an annex, "?" where it has none that we know; "" for a title or a chapter."""
    if box["annex"] is None:
        return ""
    number = box[0].split(" ")[-1]
    return number if number.isdigit() else "?"


def read_bare_articles(text: str, position: int) -> Parts | None:
    """Numbers alone that go on with a list of articles: "3 e 97" after "artt. 8, d.l. …, "."""
    separator = SEPARATOR.match(text, position)
    if separator is None:
        return None
    found = _article_list(text, separator.end(), plural=True)
    return replace(found, start=separator.end(), bare=True) if found else None


def _starts_part(text: str, position: int) -> bool:
    return bool(
        _BOX_RE.match(text, position)
        or any(word.match(text, position) for word in _WORDS.values())
        or _COMMA_AFTER.match(text, position)
    )


def _read(text: str, position: int) -> Parts | None:
    if word := _WORDS["article"].match(text, position):
        found = _article_list(text, word.end(), plural=_is_plural(text, position))
        return replace(found, start=position) if found else None
    low = _low_parts(text, position)
    if low is None:
        return None
    partitions, end = low
    # "lettera b) del comma 2 dell'articolo 5": the lower part comes first
    for _ in range(3):
        gap = _UP.match(text, end)
        if gap is None:
            break
        if word := _WORDS["article"].match(text, gap.end()):
            above = _article_list(text, word.end(), plural=False, single=True)
            if above is None:
                break
            return Parts(position, above.end, _below(above.partitions, partitions))
        higher = _low_parts(text, gap.end())
        if higher is None:
            break
        partitions = _below(higher[0], partitions)
        end = higher[1]
    return Parts(position, end, partitions)


def _is_plural(text: str, position: int) -> bool:
    return text.startswith(("artt", "articoli", "att", "arrt"), position)


def _below(upper: tuple[Partition, ...], lower: tuple[Partition, ...]) -> tuple[Partition, ...]:
    """Each lower part of each upper one; the upper ones alone where that would be too many."""
    if len(upper) * len(lower) > MOST:
        return upper
    return tuple(_under(one, below) for one in upper for below in lower)


def _under(upper: Partition, lower: Partition) -> Partition:
    return Partition(
        upper.articolo or lower.articolo,
        upper.comma or lower.comma,
        upper.lettera or lower.lettera,
        upper.numero or lower.numero,
    )


def _article_list(text: str, position: int, *, plural: bool, single: bool = False) -> Parts | None:
    """Articles with what belongs to each: "2, comma 3, 5 e 7"; `single` stops after one."""
    partitions: list[Partition] = []
    splits: list[tuple[int, int, int]] = []
    end = position
    while True:
        numbers = number_list(text, position, "articles" if plural else "article", is_list=plural)
        if numbers is None:
            break
        values, end = _to_article(text, position, *numbers)
        lower, end = _lower(text, end, plural_above=plural)
        # what follows a list belongs to its last article
        partitions += [Partition(articolo=value) for value in values[:-1]]
        partitions += [_under(Partition(values[-1]), low) for low in lower]
        if single:
            break
        if onward := _NEXT_ARTICLE.match(text, end):
            # "art. 6 e artt. 12, 13": one run as long as only "e" or a comma stands between
            word = _WORDS["article"].match(text, onward.end())
            splits.append((end, onward.end(), len(partitions)))
            position, plural = word.end() if word else onward.end(), _is_plural(text, onward.end())
            continue
        separator = SEPARATOR.match(text, end)
        if separator is None:
            break
        position = separator.end()
        if not _is_item(text, position, plural=plural):
            break
        if not plural and any(map(str, lower)) and _is_lower(text, position, values[-1]):
            # "art. 117, co. 2, lett. l), e 3 Cost."
            if commas := number_list(text, position, "comma", is_list=True):
                partitions += [Partition(values[-1], comma) for comma in commas[0]]
                end = commas[1]
            break
    if not partitions:
        return None
    return Parts(position, end, tuple(partitions), splits=tuple(splits))


def _is_lower(text: str, position: int, article: str) -> bool:
    """Whether the number at `position` is less than an article that a singular "art." announced: lists
    of articles go up, so it is one more comma."""
    number = ITEM["article"].match(text, position)
    if number is None or ITS_COMMA.match(text, number.end()):
        return False
    return int(number["num"]) < int(re.sub("[^0-9].*", "", article))


def _to_article(text: str, position: int, values: list[str], end: int) -> tuple[list[str], int]:
    """ "dall'art. 55 all'art. 57": every article from one to the other."""
    to = _TO_ARTICLE.match(text, end)
    if to is None or not _FROM_ARTICLE.search(text, max(0, position - 24), position):
        return values, end
    upper = ITEM["article"].match(text, to.end())
    return (between(values[-1], value_of(upper)), upper.end()) if upper else (values, end)


#: what may come after the last number of a list that goes on after a singular "art."
_AFTER_ITEM = re.compile(
    rf" *+(?:[,;.:)\]\"-]|$|{LAW_NEXT}|ed? |o |nonch|del|dell|di cui|cost|c\.|cod|d\.|l\.|d\. ?l|dpr|tu|co|lett|ss|seg|ult|prim|second|terz|legge|t\.|(?:per|in|che|con|a[il]?|nel|si|da|dal|come|ne|è|sono|sul|sull'|e') )"
)


def _is_item(text: str, position: int, *, plural: bool) -> bool:
    match = ITEM["article"].match(text, position)
    if match is None or QUANTITY.match(text, match.end()):
        return False
    return plural or bool(_AFTER_ITEM.match(text, match.end()))


def _lower(text: str, position: int, *, plural_above: bool) -> tuple[list[Partition], int]:
    """What follows an article: commi, letters, numbers, in lists; [Partition()] where nothing."""
    found: list[Partition] = []
    end = position
    while low := _low_parts(text, _skip(_DOWN, text, position), plural_above=plural_above):
        found += low[0]
        end = low[1]
        separator = SEPARATOR.match(text, end)
        if separator is None or not _is_low(text, separator.end()):
            break
        position = separator.end()
    return found or [Partition()], _skip_sentences(text, end)


def _is_low(text: str, position: int) -> bool:
    return any(_WORDS[level].match(text, position) for level in ("comma", "letter")) or bool(
        _COMMA_AFTER.match(text, position)
    )


def _low_parts(
    text: str, position: int, *, plural_above: bool = False
) -> tuple[tuple[Partition, ...], int] | None:
    """Commi with their letters, or letters with their numbers, at `position`."""
    commas = _commas(text, position, plural_above=plural_above)
    if commas:
        values, end = commas
        if text.startswith(("par", "§"), position):
            # "paragrafo 3, primo comma": the Union divides paragraphs further
            inner = _COMMA_AFTER.match(text, _skip(_DOWN, text, end))
            end = inner.end() if inner else end
        end = _skip_sentences(text, end)
        letters = _letters(text, _skip(_DOWN, text, end)) or _numeri(text, _skip(_DOWN, text, end))
        if letters is None:
            return tuple(Partition(comma=value) for value in values), end
        lower, end = letters
        found = (
            *(Partition(comma=value) for value in values[:-1]),
            *(replace(one, comma=values[-1]) for one in lower),
        )
        on = SEPARATOR.match(text, end) if text.startswith("commi", position) else None
        if on and (more := number_list(text, on.end(), "comma", is_list=True)):
            # "commi 1, lettera b), 2 e 3": the list of commi goes on
            found += tuple(Partition(comma=value) for value in more[0])
            end = more[1]
        return found, end
    return _letters(text, position) or (
        _numeri(text, position) if text.startswith(("n", "p"), position) else None
    )


def _commas(text: str, position: int, *, plural_above: bool) -> tuple[list[str], int] | None:
    if match := _COMMA_AFTER.match(text, position):
        if match["ord"]:
            values = [ORDINALS[word] for word in re.findall(ORDINAL, match["ord"])]
        elif match["nums"]:
            values = re.findall("[0-9]+", match["nums"])
        else:
            values = [str(roman(match["rom"]))]
        return values, match.end()
    word = _WORDS["comma"].match(text, position)
    if word is None:
        return None
    plural = text.startswith(("commi", "cc", "paragrafi", "parr", "§§"), position)
    is_list = plural or not plural_above
    return number_list(text, word.end(), "comma", is_list=is_list, is_inner=plural_above)


def _letters(text: str, position: int) -> tuple[tuple[Partition, ...], int] | None:
    word = _WORDS["letter"].match(text, position)
    if word is None:
        return None
    values = number_list(text, word.end(), "letter", is_list=True)
    if values is None:
        return None
    numbers = _numeri(text, _skip(_DOWN, text, values[1]))
    if numbers is None:
        return tuple(Partition(lettera=value) for value in values[0]), values[1]
    lower, end = numbers
    return (
        *(Partition(lettera=value) for value in values[0][:-1]),
        *(replace(one, lettera=values[0][-1]) for one in lower),
    ), end


def _numeri(text: str, position: int) -> tuple[tuple[Partition, ...], int] | None:
    word = _WORDS["number"].match(text, position)
    if word is None:
        return None
    plural = text.startswith(("nn", "numeri", "punti"), position)
    values = number_list(text, word.end(), "number", is_list=plural)
    if values is None or _ACT_NUMBER.match(text, values[1]):
        return None  # the number of an act: "n. 241 del 1990"
    return tuple(Partition(numero=value) for value in values[0]), values[1]


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _skip_sentences(text: str, position: int) -> int:
    while match := _SENTENCE_WORD.match(text, position):
        position = match.end()
    return position
