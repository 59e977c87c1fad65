"""Lists of numbers and letters of one level: "2, 3-bis e 7", "da a) a c)", "secondo e terzo"."""

import re
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
    + r")(?![a-z])(?P<sub_{0}>\.[0-9]{{1,2}}(?![0-9]))?(?:\.(?= [a-z]\.))?)"
)
ORDINALS = {
    word: str(index)
    for index, stem in enumerate(
        ("prim", "second", "terz", "quart", "quint", "sest", "settim", "ottav", "non", "decim"), 1
    )
    for word in (stem + "o", stem + "i")
} | {"undicesimo": "11", "dodicesimo": "12", "ultimo": "", "penultimo": "", "unico": "1"}
ORDINAL = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")(?![a-z])"
ROMAN = r"(?:x{0,2}(?:ix|iv|v?i{1,3}|v)|x{1,2})(?![a-z])"
_ROMANS = {"i": 1, "v": 5, "x": 10}

#: what an act may begin with, right after a list of numbers
LAW_NEXT = r"(?:cts|tuel|tusp|tuir|gdpr|tfue|tue|cad|cpc|cpp|cpa|cp|cc|d\.? ?lgs|d\.? ?l\.|dpr|dpcm|dm|lr|l\.|ccp|cost)(?![a-z])"
#: parts that one run of words may name
MOST = 300
SEPARATOR = re.compile(r" *+(?:[,;]? *(?:ed?|o|nonch(?:é|e'?)|oppure|/)(?= |[0-9])|[,;]) *+")
#: "commi 1-3-6": three numbers are a list, two are a range
_CHAIN = re.compile(r"[0-9]{1,3}(?:-[0-9]{1,3}(?![0-9./])){2,20}(?!-)")
_TO = r" ?(?:-|all'|al|fino a(?:ll'|l)?|a) ?"
#: "e 15 giorni", "e 30 euro": a quantity is no item of a list
QUANTITY = re.compile(
    r" ?(?:giorn|ann[oi]|mes[ei]|or[ae] |euro|per cento|percento|%|€|minut|mln|mila|milion|"
    r"cittadin|person|ent[ei]|comun[ei] |soggett|membr|compon|volt|posti|mq|km|kg|ettar|progett|"
    r"/[0-9]|[.:][0-9]|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|"
    r"novembre|dicembre)"
)

#: "e seguenti": the reader goes on by herself, the target is the first
_FOLLOWING = re.compile(r",? *+(?:ed? +)?(?:seguent[ei]|ss\.?|segg\.?|sgg\.?|s\.)(?![a-z])")
ITEM = {
    "article": re.compile(
        r"(?P<num>[0-9]{1,4})(?![0-9]|[.,][0-9]|/[0-9])" + _SUFFIX.format("lat") + "?"
    ),
    # "artt. 55,56,57": no decimals after a plural
    "articles": re.compile(
        r"(?P<num>[0-9]{1,4})(?![0-9]|\.[0-9]|/[0-9])" + _SUFFIX.format("lat") + "?"
    ),
    "comma": re.compile(
        r"(?:(?P<num>[0-9]{1,4})(?![0-9]|\.[0-9]|/[0-9])(?: ?°)?" + _SUFFIX.format("lat") + "?"
        rf"|(?P<ord>{ORDINAL})|(?P<rom>{ROMAN}))"
    ),
    "letter": re.compile(
        r'"?(?:(?P<let>[a-z]{1,3})' + _SUFFIX.format("lat") + r'?"?\)'
        r"|(?P<alone>[a-z])" + _SUFFIX.format("lat2") + r"?(?![a-z0-9'.]|\. ?[a-z]\.))\"?"
    ),
    "number": re.compile(
        r"(?P<num>[0-9]{1,3})(?![0-9]|[.,][0-9]|/[0-9]| ?°)" + _SUFFIX.format("lat") + r"?\)?"
    ),
}

_LATIN_ALONE = re.compile("(?:" + "|".join(sorted(LATIN, key=len, reverse=True)) + ")(?![a-z])")
_FROM = re.compile(r"d(?:alla|all'|al|a) ?(?=[0-9]|[a-z]\)?)")
_RANGE = re.compile(_TO)
ITS_COMMA = re.compile(r" *+,?+ *+(?:comm[ai]|co\.|c\. ?[0-9])")
_LETTER_END = re.compile(rf" *(?:[,;.)]|del|ed? |$|{LAW_NEXT})")
_OF_A_SENTENCE = re.compile(r" *(?:period|capov|alinea|comm)")


