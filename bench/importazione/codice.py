"""A big code of invented words, in both forms of the official site's files."""

_SENTENCE = (
    "Il giardino di prova e' tenuto secondo l'<ref href=\"/akn/it/act/decretoLegislativo/stato/2017-07-03/117/"
    '!main#art_{article}">articolo {article} del decreto legislativo 3 luglio 2017, n. 117</ref>, '
    "<ins>((con la qualita' che si puo' avere))</ins>, e non e' una legge.\n"
)
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Testo di prova generato: nessuna legge dice questo. -->
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="monovigente"><meta>
<identification source=""><FRBRWork>
<FRBRuri value="/akn/it/act/decreto_legislativo/stato/2031-02-03/998"/>
<FRBRalias name="urn:nir" value="urn:nir:stato:decreto.legislativo:2031-02-03;998"/>
</FRBRWork></identification></meta>
<preface><p><docTitle>Codice di prova</docTitle></p></preface><body>
"""


def big_code(articles: int = 1500, *, as_attachments: bool = False) -> bytes:
    """About 0.7 KB an article."""
    one = _attachment if as_attachments else _article
    inside = "".join(one(number) for number in range(1, articles + 1))
    if as_attachments:
        return f"{_HEAD}</body><attachments>{inside}</attachments></act></akomaNtoso>\n".encode()
    return f"{_HEAD}{inside}</body></act></akomaNtoso>\n".encode()


def _article(number: int) -> str:
    return (
        f'<article eId="art_{number}"><num>Art. {number}.</num><heading>Rubrica di prova {number}</heading>'
        f'<paragraph eId="art_{number}__para_1"><num>1.</num><content><p>'
        f"{_SENTENCE.format(article=number % 104 + 1)}</p></content></paragraph>"
        f'<paragraph eId="art_{number}__para_2"><num>2.</num><content><p>COMMA ABROGATO DAL D.LGS. 26 AGOSTO '
        f"2016, N. 179.</p></content></paragraph></article>\n"
    )


def _attachment(number: int) -> str:
    return (
        f'<attachment><doc name="CODICE DI PROVA-art. {number}"><mainBody><paragraph><content>'
        f"<p> Art. {number}.\n\n (Rubrica di prova {number}).\n\n "
        f"{_SENTENCE.format(article=number % 104 + 1)}\n\n "
        f"Secondo capoverso di prova.\n</p></content></paragraph></mainBody></doc></attachment>\n"
    )
