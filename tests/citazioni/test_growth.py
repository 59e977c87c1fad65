"""Linear on its worst families: a hundred times the text costs about a hundred times the time."""

import time

import pytest

from piattaforma.citazioni import find_citations, find_in_html

#: what each family repeats
HOSTILE = {
    "articles": "art. 1, ",
    "articles in a list": "1, ",
    "commi": "comma 1, comma 2, ",
    "ranges": "artt. 1-9 e ",
    "letters": "lett. a), b) e ",
    "abbreviations": "d.l.g.s.",
    "stops": "l. . . ",
    "spaces": "art.    ",
    "new lines": "art.\n\n",
    "dates": "d.lgs. 3 luglio 2017 3 luglio ",
    "numbers": "n. 1/2 n. 3 ",
    "digits": "1234567890",
    "laws in a list": "l. 1/2000, 2/2000 e ",
    "regions": "Toscana Toscana (",
    "ministers": "decreto del Ministro di concerto con il Ministro ",
    "courts": "Cons. Stato, sez. V, ",
    "decisions": "Cons. Stato, n. 1/2020, 2/2020; ",
    "said before": "stesso decreto predetto articolo ",
    "brackets": "(((( ",
    "quotes": 'd.lgs. 1/2000 "',
    "names": "codice codice dei codice ",
    "union": "regolamento (UE) n. 1/ ",
    "cases": "causa C-1/14, C-2/14 e ",
    "notes": "[1]((",
    "hyphens": "art. 1-",
    "words": "testo unico di cui al regolamento di ",
    "kinds": "sentenza sentenza del ",
    "dated": "sentenza del 1.1.2020 ",
    "causes": "cause, nella causa, ",
    "reg": "reg. ",
    "anaphora": "l. 1/2000, stesso decreto, art. 3 dello stesso decreto; ",
    "practice": "circolare del Ministero del lavoro, nota della direzione generale ",
    "numbers of practice": "MLPS, nota n. 1/2020, circolare n. 2/2020 ",
    "agreements": "intesa, accordo in Conferenza unificata 1/1/2020 (rep. atti n. 1/CU ",
    "repertories": "parere, sancita rep. atti n. 1/CU del 2020, ",
    "chains": "commi 1-2-3-4-5-",
    "changes": "d.l. 1/2000 conv. in l. 2/2000, art. 3 e art. 4 ",
}  # fmt: skip
_SMALL, _TIMES = 10_000, 100


def _cpu(text: str) -> float:
    start = time.process_time()
    find_citations(text)
    return time.process_time() - start


@pytest.mark.parametrize("family", HOSTILE)
def test_hostile_text_grows_linearly(family: str) -> None:
    piece = HOSTILE[family]
    small = piece * (_SMALL // len(piece))
    find_citations(small[:100])
    before = min(_cpu(small) for _ in range(3))
    after = _cpu(small * _TIMES)
    # quadratic would be ten thousand; what is very fast is measured badly, hence the floor
    assert after < 5 * _TIMES * max(before, 0.002)


@pytest.mark.parametrize("piece", ["<", "<a>", "<b>art. 1 ", "&amp", "<!--", "<p title='"])
def test_hostile_markup_grows_linearly(piece: str) -> None:
    small = piece * (2_000 // len(piece))
    times = []
    for html in (small, small * 50):
        start = time.process_time()
        find_in_html(html)
        times.append(time.process_time() - start)
    assert times[1] < 5 * 50 * max(times[0], 0.002)
