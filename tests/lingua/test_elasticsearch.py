"""The settings of Elasticsearch: what they hold, and that they mean the chain of `tokens`."""

import json
import re
from collections.abc import Iterator

import pytest
import Stemmer

from piattaforma.lingua import elasticsearch_analysis
from piattaforma.lingua.characters import APOSTROPHES, DROPPED
from piattaforma.lingua.elision import ARTICLES
from piattaforma.lingua.folding import fold, lowercase
from piattaforma.lingua.segmentation import spans
from piattaforma.lingua.stems import VOCALE_FINALE, exception_rules
from piattaforma.lingua.tokens import STOP_WORDS
from tests.lingua.lucene import LUCENE

SETTINGS = elasticsearch_analysis()
FILTERS = SETTINGS["filter"]
#: what Elasticsearch has without being told
BUILT_IN = {"standard", "lowercase", "asciifolding"}


def mappings() -> dict[str, str]:
    """The character filter's rules, read as Elasticsearch reads them."""
    rules = [rule.split("=>") for rule in SETTINGS["char_filter"]["apostrofi"]["mappings"]]
    return {left.strip().encode().decode("unicode_escape"): right.strip() for left, right in rules}


def overrides() -> dict[str, str]:
    """The rules of `stemmer_override`: form to stem, each form once."""
    found: dict[str, str] = {}
    for rule in FILTERS["eccezioni_it"]["rules"]:
        forms, stem = rule.split("=>")
        for form in forms.split(","):
            assert form.strip() not in found
            found[form.strip()] = stem.strip()
    return found


# --- shape --------------------------------------------------------------------------------------


def test_chains() -> None:
    """Folding before stop words and stems, the vowel last; no n-grams in what is searched."""
    base = ["elisione_it", "lowercase", "asciifolding"]
    exact = [*base, "stop_it"]
    chains = {
        "it": [*exact, "eccezioni_it", "stem_it", "vocale_finale"],
        "it_esatto": exact,
        "it_prefissi": [*base, "prefissi"],
        "it_prefissi_ricerca": base,
    }
    common = {"type": "custom", "tokenizer": "standard", "char_filter": ["apostrofi"]}
    assert SETTINGS["analyzer"] == {
        name: {**common, "filter": filters} for name, filters in chains.items()
    }


def test_everything_named_is_defined_and_everything_defined_is_used() -> None:
    named = {
        name
        for analyzer in SETTINGS["analyzer"].values()
        for name in (*analyzer["filter"], *analyzer["char_filter"], analyzer["tokenizer"])
    }
    assert named - BUILT_IN == {*FILTERS, *SETTINGS["char_filter"]}


def test_it_goes_over_the_wire_as_it_is() -> None:
    assert json.loads(json.dumps(SETTINGS)) == SETTINGS


def test_no_caller_changes_what_the_next_one_gets() -> None:
    before = json.dumps(elasticsearch_analysis())
    changed = elasticsearch_analysis()
    changed["filter"]["stop_it"]["stopwords"].clear()
    changed["analyzer"]["it_prefissi_ricerca"]["filter"].append("prefissi")
    assert json.dumps(elasticsearch_analysis()) == before


def test_a_long_word_completes_to_its_end() -> None:
    prefixes = FILTERS["prefissi"]
    assert prefixes["min_gram"] <= 2
    assert prefixes["max_gram"] >= len("responsabilizzazione")
    assert prefixes["preserve_original"] is True


# --- contents -----------------------------------------------------------------------------------


def test_the_lists_are_those_of_tokens() -> None:
    assert FILTERS["stop_it"]["stopwords"] == list(STOP_WORDS)
    assert FILTERS["elisione_it"]["articles"] == list(ARTICLES)
    assert FILTERS["elisione_it"]["articles_case"] is True
    assert FILTERS["eccezioni_it"]["rules"] == list(exception_rules())
    assert FILTERS["vocale_finale"]["pattern"] == VOCALE_FINALE
    assert mappings() == dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(DROPPED, "")


def test_every_word_listed_can_be_met() -> None:
    """Lists are read after folding: an accent or a capital in them would match nothing."""
    stop_words = FILTERS["stop_it"]["stopwords"]
    articles = FILTERS["elisione_it"]["articles"]
    for words in (stop_words, articles, list(overrides())):
        assert [fold(lowercase(word)) for word in words] == words
        assert len(set(words)) == len(words)
    assert not overrides().keys() & set(stop_words)
    assert not {"non", "contro"} & set(stop_words)


# --- meaning ------------------------------------------------------------------------------------


def filtered(word: str, filters: list[str]) -> str | None:
    """What the filters make of one word; `None` where they take it away."""
    is_keyword = False
    for name in filters:
        given = FILTERS.get(name, {})
        match given.get("type", name):
            case "elision":
                article, mark, rest = word.partition("'")
                word = rest if mark and lowercase(article) in given["articles"] else word
            case "stop":
                if word in given["stopwords"]:
                    return None
            case "stemmer_override":
                is_keyword = word in overrides()
                word = overrides().get(word, word)
            case "stemmer":
                if not is_keyword:  # this Snowball strips articles, Lucene's does not
                    snowball = Stemmer.Stemmer(given["language"], 0)
                    word = snowball.stemWord(word.replace("'", "-")).replace("-", "'")
            case "pattern_replace":
                python = given["replacement"].replace("$", "\\")
                word = re.sub(given["pattern"], python, word)
            case built_in:
                word = {"lowercase": lowercase, "asciifolding": fold}[built_in](word)
    return word


def analysed(text: str, analyzer: str) -> Iterator[tuple[str, int]]:
    """Terms and positions that the settings give: a reading of them apart from `tokens`."""
    for char, replacement in mappings().items():
        text = text.replace(char, replacement)
    for position, (start, end) in enumerate(spans(text)):
        term = filtered(text[start:end], SETTINGS["analyzer"][analyzer]["filter"])
        if term is not None:
            yield term, position


@pytest.mark.parametrize("analyzer", ["it", "it_esatto", "it_prefissi_ricerca"])
def test_read_word_by_word_the_settings_give_what_lucene_gave(analyzer: str) -> None:
    for case in LUCENE:
        expected = [(term, position) for term, _, _, position in case[analyzer]]
        assert list(analysed(case["text"], analyzer)) == expected, case["text"]
