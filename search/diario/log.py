"""One line a search, in a file a day: what was searched and how much was found, never by whom.

A request only appends. `diario_jobs` folds the files of finished days into `ParoleCercate`.
"""

import json
import os
import re
import unicodedata
from pathlib import Path

import structlog
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from ..promptness import Promptness

logger = structlog.get_logger(__name__)

#: Characters of a question that are kept.
LONGEST = 200
#: How the file of a day ends, while it is being written.
ENDING = ".jsonl"
#: A log that cannot be written is told once a minute.
_told = Promptness(at_once=1, each_second=1 / 60)

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
#: What takes no room on a screen: between two letters it hides nothing but that they are one word.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
)
_BOT = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|preview|monitor|curl/|wget|python|java/|go-http",
    re.IGNORECASE,
)

#: Numbers that name law or days, whatever stands between them.
_NOT_PERSONAL = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|\d{1,5}/(?:19|20)\d{2})(?!\d)"
)
#: What may stand between two groups of a code, and between two of a telephone number.
_GAP, _GAPS = r"[\s._·/-]?", r"(?:[^\w§]|_){0,3}"
_PERSONAL = re.compile(
    rf"""
      \S\s*@\s*\S                                                  # an e-mail address
      # a codice fiscale
    | (?<![a-z\d])[a-z]{{3}}{_GAP}[a-z]{{3}}{_GAP}[\dlmnp-v]{{2}}{_GAP}[a-ehlmprst][\dlmnp-v]{{2}}
      {_GAP}[a-z][\dlmnp-v]{{3}}{_GAP}[a-z](?![a-z\d])
    | (?<![a-z\d])[a-z]{{2}}{_GAP}\d{{2}}{_GAP}[a-z]?(?:{_GAP}\d){{10}}  # an IBAN
    | (?<![a-z\d])[a-z]{{2}}{_GAP}\d{{5}}{_GAP}[a-z]{{2}}(?![a-z\d])  # an identity card
      # a number plate; written apart it may be a law, unless it is said what it is
    | (?<![a-z\d])[a-z]{{2}}-?\d{{3}}-?[a-z]{{2}}(?![a-z\d])
    | \btarg(?:a|he|at[aoei])\W+[a-z]{{2}}{_GAP}\d{{3}}
    | (?<!\d)(?:\+|00){_GAPS}\d(?:{_GAPS}\d){{7,}}                  # a telephone number, with its country
    | (?<!\d)(?:0\d|3\d\d|800)(?:{_GAPS}\d){{6,}}                   # and without
    | \d{{7,}}                                                     # any long number
    | \d(?:{_GAP}\d){{10,}}                                        # and one written in groups
    """,
    re.VERBOSE,
)


def is_counted(request: HttpRequest) -> bool:
    """Whether a request for results is somebody's question, and not what is done with its results.

    The question alone counts: other pages, filters, orders, searches inside a document, what a
    browser fetches ahead and programs do not.
    """
    said = {name for name in request.GET if request.GET[name].strip()}
    agent = request.headers.get("User-Agent", "")
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return (
        request.method == "GET"
        and said == {"q"}
        and "prefetch" not in ahead
        and bool(agent)
        and not _BOT.search(agent)
    )


def log_search(text: str, *, totale: int) -> None:
    """Append the line of one search. It never fails, and a search that looks personal leaves none."""
    words = normalised(text)
    if not words or looks_personal(words):
        return
    day = timezone.localdate().isoformat()
    line = json.dumps({"giorno": day, "parole": words, "esiti": totale}, ensure_ascii=False)
    try:
        _append(Path(settings.SEARCH_LOG_DIR) / f"{day}{ENDING}", line)
    except OSError as problem:
        _warn(problem)


def normalised(text: str) -> str:
    """The words as they are counted: lower case, one space between them, at most `LONGEST` characters."""
    seen = _INVISIBLE.sub("", text[: LONGEST * 4])
    clean = _CONTROLS.sub(" ", unicodedata.normalize("NFC", seen))
    # A lone half of a pair cannot be written.
    clean = clean.encode("utf-8", "ignore").decode().lower()
    return " ".join(clean.split())[:LONGEST].strip()


def looks_personal(words: str) -> bool:
    """Whether a normalised text holds an address, a number or a code that leads to a person."""
    return bool(_PERSONAL.search(_NOT_PERSONAL.sub("§", unicodedata.normalize("NFKC", words))))


def _append(path: Path, line: str) -> None:
    # The line break comes first: a line that a full disk cut short spoils no other.
    record = f"\n{line}".encode()
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    try:
        file = os.open(path, flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, flags, 0o600)
    try:
        os.write(file, record)
    finally:
        os.close(file)


def _warn(problem: OSError) -> None:
    if _told.allows():
        logger.warning("search.log_not_written", errore=str(problem))