def number_list(
    text: str, position: int, level: str, *, is_list: bool, is_inner: bool = False
) -> tuple[list[str], int] | None:
    """A list of numbers or letters of one level, ranges expanded, with its end.

    One that is inside a list of articles (`is_inner`) ends at a semicolon and after "e": "artt. 1,
    commi 2 e 3, 5 e 6".
    """
    from_word = _FROM.match(text, position)
    first = ITEM[level].match(text, from_word.end() if from_word else position)
    if first is None:
        return None
    values: list[str] = []
    match: re.Match[str] | None = first
    end, last_word = position, ""
    while match is not None:
        if is_list and (chain := _chain(text, match.start(), level)):
            values, end = [*values, *chain], match.start() + len("-".join(chain))
            break
        one = value_of(match)
        upper = _upper(text, match, level, announced=from_word is not None)
        values += between(one, value_of(upper)) if upper else [one]
        end = (upper or match).end()
        if following := _FOLLOWING.match(text, end):
            end = following.end()
        separator = SEPARATOR.match(text, end)
        if separator is None:
            break
        if tail := _LATIN_ALONE.match(text, separator.end()):
            # "art. 7 bis e ter"
            number = re.sub("[^0-9].*", "", values[-1])
            return ([*values, number + tail[0]], tail.end()) if number else (values, end)
        is_last = is_inner and (";" in separator[0] or (len(values) > 1 and last_word == "e"))
        if not is_list or is_last:
            break
        last_word = separator[0].strip(" ,")[:1]
        from_word = _FROM.match(text, separator.end())
        match = ITEM[level].match(text, from_word.end() if from_word else separator.end())
        if match is not None and not _goes_on(text, match, level, first):
            break
    return values, end


def _chain(text: str, position: int, level: str) -> list[str]:
    """Numbers that go up, joined by hyphens: "1-3-6"; [] where they are no list."""
    match = _CHAIN.match(text, position) if level in {"articles", "comma"} else None
    numbers = match[0].split("-") if match else []
    goes_up = all(int(low) < int(high) for low, high in pairwise(numbers))
    return numbers if goes_up and not any(one.startswith("0") for one in numbers) else []


def _goes_on(text: str, match: re.Match[str], level: str, first: re.Match[str]) -> bool:
    """Whether a number after a separator is one more of the list that begins with `first`."""
    if level == "letter":
        closed = match[0].endswith(")")
        # "lett. f), e, per le aree": a letter without its bracket is a word
        return closed or (first["let"] is None and bool(_LETTER_END.match(text, match.end())))
    if QUANTITY.match(text, match.end()):
        return False
    if level == "comma" and match["ord"]:
        return not _OF_A_SENTENCE.match(text, match.end())
    if level == "comma":
        # after "comma secondo" a number in figures is the next article; so is one with its comma
        return not match["rom"] and not first["ord"] and not ITS_COMMA.match(text, match.end())
    return True


def _upper(text: str, match: re.Match[str], level: str, *, announced: bool) -> re.Match[str] | None:
    """The upper end of a range that starts with `match`."""
    to = _RANGE.match(text, match.end())
    is_said = announced or (level == "articles" and to is not None and to[0] == " a ")
    if to is None or not (is_said or "-" in to[0]):
        return None
    if level == "letter" and "-" in to[0]:
        return None
    upper = ITEM[level].match(text, to.end())
    if upper is None or QUANTITY.match(text, upper.end()):
        return None
    return upper


def between(low: str, high: str) -> list[str]:
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
    if not start < stop <= start + MOST:
        return [low, high]
    whole = [str(number) for number in range(start + 1, stop + (not last[2]))]
    return [low, *whole, *([str(stop), high] if last[2] else [])]


def value_of(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("ord"):
        return ORDINALS[groups["ord"]]
    if groups.get("rom"):
        return str(roman(groups["rom"]))
    latin = (groups.get("lat") or groups.get("lat2") or "").replace(" ", "")
    latin += groups.get("sub_lat") or ""
    number = groups.get("num")
    return (str(int(number)) if number else groups.get("let") or groups.get("alone") or "") + latin


def roman(text: str) -> int:
    values = [_ROMANS[letter] for letter in text]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))
