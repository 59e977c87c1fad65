"""What is refused before anything is read, and with which place and words."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pratiche.norme.importazione import AttoLetto, TestoRifiutato, read_act, riga_di_sintesi
from pratiche.norme.importazione.documento_xml import MAX_BYTES, parse_document

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted(FIXTURES.glob("*.xml"))
ROOT = "<NIR tipo='originale'>"
_LOL = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def refusal(data: bytes | str) -> TestoRifiutato:
    with pytest.raises(TestoRifiutato) as caught:
        read_act("prova.xml", data.encode() if isinstance(data, str) else data)
    return caught.value


def outcome(data: bytes) -> AttoLetto | TestoRifiutato:
    try:
        return read_act("x", data)
    except TestoRifiutato as refused:
        return refused


def check(found: AttoLetto | TestoRifiutato) -> None:
    if isinstance(found, TestoRifiutato):
        assert re.match(r"x:\d+: \S", str(found))
        assert found.riga >= 1
        assert found.colonna >= 1
    else:
        assert riga_di_sintesi(found)


HOSTILE = {
    "billion laughs": f'<!DOCTYPE NIR [<!ENTITY l0 "lol">{_LOL}]>\n{ROOT}&l9;</NIR>',
    "quadratic blow-up": f'<!DOCTYPE NIR [<!ENTITY a "{"a" * 50000}">]>\n{ROOT}{"&a;" * 50000}</NIR>',
    "external entity": f'<!DOCTYPE NIR [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n{ROOT}&x;</NIR>',
    "external DTD with a subset": (
        '<!DOCTYPE NIR SYSTEM "http://127.0.0.1:9/x.dtd" [<!ELEMENT NIR ANY>]>\n' + ROOT + "</NIR>"
    ),
    "parameter entity": f'<!DOCTYPE NIR [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>\n{ROOT}</NIR>',
    "default attributes": f'<!DOCTYPE NIR [<!ATTLIST NIR tipo CDATA "x">]>\n{ROOT}</NIR>',
}


@pytest.mark.parametrize("document", HOSTILE.values(), ids=HOSTILE.keys())
def test_declarations_of_the_file_are_refused_at_their_line(document: str) -> None:
    for header in ("", "<?xml version='1.0' encoding='UTF-8'?>\n"):
        found = refusal(header + document)
        assert "non si accettano" in found.messaggio
        assert found.riga == 1 + header.count("\n")
        assert str(found) == f"prova.xml:{found.riga}: {found.messaggio}"


def test_hostile_documents_in_utf_16_too() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + HOSTILE["billion laughs"]
    assert "non si accettano" in refusal(text.encode("utf-16")).messaggio


def test_a_bare_doctype_is_usual_and_never_fetched() -> None:
    found = refusal(f'<!DOCTYPE NIR SYSTEM "http://127.0.0.1:9/nircompleto.dtd">\n{ROOT}</NIR>')
    assert "identificatore" in found.messaggio  # it was read


def test_an_unknown_entity_would_be_words_lost() -> None:
    document = f'<!DOCTYPE NIR SYSTEM "n.dtd">\n{ROOT}<a>qualit&agrave;</a><b>\n&segreto;</b></NIR>'
    found = refusal(document)
    assert (found.riga, found.colonna) == (3, 1)
    assert "&segreto;" in found.messaggio
    read = parse_document("x", document.replace("&segreto;", "").encode()).radice
    assert read[0].text == "qualità"


@pytest.mark.parametrize(
    ("data", "said", "line"),
    [
        (b"", "vuoto", 1),
        (b" \n\t\n", "vuoto", 1),
        (b"PK\x03\x04xxxx", "ZIP", 1),
        (b"%PDF-1.7", "PDF", 1),
        (b"Art. 1 Testo", "non è un file XML", 1),
        (b"<html>\n<body/></html>", "la radice è «html»", 1),
        (b"<?xml version='1.0'?>\n\n<legge/>", "la radice è «legge»", 3),
        (b"<NIR>\n<a>\n</b></NIR>", "ben formato", 3),
        (b"<NIR>\n<a x='1' x='2'/></NIR>", "attributo", 2),
        (b"<?xml version='1.0' encoding='klingon'?><NIR/>", "codifica", 1),
        (b"<?xml version='1.0' encoding='utf-7'?><NIR/>", "codifica", 1),
        (b"<NIR>\n\xff\xff</NIR>", "ben formato", 2),
        (b"<NIR/><NIR/>", "altro dopo la fine", 1),
        ("<NIR>" + "<a>" * 5000, "annidati", 1),
        (b"<NIR>" + b"<a/>" * 600_001, "più di", 1),
        (b"<NIR>\n<meta/></NIR>", "identificatore", 2),
        (b"<akomaNtoso>\n<act>\n<meta/></act></akomaNtoso>", "identificatore", 3),
        (b"<akomaNtoso/>", "non contiene un atto", 1),
    ],
)  # fmt: skip
def test_each_refusal_says_why_and_where(data: bytes | str, said: str, line: int) -> None:
    found = refusal(data)
    assert said in found.messaggio
    assert found.riga == line


def test_too_large() -> None:
    assert "troppo grande" in refusal(b"<NIR>" + b" " * MAX_BYTES).messaggio


def test_truncation_is_said_and_so_is_the_known_fault_at_one_mebibyte() -> None:
    code = FIXTURES.joinpath("akn_decreto.xml").read_bytes()
    cut = refusal(code[:3000])
    assert "troncato" in cut.messaggio
    assert "1 MiB" not in cut.messaggio
    assert cut.riga == code[:3000].count(b"\n") + 1
    padded = code.replace(b"<body>", b"<body>" + b" " * 1024 * 1024)
    exact = refusal(padded[: 1024 * 1024])
    assert "troncato" in exact.messaggio
    assert "1 MiB" in exact.messaggio
    whole = read_act("x", code + b"\n" * (1024 * 1024 - len(code)))
    assert any("1 MiB" in one for one in whole.avvisi)


def test_null_bytes_at_the_end_are_an_interrupted_writing() -> None:
    assert "troncato" in refusal(b"<NIR><meta>\n" + b"\0" * 512).messaggio


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_cut_anywhere_is_refused(path: Path) -> None:
    data = path.read_bytes().rstrip()
    step = max(1, len(data) // 400)
    for end in {*range(0, len(data), step), *range(len(data) - 60, len(data))}:
        refusal(data[:end])


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(), st.binary().map(lambda b: b"<NIR>" + b + b"</NIR>"), st.text().map(str.encode)
    )
)
@example(b"<?xml version='1.0' encoding='x-\x00'?><NIR/>")
@example(b"<?xml version='1.0' encoding='utf-32'?><NIR/>")
@example(b"<?xml version='1.0' encoding='idna'?><NIR/>")
@example(b"<?xml version='1.0' encoding='hex'?><NIR/>")
@example(b"\xff\xfe<\x00N\x00")
def test_any_bytes_are_an_act_or_a_refusal(data: bytes) -> None:
    check(outcome(data))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_mangled_file_is_an_act_or_a_refusal(data: st.DataObject) -> None:
    document = bytearray(data.draw(st.sampled_from(FILES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(document) - 1))
        piece = data.draw(
            st.sampled_from([b"", b"<", b">", b"&", b'"', b"\0", b"\xe8", b"num", b"<p/>", b"#"])
        )
        document[at : at + data.draw(st.integers(0, 40))] = piece
    check(outcome(bytes(document)))
