"""The index of a cluster cuts texts as `lingua` does: each word, in its place, on a node that runs."""

import re
from collections.abc import Callable, Iterator

import pytest

from bench.search.texts import sentences
from piattaforma.lingua import tokens
from search.engines.elastic.mapping import analysis
from tests.nodo.indici import fresh_prefix
from tests.nodo.trasporto import client_of
from tests.search.hostile import HOSTILE

pytestmark = pytest.mark.nodo

#: Words in their places.
Words = list[tuple[str, int]]
Analyse = Callable[[str, str], Words]

#: Sentences that are sent at once.
_AT_ONCE = 100

HALF = re.compile("[\ud800-\udfff]")

#: What people write and paste, and what nobody would.
STRANGE = (
    "L’ente, l'ente, lʼente, l`ente, l´ente, l′ente, l＇ente: dell‘amministrazione è attivita' e SOCIETA'",
    "qualità QUALITÀ qualita\u0300 perché perche\u0301 città co\u00adpro\u00adget\u00adta\u00adzio\u00adne",
    "com’è dov'è quest’anno trent’anni un’altra Sant’Agata D’Annunzio dall’ un' ' ’’",
    "d.lgs. 117/2017, art.55 c.3-bis; 1.000,50 euro: il 3° e l’8ª, n.131 del 25/05/2020 h 12:30",
    "non_profit snake_case__doppio _inizio fine_ C++ C# .NET AT&T e-mail: info@example.it https://example.it/a?b=c#d",
    "😀 👩‍👩‍👧‍👦 🇮🇹🇫🇷🇩 1️⃣ 👍🏽 🏳️‍🌈 ☎️ ©® 🏴󠁧󠁢󠁥󠁮󠁧󠁿 fine",
    "漢字かなカタカナ ﾊﾝｶｸ 한국어 조선말 ไทยภาษา ລາວ မြန်မာ ខ្មែរ 中a文1",
    "𐀀𐀁 𠮷野家 𝒜𝓁𝓅𝒽𝒶 𝟙𝟚𝟛 𞤀𞤁 🅰️ 𐍈",
    "שלום ש\"ס צה״ל مرحبا بالعالم ١٢٣٬٤٥٦ a\u200fb\u200ec \u202eabc\u202c \u202e",
    "İstanbul ıI ŒUVRE œuvre Straße ẞ ĳ ǆ ﬁ ﬀ Æ Ø Ł þ ſ K Å ²³ ½ ① Ⅳ",
    "e\u0301\u0302\u0303 \u0301inizia \u200bzero\u200cwidth\u200djoin\u2060er\ufefffine",
    "a\u00a0b\u2028c\u2029d\x00e\tf\r\ng",
    "Ελληνικά ΣΊΣΥΦΟΣ Кириллица Ёлка Հայերեն ქართული ᲥᲐᲠᲗᲣᲚᲘ हिन्दी தமிழ்",
    "a.b.c a..b a:b a·b a‧b 1,2,3 1,,2 1.2.3.4 1;2 a1b2 1a2b 3,a a,3 l'1 un'8",
    "a" * 254, "a" * 255, "a" * 256, "a" * 511, "a" * 1000, "à" * 300, "comunità" * 50,
    "1" * 300, "1,5" * 200, "a.b" * 200, "𐀀" * 127, "𐀀" * 128, "𐀀" * 300, "漢" * 300, "カ" * 300,
    "a\u0301" * 200, "x" * 254 + "'" + "y" * 10, "l’" + "e" * 300, "x" * 250 + "😀" * 10,
    "dell’" * 100, "'" * 300, "e\u00ad" * 300, "_" * 300, "a_" * 200, "👩‍👧" * 100, "🇮🇹" * 100,
)  # fmt: skip


@pytest.fixture(scope="module")
def analyse(nodo_url: str) -> Iterator[Analyse]:
    """What an analyzer of the index makes of a text."""
    with fresh_prefix(nodo_url) as prefix, client_of(nodo_url) as client:
        index = f"{prefix}-analisi"
        client.indices.create(index=index, settings={"analysis": analysis()})

        def of(analyzer: str, text: str) -> Words:
            answer = client.indices.analyze(index=index, analyzer=analyzer, text=text)
            return [(one["token"], one["position"]) for one in answer["tokens"]]

        yield of


#: Of each analyzer, what `lingua` says in its place.
OURS: dict[str, Callable[[str], Words]] = {
    "it": lambda text: [(one.term, one.position) for one in tokens(text)],
    "it_esatto": lambda text: [(one.exact, one.position) for one in tokens(text)],
    "it_prefissi_ricerca": lambda text: [
        (one.exact, one.position) for one in tokens(text, keep_stop_words=True)
    ],
}


@pytest.mark.parametrize("analyzer", OURS)
def test_sentences_of_the_guide_and_of_law(analyse: Analyse, analyzer: str) -> None:
    """Many at once, each on a line: a line cuts words, and counts none."""
    written = sentences()
    assert len(written) >= 1000
    for start in range(0, len(written), _AT_ONCE):
        text = "\n".join(written[start : start + _AT_ONCE])
        assert analyse(analyzer, text) == OURS[analyzer](text)


@pytest.mark.parametrize("analyzer", OURS)
def test_strange_texts(analyse: Analyse, analyzer: str) -> None:
    otherwise = [
        text
        for text in (*STRANGE, *HOSTILE)
        # Half a character does not go over the wire.
        if not HALF.search(text) and analyse(analyzer, text) != OURS[analyzer](text)
    ]
    assert otherwise == []
