"""House style, short form and address of every kind of act and decision."""

import re

import pytest
from hypothesis import given

from piattaforma.citazioni import parse_identifier
from piattaforma.citazioni.names import format_id, format_short, slug
from tests.citazioni.families import identifiers

_DPR = "decreto.del.presidente.della.repubblica"
_DPCM = "decreto.del.presidente.del.consiglio.dei.ministri"
#: identifier → house style, short form, address
CASES = {
    # the State
    "urn:nir:stato:legge:1990-08-07;241~art2": (
        "art. 2, l. 7 agosto 1990, n. 241",
        "art. 2 l. 241/1990",
        "l-241-1990",
    ),
    "urn:nir:stato:legge.costituzionale:2001-10-18;3": (
        "l. cost. 18 ottobre 2001, n. 3",
        "l. cost. 3/2001",
        "l-cost-3-2001",
    ),
    "urn:nir:stato:decreto.legge:2020-07-16;76~art8-com5": (
        "art. 8, comma 5, d.l. 16 luglio 2020, n. 76",
        "art. 8, c. 5, d.l. 76/2020",
        "dl-76-2020",
    ),
    "urn:nir:stato:decreto.legislativo:2017-07-03;117~art5-com1-letbbis-num2": (
        "art. 5, comma 1, lettera b-bis), numero 2, d.lgs. 3 luglio 2017, n. 117",
        "art. 5, c. 1, lett. b-bis), n. 2, CTS",
        "dlgs-117-2017",
    ),
    "urn:nir:stato:decreto.legislativo:2017;201": (
        "d.lgs. n. 201/2017",
        "d.lgs. 201/2017",
        "dlgs-201-2017",
    ),
    "urn:nir:stato:decreto.legislativo.luogotenenziale:1944-11-23;382": (
        "d.lgs. lgt. 23 novembre 1944, n. 382",
        "d.lgs. lgt. 382/1944",
        "dlgs-lgt-382-1944",
    ),
    "urn:nir:stato:decreto.legislativo.del.capo.provvisorio.dello.stato:1947-12-14;1577": (
        "d.lgs. C.P.S. 14 dicembre 1947, n. 1577",
        "d.lgs. C.P.S. 1577/1947",
        "dlgs-cps-1577-1947",
    ),
    "urn:nir:stato:regio.decreto:1931-06-18;773~art86": (
        "art. 86, r.d. 18 giugno 1931, n. 773",
        "art. 86 TULPS",
        "rd-773-1931",
    ),
    f"urn:nir:stato:{_DPR}:2000-12-28;445": (
        "d.P.R. 28 dicembre 2000, n. 445",
        "TUDA",
        "dpr-445-2000",
    ),
    f"urn:nir:stato:{_DPCM}:2001-03-30~art7": (
        "art. 7, d.P.C.M. 30 marzo 2001",
        "art. 7 d.P.C.M. 30 marzo 2001",
        "dpcm-2001-03-30",
    ),
    f"urn:nir:stato:{_DPCM}:2013-12-05;159": (
        "d.P.C.M. 5 dicembre 2013, n. 159",
        "d.P.C.M. 159/2013",
        "dpcm-159-2013",
    ),
    # what house style cites by name
    "urn:nir:stato:costituzione:1947-12-27~art118-com4": (
        "art. 118, comma 4, Cost.",
        "art. 118, c. 4, Cost.",
        "costituzione",
    ),
    "urn:nir:stato:costituzione:1947-12-27": ("Costituzione", "Cost.", "costituzione"),
    "urn:nir:stato:regio.decreto:1942-03-16;262:2~art2043": (
        "art. 2043 c.c.",
        "art. 2043 c.c.",
        "rd-262-1942-2",
    ),
    "urn:nir:stato:regio.decreto:1942-03-16;262:1~art12": (
        "art. 12 preleggi",
        "art. 12 preleggi",
        "rd-262-1942-1",
    ),
    "urn:nir:stato:regio.decreto:1942-03-16;262": (
        "r.d. 16 marzo 1942, n. 262",
        "r.d. 262/1942",
        "rd-262-1942",
    ),
    "urn:nir:stato:decreto.legislativo:2010-07-02;104:2~art113-com1": (
        "art. 113, comma 1, c.p.a.",
        "art. 113, c. 1, c.p.a.",
        "dlgs-104-2010-2",
    ),
    f"urn:nir:stato:{_DPR}:1988-09-22;447~art335": (
        "art. 335 c.p.p.",
        "art. 335 c.p.p.",
        "dpr-447-1988",
    ),
    "urn:nir:stato:legge:1955-08-04;848:1~art8": ("art. 8 CEDU", "art. 8 CEDU", "l-848-1955-1"),
    "urn:nir:stato:legge:1955-08-04;848": ("l. 4 agosto 1955, n. 848", "l. 848/1955", "l-848-1955"),
    "urn:nir:stato:legge:2020-10-01;133:1~art12": (
        "art. 12, Convenzione di Faro",
        "art. 12 Convenzione di Faro",
        "l-133-2020-1",
    ),
    # ministers
    "urn:nir:ministero.lavoro.e.politiche.sociali:decreto:2021-03-31;72": (
        "D.M. Lavoro e politiche sociali 31 marzo 2021, n. 72",
        "D.M. MLPS 72/2021",
        "dm-mlps-72-2021",
    ),
    "urn:nir:ministero.industria.commercio.e.artigianato:decreto:1992-05-07;400": (
        "D.M. Industria, commercio e artigianato 7 maggio 1992, n. 400",
        "D.M. Industria, commercio e artigianato 400/1992",
        "dm-industria-400-1992",
    ),
    "urn:nir:ministro.pubblica.amministrazione:decreto:2022-06-24;132": (
        "decreto del Ministro per la pubblica amministrazione 24 giugno 2022, n. 132",
        "decreto del Ministro per la pubblica amministrazione 132/2022",
        "dm-pubblica-amministrazione-132-2022",
    ),
    "urn:nir:stato:decreto.ministeriale:2021;72": ("D.M. n. 72/2021", "D.M. 72/2021", "dm-72-2021"),
    "urn:nir:stato:decreto.interministeriale:2021-10-22": (
        "D.I. 22 ottobre 2021",
        "D.I. 22 ottobre 2021",
        "di-2021-10-22",
    ),
    "urn:nir:ministero.lavoro.e.politiche.sociali:decreto.direttoriale:2021-10-26;561": (
        "D.D. Lavoro e politiche sociali 26 ottobre 2021, n. 561",
        "D.D. MLPS 561/2021",
        "dd-mlps-561-2021",
    ),
    # regions and provinces
    "urn:nir:regione.toscana:legge:2020-07-22;65~art11": (
        "art. 11, l.r. Toscana 22 luglio 2020, n. 65",
        "art. 11 l.r. Toscana 65/2020",
        "lr-toscana-65-2020",
    ),
    "urn:nir:regione:legge:2020;65": ("l.r. n. 65/2020", "l.r. 65/2020", "lr-65-2020"),
    "urn:nir:regione.valle.aosta:legge:2005-07-22;16": (
        "l.r. Valle d'Aosta 22 luglio 2005, n. 16",
        "l.r. Valle d'Aosta 16/2005",
        "lr-valle-aosta-16-2005",
    ),
    "urn:nir:provincia.autonoma.trento:legge:2007-07-27;13": (
        "l.p. Trento 27 luglio 2007, n. 13",
        "l.p. Trento 13/2007",
        "lp-trento-13-2007",
    ),
    "urn:nir:regione.toscana:regolamento.giunta:2021-12-10;48/R": (
        "reg. reg. Toscana 10 dicembre 2021, n. 48/R",
        "reg. reg. Toscana 48/R/2021",
        "rg-toscana-48-r-2021",
    ),
    "urn:nir:regione.toscana;giunta:deliberazione:2021-07-26;758": (
        "d.g.r. Toscana 26 luglio 2021, n. 758",
        "d.g.r. Toscana 758/2021",
        "dgr-toscana-758-2021",
    ),
    "urn:nir:regione.toscana;consiglio:deliberazione:2019-10-09;73": (
        "d.c.r. Toscana 9 ottobre 2019, n. 73",
        "d.c.r. Toscana 73/2019",
        "dcr-toscana-73-2019",
    ),
    "urn:nir:regione.toscana:statuto~art4": (
        "art. 4, Statuto Toscana",
        "art. 4 Statuto Toscana",
        "toscana-statuto",
    ),
    # authorities, and those that no register names
    "urn:nir:autorita.nazionale.anticorruzione:delibera:2022-07-27;382": (
        "ANAC, delibera 27 luglio 2022, n. 382",
        "ANAC, delibera 382/2022",
        "anac-delibera-382-2022",
    ),
    "urn:nir:comune.torino:regolamento:2019;391~art2": (
        "art. 2, Comune di Torino, regolamento n. 391/2019",
        "art. 2 Comune di Torino, regolamento n. 391/2019",
        "comune-torino-regolamento-391-2019",
    ),
    # the Union
    "celex:32016R0679~art5-com1-leta": (
        "art. 5, par. 1, lettera a), regolamento (UE) 2016/679",
        "art. 5, par. 1, lett. a), GDPR",
        "ue-32016r0679",
    ),
    "celex:32008R1008": (
        "regolamento (CE) n. 1008/2008",
        "reg. (CE) n. 1008/2008",
        "ue-32008r1008",
    ),
    "celex:31971R1408": ("regolamento (CEE) n. 1408/71", "reg. (CEE) n. 1408/71", "ue-31971r1408"),
    "celex:31998R2016": (
        "regolamento (CE) n. 2016/1998",
        "reg. (CE) n. 2016/1998",
        "ue-31998r2016",
    ),
    "celex:32014R0910": ("regolamento (UE) n. 910/2014", "reg. (UE) n. 910/2014", "ue-32014r0910"),
    "celex:32014L0024": ("direttiva 2014/24/UE", "dir. 2014/24/UE", "ue-32014l0024"),
    "celex:31992L0043": ("direttiva 92/43/CEE", "dir. 92/43/CEE", "ue-31992l0043"),
    "celex:32016L2102": ("direttiva (UE) 2016/2102", "dir. (UE) 2016/2102", "ue-32016l2102"),
    "celex:32012D0021": ("decisione 2012/21/UE", "dec. 2012/21/UE", "ue-32012d0021"),
    "celex:32002F0584": (
        "decisione quadro 2002/584/GAI",
        "dec. quadro 2002/584/GAI",
        "ue-32002f0584",
    ),
    "celex:32003H0361": ("raccomandazione 2003/361/CE", "racc. 2003/361/CE", "ue-32003h0361"),
    "celex:62013CJ0113": ("Corte di giustizia UE, causa C-113/13", "C-113/13", "ue-62013cj0113"),
    "celex:12016E/TXT~art49": ("art. 49 TFUE", "art. 49 TFUE", "ue-12016e-txt"),
    "celex:12016M/TXT": ("Trattato sull'Unione europea", "TUE", "ue-12016m-txt"),
    # decisions
    "ECLI:IT:COST:2020:131": (
        "Corte costituzionale, sentenza n. 131/2020",
        "Corte cost. 131/2020",
        "corte-cost-131-2020",
    ),
    "ECLI:IT:CDS:2021:6232SENT": (
        "Consiglio di Stato, sentenza n. 6232/2021",
        "Cons. Stato 6232/2021",
        "cons-stato-6232-2021",
    ),
    "ECLI:IT:CDS:2021:6232": (
        "Consiglio di Stato, n. 6232/2021",
        "Cons. Stato 6232/2021",
        "cons-stato-n-6232-2021",
    ),
    "ECLI:IT:CDS:2021:17APLE": (
        "Consiglio di Stato, Adunanza plenaria, n. 17/2021",
        "Cons. Stato, Ad. plen., 17/2021",
        "cons-stato-aple-17-2021",
    ),
    "ECLI:IT:CDS:2018:2052PDEF": (
        "Consiglio di Stato, parere n. 2052/2018",
        "Cons. Stato, par. 2052/2018",
        "cons-stato-pdef-2052-2018",
    ),
    "ECLI:IT:CGARS:2023:296SENT": (
        "Consiglio di giustizia amministrativa per la Regione siciliana, sentenza n. 296/2023",
        "CGARS 296/2023",
        "cgars-296-2023",
    ),
    "ECLI:IT:TARBS:2021:12OCAU": (
        "TAR Lombardia, Brescia, ordinanza cautelare n. 12/2021",
        "TAR Lombardia, Brescia, ord. caut. 12/2021",
        "tar-lombardia-brescia-ocau-12-2021",
    ),
    "ECLI:IT:TRGATN:2023:198SENT": (
        "TRGA Trento, sentenza n. 198/2023",
        "TRGA Trento 198/2023",
        "trga-trento-198-2023",
    ),
    "ECLI:IT:CASS:2023:12570CIV": (
        "Corte di cassazione civile, n. 12570/2023",
        "Cass. civ. 12570/2023",
        "cass-civ-12570-2023",
    ),
    "ECLI:IT:CASS:2023:12570": (
        "Corte di cassazione, n. 12570/2023",
        "Cass. 12570/2023",
        "cass-12570-2023",
    ),
    "ECLI:IT:CONT:2023:102SRCPIE-PAR": (
        "Corte dei conti, sez. reg. controllo Piemonte, n. 102/2023/PAR",
        "C. conti, sez. reg. controllo Piemonte, 102/2023/PAR",
        "corte-conti-srcpie-102-2023",
    ),
    "ECLI:IT:CONT:2023:139APP1": (
        "Corte dei conti, I sez. centrale d'appello, n. 139/2023",
        "C. conti, I sez. centrale d'appello, 139/2023",
        "corte-conti-app1-139-2023",
    ),
    "ECLI:EU:C:2014:2440": (
        "Corte di giustizia UE, ECLI:EU:C:2014:2440",
        "Corte di giustizia UE, ECLI:EU:C:2014:2440",
        "ecli-eu-c-2440-2014",
    ),
    # a suffix or a court that we do not know is shown as it is, never interpreted
    "ECLI:IT:CONT:2023:12XYZ": (
        "ECLI:IT:CONT:2023:12XYZ",
        "ECLI:IT:CONT:2023:12XYZ",
        "corte-conti-xyz-12-2023",
    ),
    "ECLI:IT:CTRTOS:2024:769": (
        "ECLI:IT:CTRTOS:2024:769",
        "ECLI:IT:CTRTOS:2024:769",
        "ecli-it-ctrtos-769-2024",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_one_way_to_write_and_address(text: str, expected: tuple[str, str, str]) -> None:
    identifier = parse_identifier(text)
    assert (format_id(identifier), format_short(identifier), slug(identifier)) == expected


def test_one_address_for_one_act() -> None:
    """Over all the samples: as many addresses as join keys."""
    samples = [parse_identifier(text) for text in CASES]
    assert len({slug(one) for one in samples}) == len({one.chiave for one in samples})


@given(identifiers, identifiers)
def test_addresses_divide_what_join_keys_divide(one, other) -> None:  # type: ignore[no-untyped-def]
    assert (slug(one) == slug(other)) == (one.chiave == other.chiave)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(one))


@given(identifiers)
def test_every_identifier_has_a_name(one) -> None:  # type: ignore[no-untyped-def]
    for text in (format_id(one), format_short(one)):
        assert text
        assert text == " ".join(text.split())
