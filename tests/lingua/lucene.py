"""What a real Lucene gave for each text: rows of term, start, end, position for three analyzers.

The stems of “comunità”, “comunicazione”, “amministratore”, “qualità” and “salute” are those of
exceptions written since: a rule of `stemmer_override` gives its right-hand side, whatever Snowball would.
"""

import json
from pathlib import Path
from typing import Any

_TEXT = Path(__file__).with_suffix(".jsonl").read_text(encoding="utf-8")
#: lines end at "\n" alone: the texts hold other separators
LUCENE: list[dict[str, Any]] = [json.loads(line) for line in _TEXT.split("\n") if line]
