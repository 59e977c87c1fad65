"""One file, one act, one line; and no word of the source that is lost or changed."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench.importazione.codice import big_code
from piattaforma.citazioni import parse_identifier
from pratiche.norme.importazione import read_act, riga_di_sintesi

FILES = sorted((Path(__file__).parent / "fixtures").glob("*.xml"))


def test_the_line_of_an_import() -> None:
    lines = {path.stem: riga_di_sintesi(read_act(path.name, path.read_bytes())) for path in FILES}
    assert lines["akn_decreto"] == (
        "Testo di prova sulla qualità dei giardini immaginari. · "
        "urn:nir:stato:decreto.legislativo:2031-02-03;999 · 5 articoli, 9 commi, 15 rinvii, 2 allegati"
    )
    assert lines["nir_antico"].endswith("· 1 articolo, 1 comma, 1 rinvio, 0 allegati")
    assert "1.500 articoli, 3.000 commi, 1.500 rinvii" in riga_di_sintesi(read_act("x", big_code()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_identifiers_are_ours_and_offsets_hold(path: Path) -> None:
    act = read_act(path.name, path.read_bytes())
    assert str(parse_identifier(act.identificatore)) == act.identificatore
    keys = [(one.allegato, one.numero) for one in act.articoli]
    assert len(keys) == len(set(keys))
    for one in (*act.commi, *([act.preambolo] if act.preambolo else [])):
        assert one.testo == one.testo.strip()
        assert "  " not in one.testo
        for link in one.rinvii:
            words = one.testo[link.inizio : link.fine]
            assert words
            assert words == words.strip()
            assert str(parse_identifier(link.identificatore)) == link.identificatore


@pytest.mark.parametrize("stem", ["akn_decreto", "akn_codice"])
def test_every_word_of_the_body_is_kept_as_it_is(stem: str) -> None:
    path = next(one for one in FILES if one.stem == stem)
    act = read_act(path.name, path.read_bytes())
    kept = " ".join(f"{one.rubrica} {one.testo} {one.note}" for one in act.articoli) + " ".join(
        one.testo for annex in act.allegati for one in annex.commi
    )
    root = ET.fromstring(path.read_bytes())
    for paragraph in root.iter("{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}p"):
        words = "".join(paragraph.itertext())
        if paragraph in [
            inner
            for part in ("preface", "preamble")
            for outer in root.iter("{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}" + part)
            for inner in outer.iter()
        ]:
            continue
        # numbers and headings printed in the words, and the rule above the notes, have fields of their own
        words = re.sub(
            r"^\W*(?:Art\. [\d/]+(?:-bis)?\.|3-ter\.|2\.|-{4,})|-{4,}", " ", words.strip()
        )
        for word in re.findall(r"[^\s()]+", words):
            assert word in kept
