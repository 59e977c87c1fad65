"""`python -m bench.search.damage queries.jsonl USCITA [--seme N]`: one word of each question mistyped.

A word of five letters or more that is no stop word: one letter dropped, swapped with the next, doubled
or replaced, never the first. The same seed, the same slips.
"""

import argparse
import json
import random
import string
import sys
from pathlib import Path

from piattaforma.lingua import tokens

SHORTEST = 5


def damaged(text: str, chance: random.Random) -> str:
    """`text` with one slip; as it is if it has no word for one."""
    words = [one for one in tokens(text) if len(one.exact) >= SHORTEST and one.exact.isalpha()]
    if not words:
        return text
    word = chance.choice(words)
    # Of "dell’ente" the slip is in "ente".
    start = word.end - len(word.exact)
    return text[:start] + _slip(text[start : word.end], chance) + text[word.end :]


def _slip(word: str, chance: random.Random) -> str:
    while True:
        at = chance.randrange(1, len(word))
        before, letter, after = word[:at], word[at], word[at + 1 :]
        slipped = chance.choice(
            (
                before + after,
                before + after[:1] + letter + after[1:],
                before + letter + letter + after,
                before + chance.choice(string.ascii_lowercase) + after,
            )
        )
        if slipped.lower() != word.lower():
            return slipped


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search.damage", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("uscita", type=Path)
    parser.add_argument("--seme", type=int, default=7)
    options = parser.parse_args()
    chance = random.Random(options.seme)
    with options.uscita.open("w", encoding="utf-8") as file:
        for line in options.file.read_text("utf-8").splitlines():
            record = json.loads(line)
            record["text"] = damaged(record["text"], chance)
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
