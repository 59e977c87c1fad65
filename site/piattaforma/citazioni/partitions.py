"""Parts of an act in prose: articles, commi, letters, numbers; lists, ranges, any order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

LATIN = (
    *("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "nonies"),
    *("decies", "undecies", "duodecies", "terdecies", "quaterdecies", "quinquiesdecies"),
    *("quindecies", "sexiesdecies", "sexdecies", "septiesdecies", "octiesdecies", "noviesdecies"),
    *("vicies", "semel", "duodevicies", "undevicies", "vicies semel", "vicies bis", "vicies ter"),
)
_SUFFIX = (
    r"(?: ?-? ?(?P<{0}>"
    + "|".join(sorted(LATIN, key=len, reverse=True)).replace(" ", " ?")
    + r")(?![a-z])(?: ?\. ?1(?![0-9])|\.(?= [a-z]\.))?)"
)
_ORDINALS = {
    word: str(index)
    for index, stem in enumerate(
        ("prim", "second", "terz", "quart", "quint", "sest", "settim", "ottav", "non", "decim"), 1
    )
    for word in (stem + "o", stem + "i")
} | {"undicesimo": "11", "dodicesimo": "12", "ultimo": "", "penultimo": "", "unico": "1"}
_ORDINAL = "(?:" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + ")(?![a-z])"
_ROMAN = r"(?:x{0,2}(?:ix|iv|v?i{1,3}|v)|x{1,2})(?![a-z])"
_ROMANS = {"i": 1, "v": 5, "x": 10}

ARTICLE_WORD = r"(?:articol[oi]|art,(?= ?[0-9])|artt?(?: ?\.)?|ar?tt\.|arti(?= [0-9]))(?![a-z])"
COMMA_WORD = (
    r"(?:comm[ai]|co\.|com\.|comm\.|cc?\.|co(?= ?[0-9])|cc?(?= ?[0-9])"
    r"|paragraf[oi]|par{1,2}\.|§{1,2}|capovers[oi]|cpv\.)(?![a-z])"
)
LETTER_WORD = r"(?:letter[ae](?![a-z])|lett?\.|lett(?![a-z])|(?:let|punt[oi])(?= ?[a-z]\)))"
NUMBER_WORD = r"(?:numer[oi]|num\.|nn?\.|punt[oi])(?![a-z])"
#: parts above the article: they start a span, they are no target
_BOX = (
    r"(?:(?:titol|cap|libr)[oi]|tit\.|sezion[ei]|part[ei]|allegat[oi]|all\.|tabell[ae])"
    r" +(?:[ivxl]+|[0-9]+|[a-z]|prim[oa]|second[oa]|terz[oa]|quart[oa])(?:-?(?:bis|ter))?(?![a-z0-9])"
)
#: "e seguenti": the reader goes on by herself, the target is the first
_FOLLOWING = re.compile(r",? *+(?:ed? +)?(?:seguent[ei]|ss\.?|segg\.?|sgg\.?|s\.)(?![a-z])")
_NEXT_ARTICLE = re.compile(
    r" *+(?:,? *(?:ed?|o|nonch(?:é|e'?)) |,) *+(?:(?:l'|gli |al?l'|agli |dell'|degli |nell'|negli |di cui all'|di cui agli |dall'|dagli ) *)?"
    rf"(?={ARTICLE_WORD})"
)
_SEPARATOR = re.compile(r" *+(?:,? *(?:ed?|o|nonch(?:é|e'?)|oppure|/)(?= |[0-9])|[,;]) *+")
_TO = r" ?(?:-|a|al|all'|fino a(?:l|ll')?) ?"
#: "e 15 giorni", "e 30 euro": a quantity is no item of a list
_QUANTITY = re.compile(
    r" ?(?:giorn|ann[oi]|mes[ei]|or[ae] |euro|per cento|percento|%|€|minut|mln|mila|milion|"
    r"cittadin|person|ent[ei]|comun[ei] |soggett|membr|compon|volt|posti|mq|km|kg|ettar|progett|"
    r"/[0-9]|[.:][0-9]|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|"
    r"novembre|dicembre)"
)


@dataclass(frozen=True, slots=True)
class Partition:
    articolo: str = ""
    comma: str = ""
    lettera: str = ""
    numero: str = ""

    def __str__(self) -> str:
        pairs = (
            ("art", self.articolo),
            ("com", self.comma),
            ("let", self.lettera),
            ("num", self.numero),
        )
        return "-".join(word + value for word, value in pairs if value)


@dataclass(frozen=True, slots=True)
class Parts:
    """A run of partitions; `end` leaves out a closing bracket that no letter opened."""

    start: int
    end: int
    partitions: tuple[Partition, ...]
    #: only bare numbers: it counts if an act follows ("… e 97 Cost.")
    bare: bool = False
    #: where "e art." joins two lists: end of the first, start of the second, how many in the first
    splits: tuple[tuple[int, int, int], ...] = ()

    @property
    def has_article(self) -> bool:
        return any(one.articolo for one in self.partitions)


_NUM = r"(?P<num>[0-9]{1,4})(?![0-9])(?: ?°)?" + _SUFFIX.format("lat")
_ITEM = {
    "article": re.compile(
        r"(?P<num>[0-9]{1,4})(?![0-9]|[.,][0-9]|/[0-9])" + _SUFFIX.format("lat") + "?"
    ),
    "comma": re.compile(
        r"(?:(?P<num>[0-9]{1,4})(?![0-9]|\.[0-9]|/[0-9])(?: ?°)?" + _SUFFIX.format("lat") + "?"
        rf"|(?P<ord>{_ORDINAL})|(?P<rom>{_ROMAN}))"
    ),
    "letter": re.compile(
        r'"?(?:(?P<let>[a-z]{1,3})' + _SUFFIX.format("lat") + r'?"?\)'
        r"|(?P<alone>[a-z])" + _SUFFIX.format("lat2") + r"?(?![a-z0-9'.]|\. ?[a-z]\.))\"?"
    ),
    "number": re.compile(
        r"(?P<num>[0-9]{1,3})(?![0-9]|[.,][0-9]|/[0-9]| ?°)" + _SUFFIX.format("lat") + r"?\)?"
    ),
}
_WORDS = {
    "article": re.compile(ARTICLE_WORD + r" *+"),
    "comma": re.compile(COMMA_WORD + r" *+"),
    "letter": re.compile(LETTER_WORD + r" *+"),
    "number": re.compile(NUMBER_WORD + r" *+"),
}
_LEVELS = ("article", "comma", "letter", "number")
_FROM = re.compile(r"d(?:a|al|alla|all') ?(?=[0-9a-z])")
_RANGE = re.compile(_TO)
#: "secondo comma", "II comma", "3° comma"
_COMMA_AFTER = re.compile(
    rf"(?:(?P<ord>{_ORDINAL}(?: *(?:,|,? ?ed?) *{_ORDINAL})*+)|(?P<rom>{_ROMAN})|(?P<num>[0-9]{{1,2}}) ?°)"
    rf" *+(?:comm[ai]|co\.|cpv\.?|capoverso)(?![a-z])"
)
_ITS_COMMA = re.compile(r" *+,?+ *+(?:comma|co\.|c\. ?[0-9])")
_ACT_NUMBER = re.compile(r",? *(?:/|del? (?:[0-9]|prot))")
_LETTER_END = re.compile(r" *(?:[,;.)]|del|e |$)")
_OF_A_SENTENCE = re.compile(r" *(?:period|capov|alinea|comm)")
#: said of a part, not a part of ours: "primo periodo", "secondo capoverso", "alinea"
_SENTENCE_WORD = re.compile(
    rf" *+,?+ *+\(?(?:(?:{_ORDINAL}(?: *(?:,|ed?) *{_ORDINAL})?|[ivx]+|[0-9] ?°)"
    r" *+(?:period[oi]|per\.|capovers[oi]|cpv\.?|alinea|trattino)"
    r"|(?:period[oi]|capoverso) +[a-z]+o(?![a-z])|alinea|cpv\.(?! *[0-9])|in fine|u\. ?c\.|ult\.? ?co(?:mma|\.)?|ultima parte|(?:prima|seconda) parte)\)?(?![a-z])"
)
_DOWN = re.compile(r" *+,?+ *+(?:(?:di cui )?al(?:la|le)? |-? *)?")
_UP = re.compile(
    r" *+,?+ *+(?:del(?:lo|la)? +(?:medesim|stess|citat|predett|suddett|richiamat)[oa] +|del(?:l'|la |lo |le )?|dei |degli |di cui (?:al(?:l'|la |le )?|agli? |ai )|al(?:l'|la )|agli |(?=art|comm|co\.|lett)) *+"
)
_BOX_RE = re.compile(_BOX)
_UP_FROM_BOX = re.compile(r" *+,?+ *+(?=(?:titol|cap|sez|part|libr|artt?|allegat))")


def read_parts(text: str, position: int) -> Parts | None:
    """The partitions that start at `position` of a flat text; None where there are none."""
    start, end, boxed = position, position, False
    while box := _BOX_RE.match(text, position):
        end, boxed = box.end(), True
        gap = _UP.match(text, end) or _UP_FROM_BOX.match(text, end)
        after = gap.end() if gap else end
        if not _starts_part(text, after):
            break
        position = after
    inner = _read(text, position) if not boxed or position > end else None
    if inner is None:
        return Parts(start, end, (Partition(),)) if boxed else None
    return replace(inner, start=start)


def read_bare_articles(text: str, position: int) -> Parts | None:
    """Numbers alone that go on with a list of articles: "3 e 97" after "artt. 8, d.l. …, "."""
    separator = _SEPARATOR.match(text, position)
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
            merged = tuple(
                _under(upper, lower) for upper in above.partitions for lower in partitions
            )
            return Parts(position, above.end, merged)
        higher = _low_parts(text, gap.end())
        if higher is None:
            break
        partitions = tuple(_under(upper, lower) for upper in higher[0] for lower in partitions)
        end = higher[1]
    return Parts(position, end, partitions)


def _is_plural(text: str, position: int) -> bool:
    return text.startswith(("artt", "articoli", "att", "arrt"), position)


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
        numbers = _numbers(text, position, "article", is_list=plural)
        if numbers is None:
            break
        values, end = numbers
        lower, end = _lower(text, end, plural_above=plural)
        # what follows a list belongs to its last article
        partitions += [Partition(articolo=value) for value in values[:-1]]
        partitions += [replace(low, articolo=values[-1]) for low in lower]
        if single:
            break
        if onward := _NEXT_ARTICLE.match(text, end):
            # "art. 6 e artt. 12, 13": one run as long as only "e" or a comma stands between
            word = _WORDS["article"].match(text, onward.end())
            splits.append((end, onward.end(), len(partitions)))
            position, plural = word.end() if word else onward.end(), _is_plural(text, onward.end())
            continue
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            break
        position = separator.end()
        if not _is_item(text, position, plural=plural):
            break
    if not partitions:
        return None
    return Parts(position, end, tuple(partitions), splits=tuple(splits))


#: what may come after the last number of a list that goes on after a singular "art."
_AFTER_ITEM = re.compile(
    r" *+(?:[,;.:)\]\"-]|$|ed? |o |nonch|del|dell|di cui|cost|c\.|cod|d\.|l\.|d\. ?l|dpr|tu|co|lett|ss|seg|ult|prim|second|terz|legge|t\.|(?:per|in|che|con|a[il]?|nel|si|da|dal|come|ne|è|sono|sul|sull'|e') )"
)


def _is_item(text: str, position: int, *, plural: bool) -> bool:
    match = _ITEM["article"].match(text, position)
    if match is None or _QUANTITY.match(text, match.end()):
        return False
    return plural or bool(_AFTER_ITEM.match(text, match.end()))


def _lower(text: str, position: int, *, plural_above: bool) -> tuple[list[Partition], int]:
    """What follows an article: commi, letters, numbers, in lists; [Partition()] where nothing."""
    found: list[Partition] = []
    end = position
    while low := _low_parts(text, _skip(_DOWN, text, position), plural_above=plural_above):
        found += low[0]
        end = low[1]
        separator = _SEPARATOR.match(text, end)
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
        on = _SEPARATOR.match(text, end) if text.startswith("commi", position) else None
        if on and (more := _numbers(text, on.end(), "comma", is_list=True)):
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
            values = [_ORDINALS[word] for word in re.findall(_ORDINAL, match["ord"])]
        else:
            values = [match["num"] or str(_roman(match["rom"]))]
        return values, match.end()
    word = _WORDS["comma"].match(text, position)
    if word is None:
        return None
    plural = text.startswith(("commi", "cc", "paragrafi", "parr", "§§"), position)
    return _numbers(text, word.end(), "comma", is_list=plural or not plural_above)


def _letters(text: str, position: int) -> tuple[tuple[Partition, ...], int] | None:
    word = _WORDS["letter"].match(text, position)
    if word is None:
        return None
    values = _numbers(text, word.end(), "letter", is_list=True)
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
    values = _numbers(text, word.end(), "number", is_list=plural)
    if values is None or _ACT_NUMBER.match(text, values[1]):
        return None  # the number of an act: "n. 241 del 1990"
    return tuple(Partition(numero=value) for value in values[0]), values[1]


def _numbers(
    text: str, position: int, level: str, *, is_list: bool
) -> tuple[list[str], int] | None:
    """A list of numbers or letters of one level, ranges expanded, with its end."""
    from_word = _FROM.match(text, position)
    first = _ITEM[level].match(text, from_word.end() if from_word else position)
    if first is None:
        return None
    values: list[str] = []
    match: re.Match[str] | None = first
    end = position
    while match is not None:
        value = _value(match)
        upper = _upper(text, match, level, announced=from_word is not None)
        values += _between(value, _value(upper)) if upper else [value]
        end = (upper or match).end()
        if following := _FOLLOWING.match(text, end):
            end = following.end()
        if not is_list:
            break
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            break
        from_word = _FROM.match(text, separator.end())
        match = _ITEM[level].match(text, from_word.end() if from_word else separator.end())
        if match is not None and not _goes_on(text, match, level, first):
            break
    return values, end


def _goes_on(text: str, match: re.Match[str], level: str, first: re.Match[str]) -> bool:
    """Whether a number after a separator is one more of the list that begins with `first`."""
    if level == "letter":
        closed = match[0].endswith(")")
        # "lett. f), e, per le aree": a letter without its bracket is a word
        return closed or (first["let"] is None and bool(_LETTER_END.match(text, match.end())))
    if _QUANTITY.match(text, match.end()):
        return False
    if level == "comma" and match["ord"]:
        return not _OF_A_SENTENCE.match(text, match.end())
    if level == "comma":
        # after "comma secondo" a number in figures is the next article; so is one with its comma
        return not match["rom"] and not first["ord"] and not _ITS_COMMA.match(text, match.end())
    return True


def _upper(text: str, match: re.Match[str], level: str, *, announced: bool) -> re.Match[str] | None:
    """The upper end of a range that starts with `match`."""
    to = _RANGE.match(text, match.end())
    if to is None or (not announced and "-" not in to[0]):
        return None
    if level == "letter" and "-" in to[0]:
        return None
    upper = _ITEM[level].match(text, to.end())
    if upper is None or _QUANTITY.match(text, upper.end()):
        return None
    return upper


def _between(low: str, high: str) -> list[str]:
    """Every number from one to the other: 55-57 → 55, 56, 57; 21bis-21quater → with 21ter."""
    first, last = re.fullmatch(r"(\d+)(\w*)", low), re.fullmatch(r"(\d+)(\w*)", high)
    if first is None or last is None:
        if len(low) == len(high) == 1 and low < high:
            return [chr(code) for code in range(ord(low), ord(high) + 1)]
        return [low, high]
    start, stop = int(first[1]), int(last[1])
    if start == stop and first[2] in LATIN and last[2] in LATIN:
        names = LATIN[LATIN.index(first[2]) : LATIN.index(last[2]) + 1]
        return [f"{start}{name}" for name in names] or [low, high]
    if not start < stop <= start + 400:
        return [low, high]
    whole = [str(number) for number in range(start + 1, stop + (not last[2]))]
    return [low, *whole, *([str(stop), high] if last[2] else [])]


def _value(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("ord"):
        return _ORDINALS[groups["ord"]]
    if groups.get("rom"):
        return str(_roman(groups["rom"]))
    latin = (groups.get("lat") or groups.get("lat2") or "").replace(" ", "")
    number = groups.get("num")
    return (str(int(number)) if number else groups.get("let") or groups.get("alone") or "") + latin


def _roman(text: str) -> int:
    values = [_ROMANS[letter] for letter in text]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _skip_sentences(text: str, position: int) -> int:
    while match := _SENTENCE_WORD.match(text, position):
        position = match.end()
    return position


def expand(partitions: Iterable[Partition]) -> Iterator[str]:
    """The partitions as identifiers write them; "" for the whole act, nothing for a comma or a letter
    whose article is not said."""
    for one in partitions:
        if one.articolo:
            yield str(one)
        elif not (one.comma or one.lettera):
            yield ""
