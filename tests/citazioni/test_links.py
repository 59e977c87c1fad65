"""Addresses of official texts: only where the source is known to answer."""

import pytest
from hypothesis import given

from piattaforma.citazioni import link, parse_identifier
from tests.citazioni.families import identifiers

NORMATTIVA = "https://www.normattiva.it/uri-res/N2Ls?"
EURLEX = "https://eur-lex.europa.eu/legal-content/IT/TXT/?uri="
TOSCANA = "https://raccoltanormativa.consiglio.regione.toscana.it/articolo?urndoc="
_DPCM = "decreto.del.presidente.del.consiglio.dei.ministri"

LINKED = {
    "urn:nir:stato:legge:1990-08-07;241~art6bis-com1": (
        f"{NORMATTIVA}urn:nir:stato:legge:1990-08-07;241~art6bis!vig="
    ),
    "urn:nir:stato:decreto.legislativo:2017;117": (
        f"{NORMATTIVA}urn:nir:stato:decreto.legislativo:2017;117!vig="
    ),
    "urn:nir:stato:regio.decreto:1942-03-16;262:2~art2043": (
        f"{NORMATTIVA}urn:nir:stato:regio.decreto:1942-03-16;262:2~art2043!vig="
    ),
    f"urn:nir:stato:{_DPCM}:2013-12-05;159~art2": (
        f"{NORMATTIVA}urn:nir:stato:{_DPCM}:2013-12-05;159~art2!vig="
    ),
    "urn:nir:ministero.giustizia:decreto:2014-03-10;55~art2": (
        f"{NORMATTIVA}urn:nir:ministero.giustizia:decreto:2014-03-10;55~art2!vig="
    ),
    # an article of a convention is no article of the law that ratifies it
    "urn:nir:stato:legge:1955-08-04;848:1~art8": (
        f"{NORMATTIVA}urn:nir:stato:legge:1955-08-04;848!vig="
    ),
    "urn:nir:regione.toscana:legge:2020-07-22;65~art11-com2": (
        f"{TOSCANA}urn:nir:regione.toscana:legge:2020-07-22;65"
        "&pr=idx,0;artic,0;articparziale,1&anc=art11"
    ),
    "urn:nir:regione.toscana:regolamento.giunta:2021-12-10;48/R": (
        f"{TOSCANA}urn:nir:regione.toscana:regolamento.giunta:2021-12-10;48/R"
    ),
    "urn:nir:regione.emilia.romagna:legge:2023-04-13;3~art2": (
        "https://demetra.regione.emilia-romagna.it/al/articolo"
        "?urn=er:assemblealegislativa:legge:2023;3"
    ),
    "urn:nir:regione.lombardia:legge:2008-03-12;3": (
        "https://normelombardia.consiglio.regione.lombardia.it/normelombardia/accessibile/main.aspx"
        "?view=showdoc&iddoc=lr002008031200003"
    ),
    "urn:nir:regione.piemonte:legge:2004;1": (
        "https://arianna.cr.piemonte.it/iterlegcoordweb/dettaglioLegge.do"
        "?urnLegge=urn:nir:regione.piemonte:legge:2004;1"
    ),
    "urn:nir:regione.friuli.venezia.giulia:legge:2006-03-31;6": (
        "https://lexview-int.regione.fvg.it/FontiNormative/xml/xmlLex.aspx?anno=2006&legge=6"
    ),
    "celex:32016R0679~art5": f"{EURLEX}CELEX:32016R0679",
    "celex:62013CJ0113": f"{EURLEX}CELEX:62013CJ0113",
    "celex:12016E/TXT": f"{EURLEX}CELEX:12016E%2FTXT",
    "celex:12016E/TXT~art49": f"{EURLEX}CELEX:12016E049",
    "celex:12016M/TXT~art4-com3": f"{EURLEX}CELEX:12016M004",
    "ECLI:EU:C:2014:2440": f"{EURLEX}ecli:ECLI:EU:C:2014:2440",
    "ECLI:IT:COST:2020:131": "https://www.cortecostituzionale.it/scheda-pronuncia/2020/131",
}
SILENT = (
    f"urn:nir:stato:{_DPCM}:2001-03-30",
    "urn:nir:stato:decreto.ministeriale:2021-03-31;72",
    "urn:nir:ministero.lavoro.e.politiche.sociali:decreto:2021-03-31;72",
    "urn:nir:regione:legge:2020;65",
    "urn:nir:regione.lombardia:legge:2008;3",
    "urn:nir:regione.umbria:legge:2023-03-06;2",
    "urn:nir:regione.toscana;giunta:deliberazione:2021-07-26;758",
    "urn:nir:regione.toscana:statuto~art4",
    "urn:nir:autorita.nazionale.anticorruzione:delibera:2022-07-27;382",
    "ECLI:IT:CDS:2021:6232SENT",
    "ECLI:IT:CASS:2023:12570CIV",
    "ECLI:IT:CONT:2016:476",
)


@pytest.mark.parametrize(("text", "address"), LINKED.items())
def test_the_official_page(text: str, address: str) -> None:
    assert link(parse_identifier(text)) == address


@pytest.mark.parametrize("text", SILENT)
def test_silence_beats_a_wrong_link(text: str) -> None:
    assert link(parse_identifier(text)) == ""


def test_the_text_as_it_was_on_a_day() -> None:
    article = parse_identifier("urn:nir:stato:legge:1990-08-07;241~art11")
    assert link(article, "2018-05-01").endswith(";241~art11!vig=2018-05-01")
    # before the act there is no text of that day
    assert link(article, "1989-01-01").endswith(";241~art11!vig=")
    european = parse_identifier("celex:32016R0679")
    assert link(european, "2018-05-25") == link(european)


@pytest.mark.parametrize("day", ["2018", "ieri", "2018-02-30", "2018-05-01&x=1"])
def test_a_date_that_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match=r"not a day|day is out of range"):
        link(parse_identifier("urn:nir:stato:legge:1990-08-07;241"), day)


@given(identifiers)
def test_a_link_is_one_address_without_spaces(one) -> None:  # type: ignore[no-untyped-def]
    address = link(one)
    assert address == "" or address.startswith("https://")
    assert not set(address) & set(" <>\"'\\")
