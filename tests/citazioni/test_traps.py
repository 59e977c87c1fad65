"""The traps of Italian citations, one test each: what looks like a citation and is another, or none."""

import pytest

from piattaforma.citazioni import Context, find_citations
from tests.citazioni.notation import check, ids


def test_two_ministerial_decrees_have_the_number_72() -> None:
    check("Le linee guida del ⟦D.M. n. 72 del 31 marzo 2021⟧", "DM72")
    check("le linee guida del ⟦decreto ministeriale n. 72/2021⟧", "DM72")
    check("le linee guida sulla raccolta fondi: ⟦D.M. 72/2024⟧", "DM72-24")
    # of a minister that is not the one of the register: another act
    check(
        "il ⟦decreto del Ministro della giustizia 31 marzo 2021, n. 72⟧",
        "urn:nir:ministero.giustizia:decreto:2021-03-31;72",
    )


def test_the_same_number_is_of_another_region_in_a_list() -> None:
    check(
        "⟦Toscana (L.R. 65/2020⟧), ⟦Umbria (L.R. 2/2023⟧) e ⟦l.r. Lombardia 65/2020⟧",
        "LR65 | r.umbria:2023-03-06;2 | r.lombardia:2020;65",
    )
    check(
        "⟦Molise: legge regionale n. 65/2020⟧ e ⟦n. 3/2021⟧; ⟦Toscana: l.r. 65/2020⟧",
        "r.molise:2020;65 | r.molise:2021;3 | LR65",
    )
    # no region in the text: it stays unknown, unless the document says where we are
    assert ids("la l.r. 65/2020") == ["urn:nir:regione:legge:2020;65"]
    assert ids("la l.r. 65/2020", Context(region="Toscana")) == [
        "urn:nir:regione.toscana:legge:2020-07-22;65"
    ]


def test_a_letter_of_a_list_is_no_civil_code() -> None:
    check("le lettere aa), bb) e cc), e poi cc) i volontari; art. 5, lett. cc)", "")
    check(
        "⟦art. 5, comma 1, lettera cc), del d.lgs. 117/2017⟧",
        "urn:nir:stato:decreto.legislativo:2017-07-03;117~art5-com1-letcc",
    )
    check("ai sensi degli ⟦artt. 14 ss. c.c.⟧", "CC~art14")


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2010-05-01", "2006-04-12;163"),
        ("2016-04-18", "2006-04-12;163"),
        ("2018", "2016-04-18;50"),
        ("2023-06-30", "2016-04-18;50"),
        ("2023-07-01", "2023-03-31;36"),
        ("", "2023-03-31;36"),
    ],
)
def test_a_name_is_of_the_code_in_force_at_the_date_of_the_text(day: str, code: str) -> None:
    found = find_citations("l'art. 30 del Codice dei contratti pubblici", Context(date=day))
    assert [one.ids for one in found] == [[f"urn:nir:stato:decreto.legislativo:{code}~art30"]]
    assert found[0].certainty == "inferred"


@pytest.mark.parametrize(
    ("marked", "spelled"),
    [
        ("⟦D.lgs. 50/2016⟧ (di seguito “CCP”); l'⟦art. 30 del CCP⟧", "CCP16 | CCP16~art30"),
        ("⟦d.lgs. 50/2016⟧; l'⟦art. 95 del codice dei contratti⟧", "CCP16 | CCP16~art95"),
        ("⟦d.lgs. 50/2016⟧; l'⟦art. 201 del nuovo codice dei contratti⟧", "CCP16 | CCP~art201"),
        ("⟦d.lgs. 50/2016⟧.\n\nL'⟦art. 95 del codice dei contratti⟧", "CCP16 | CCP~art95"),
    ],
)
def test_a_name_is_of_the_code_that_its_block_cites(marked: str, spelled: str) -> None:
    check(marked, spelled)


@pytest.mark.parametrize("day", ["2010-05-01", "2018-01-01", "2025-01-01", ""])
def test_a_code_with_its_year_is_that_one_whatever_the_date(day: str) -> None:
    check(
        "l'⟦art. 30 del codice dei contratti pubblici del 2016⟧; ⟦codice appalti 2006⟧;"
        " il ⟦vecchio codice dei contratti (d.lgs. 50/2016⟧)",
        "CCP16~art30 | CCP06 | CCP16",
        Context(date=day),
    )


def test_a_name_is_of_nobody_where_its_block_cites_two_of_its_codes() -> None:
    found = find_citations("d.lgs. 163/2006 e d.lgs. 50/2016: l'art. 30 del CCP")
    assert [one.certainty for one in found] == ["explicit", "explicit", "doubtful"]


def test_the_number_beside_a_name_decides_against_the_date() -> None:
    check(
        "l'⟦art. 36 del Codice dei contratti pubblici (d.lgs. 50/2016⟧)",
        "CCP16~art36",
        Context(date="2025-01-01"),
    )


def test_a_decree_of_the_president_of_the_council_without_number() -> None:
    check("l'⟦art. 7 del d.P.C.M. 30 marzo 2001⟧", "dpcm:2001-03-30~art7")
    check(
        "il ⟦decreto del Presidente del Consiglio dei ministri 30.3.2001⟧ detta", "dpcm:2001-03-30"
    )
    check("un DPCM da adottare entro il 2026; il DPCM del 2001", "")


def test_years_of_two_figures_are_of_the_century_that_has_been() -> None:
    check("⟦l. 241/90⟧, ⟦d.lgs. 117/17⟧, ⟦L. n. 266 del '91⟧", "L241 | CTS | l:1991-08-11;266")


def test_articles_of_the_code_after_an_act_of_another_kind() -> None:
    check(
        "Vista la ⟦L.R. Toscana 65/2020⟧ e gli ⟦artt. 55 e 56 del Codice del Terzo settore⟧",
        "LR65 | CTS~art55 ~art56",
    )
    # "del Codice" goes back to the code, not to the law in between; nor to a law where there is none
    check(
        "Il ⟦Codice del Terzo settore⟧ e la ⟦l. 241/1990⟧: gli ⟦artt. 55 e 56 del Codice⟧",
        "CTS | L241 | CTS~art55 ~art56",
    )
    check("La ⟦l. 241/1990⟧: gli artt. 55 e 56 del Codice", "L241")


def test_the_same_number_and_year_of_another_type() -> None:
    check("⟦l. 241/1990⟧ e ⟦d.lgs. 241/1997⟧", "L241 | dlgs:1997-07-09;241")
    check(
        "⟦r.d. 16 marzo 1942, n. 267⟧ e ⟦r.d. 16 marzo 1942, n. 262⟧",
        "rd:1942-03-16;267 | rd:1942-03-16;262",
    )


def test_parts_after_an_act_are_not_of_the_next() -> None:
    check("⟦d.lgs. 267/2000, artt. 42 e 48⟧, nonché ⟦d.lgs. 117/2017⟧", "TUEL~art42 ~art48 | CTS")
    check("⟦art. 12 della l. 241/1990⟧ e ⟦art. 55 CTS⟧", "L241~art12 | CTS~art55")


def test_notes_and_marks_inside_a_citation() -> None:
    check("⟦art. 55 [2]_ del d.lgs. n. 117/2017⟧[^3]", "CTS~art55")
    check("⟦art. 55, ((comma 3)), del d.lgs. 117/2017⟧", "CTS~art55-com3")
    check("⟦d.lgs. 7 marzo 2005, n.82317⟧", "dlgs:2005-03-07;82")
    check("⟦legge 7 agosto\u00a01990,\nn.\n\n241⟧", "L241")
    check("⟦art. \n55 del de\u00adcreto legi-\nslativo 117/2017⟧", "CTS~art55")


def test_anaphora_goes_back_to_the_same_type_in_the_same_block() -> None:
    check("Il ⟦d.lgs. 117/2017⟧ e l'⟦art. 3 dello stesso decreto⟧", "CTS | CTS~art3")
    check("La ⟦l. 241/1990⟧ e l'art. 3 dello stesso decreto", "L241")
    check("Il ⟦d.lgs. 117/2017⟧.\n\nL'art. 3 dello stesso decreto", "CTS")
    check("⟦art. 55 CTS⟧; il predetto ⟦art. 55⟧ e il predetto art. 12", "CTS~art55 | CTS~art55")


@pytest.mark.parametrize(
    "text",
    [
        "l'art. 5, comma 2, e l'articolo 7",
        "R.G. 457/2019, R.G.N.R. 3300/21, N. 01234/2019 REG.PROV.COLL. e N. 00555/2018 REG.RIC.",
        "prot. n. 59638 del 6 luglio 2018, protocollo 12/2021",
        "un cost. 30 euro, tot. 117/2017 euro, € 1.241,90",
        "G.U. n. 179 del 2 agosto 2017, BURT n. 65 del 24 luglio 2020, S.O. n. 43",
        "norme ISO 9001:2015, ISO 25012, UNI EN 13816, UNI/PdR 125:2022",
        "tel. 055/2020117, cell. 333 1172017, CIG 8117201755, CUP D51B21000550006",
        "il 3 luglio 2017, dalle 9 alle 13; il 18/08/2000; 25.05.2018",
        "il Comitato articolo 31, l'Articolo 1 MDP, la classe 5 C e la lettera m)",
        "la costituzione di un'associazione; costituzione dell'ATS; la Carta dei servizi",
        "i CdS della classe L-39, il TUE di Erasmus+, un COM nuovo, la c.p. 50100",
        "l'allegato 2 e la tabella 4; pag. 55, n. 118; nota 12; scheda n. 55 del 2020",
        "la delibera di Giunta comunale n. 45 del 12/05/2023; il decreto dirigenziale da emanare",
        "la legge di bilancio e i decreti attuativi; la legge regionale",
        "d.d.l. n. 1234/2019; la proposta di legge 241 del 2019; lo schema di d.lgs. n. 50/2016",
        "direttiva n. 2/2019 del Dipartimento, Reg. 2015/1234 di protocollo; RD 12/2020",
        "legge 30 febbraio 1990, n. 241; il d.lgs. n. 18 aprile 2016",
        "Art. 1 - Costituzione, denominazione e sede. ART. 2 Costituzione e scopi",
        "per legge 180 giorni; via Legge 180, 12; scala C-12/13, interno 4; Art. 1024 Cost. €/mq",
        "il proprio Regolamento ISEE; il Regolamento SUAP del Comune",
        "la circolare interna n. 5/2020; la nota 12; nota n. 4204 del 22/01/2021; circolare n. 20/2018",
        "la risposta n. 3 al quesito; la risoluzione n. 5/2020; nota n. 12/2020 al Ministero del lavoro",
        "il Ministero del lavoro, circolare n. 5/2020 dell'INPS; circolare interni n. 5/2020, nota MLPS",
        "richiesta del Ministero del lavoro, con nota n. 12/2020; circolare INPS n. 39 del 4 aprile 2023",
        "d'intesa con la Conferenza unificata del 5 marzo 2020; l'intesa in Conferenza unificata",
        "il parere della Conferenza unificata nella seduta del 5 marzo 2020 (rep. atti n. 12/CU)",
        "l'accordo di programma; sentita la Conferenza Stato-Regioni il 5 marzo 2020 (rep. atti n. 12)",
        "accordo del 5 marzo 2020, n. 15; accordo quadro n. 12/2020; contratto rep. n. 1234 del 5/3/2020",
        "deliberazione del Consiglio regionale della Toscana 30 luglio 2025, n. 12/34 e n. 101",
        "la deliberazione del Consiglio regionale 30 luglio 2025; d.c.r. Toscana del 2025",
        "dal 2014/2020 al 2021/2027, 1990/91, a.s. 2023/2024; rapporto 55/45",
    ],
)
def test_what_cites_nothing_has_no_identifier(text: str) -> None:
    assert ids(text) == []


#: whose parts they are, when another act, another court, a title or a heading stands between
WHOSE = [
    ("⟦d.lgs. 117/2017, con particolare riferimento all'art. 55⟧", "dlgs:2017-07-03;117~art55"),
    ("⟦art. 22 comma 1) lettera a) della Legge n. 241/1990⟧", "l:1990-08-07;241~art22-com1-leta"),
    ("⟦legge 7 agosto 1990 n. 241 e ss.mm.ii., art. 11⟧", "l:1990-08-07;241~art11"),
    ("⟦D.Lgs. 267/2000 (TUEL) e smi, art. 48⟧", "dlgs:2000-08-18;267~art48"),
    ("⟦d.lgs. 117/2017 e succ. modif. ed integr., art. 55⟧", "dlgs:2017-07-03;117~art55"),
    ("⟦Corte di giustizia, causa C – 517/20⟧, punto 30", "celex:62020CJ0517"),
    ("⟦Corte di giustizia UE, 19 giugno 2014, c-568/13⟧", "celex:62013CJ0568"),
    ("⟦D.L. n. 34/2019⟧ conv. in ⟦L. 58/2019⟧, ⟦art. 33, comma 2⟧",
     "dl:2019-04-30;34 | l:2019-06-28;58 | dl:2019-04-30;34~art33-com2"),
    ("⟦d.lgs. 33/2013⟧, come modificato dal ⟦d.lgs. 97/2016⟧, ⟦art. 5⟧",
     "dlgs:2013-03-14;33 | dlgs:2016-05-25;97 | dlgs:2013-03-14;33~art5"),
    ("⟦d.P.R. 115/2002, art. 13⟧, inserito dalla ⟦L. 228/2012, art. 1, comma 17⟧",
     "dpr:2002-05-30;115~art13 | l:2012-12-24;228~art1-com17"),
    ("l'⟦art. 7⟧, come modificato dalla ⟦l. 15/2005⟧, della ⟦l. 241/1990⟧",
     "L241~art7 | l:2005-02-11;15 | L241"),
    ("⟦d.lgs. 33/2013 artt. 5, 5-bis⟧ e ⟦art. 23 l. 241/90⟧",
     "dlgs:2013-03-14;33~art5 ~art5bis | L241~art23"),
    ("⟦d.lgs. 267/2000⟧, artt. 42 e 48 Statuto comunale", "TUEL"),
    ("nel rispetto della ⟦L. 241/1990⟧,\nART. 3 - REQUISITI", "L241"),
    ("Art. 9 – ⟦D.Lgs. 231/2001⟧ e Codice etico", "dlgs:2001-06-08;231"),
    ("⟦D.Lgs. 50/2016 e s.m.i., art. 36⟧; ⟦R.D. 773/1931 (TULPS) art. 110⟧",
     "CCP16~art36 | rd:1931-06-18;773~art110"),
    ("Il ⟦d.lgs. 50/2016⟧ (Codice) e il ⟦d.lgs. 117/2017⟧. L'⟦art. 36 del Codice⟧",
     "CCP16 | CTS | CCP16~art36"),
    ("Visto il ⟦d.lgs. 117/2017⟧. L'ente adotta un Codice etico. L'art. 5 del Codice.", "CTS"),
    ("Visto il ⟦Reg. (UE) 2016/679⟧; il Regolamento di contabilità; l'art. 4 del Regolamento.",
     "celex:32016R0679"),
    ("⟦art. 6, par. 1, Reg. (UE) 2016/679⟧; ⟦art. 9, par. 2, del Regolamento⟧.",
     "celex:32016R0679~art6-com1 | celex:32016R0679~art9-com2"),
    ("Visto il ⟦d.lgs. 267/2000⟧. Con decreto del Sindaco n. 5/2020; l'art. 3 del predetto decreto", "TUEL"),
    ("L'⟦art. 12 della l. 241/1990⟧. L'art. 12 dello Statuto. Il citato art. 12", "L241~art12"),
    ("In Toscana ⟦l.r. 65/2020⟧, Umbria ⟦l.r. 2/2023⟧, Lazio ⟦l.r. 10/2019⟧",
     "LR65 | r.umbria:2023-03-06;2 | r.lazio:2019-06-26;10"),
    ("La Regione Umbria, con ⟦legge n. 2/2023⟧", "r.umbria:2023-03-06;2"),
    ("⟦Corte cost. n. 131/2020⟧. Il Tribunale di Firenze, con sentenza n. 131/2020, ha", "COST:2020:131"),
    ("La Corte di cassazione conferma la sentenza n. 12/2020 della Corte d'appello di Milano", ""),
    ("acquisito il CIG dall'ANAC, con determinazione n. 45 del 3/3/2021 si impegna", ""),
    ("⟦delibera ANAC n. 12/2020⟧ e la determinazione n. 45/2021 del dirigente", "anac:delibera:2020;12"),
    ("⟦legge 241/1990⟧ e 12/2020 è il numero di protocollo", "L241"),
    ("decreto del Ministro, da adottare ai sensi dell'⟦art. 17 della legge 23 agosto 1988, n. 400⟧",
     "l:1988-08-23;400~art17"),
    ("⟦art. 117, co. 2, lett. l) ed m), e 3, Cost.⟧", "Cost~art117-com2-letl ~art117-com2-letm ~art117-com3"),
    ("⟦art. 55 all'art. 57 CTS⟧: dall'⟦art. 55 all'art. 57 CTS⟧", "CTS~art55 ~art57 | CTS~art55 ~art56 ~art57"),
    ("⟦artt. 7, comma 1; 8, commi 1 e 2; 10, commi 5 e 6, e 37 della l. 241/1990⟧",
     "L241~art7-com1 ~art8-com1 ~art8-com2 ~art10-com5 ~art10-com6 ~art37"),
    ("⟦artt. 1, commi 2 e 3, 5, 6 e 8, comma 1, della l. 241/1990⟧",
     "L241~art1-com2 ~art1-com3 ~art5 ~art6 ~art8-com1"),
    ("⟦l.r. Toscana 10/2010⟧. Lettera sostituita con ⟦l.r. Toscana 48/2016, art. 70⟧",
     "r.toscana:2010-02-12;10 | r.toscana:2016;48~art70"),
    ("la Campania con ⟦legge n. 12/2011⟧, la Calabria con ⟦legge n. 29/2012⟧",
     "r.campania:2011;12 | r.calabria:2012;29"),
    ("violazione del ⟦D.P.R. 600/1973, art. 42⟧, della ⟦L. 212/2000, art. 7⟧, e dell'⟦art. 24 Cost.⟧",
     "dpr:1973-09-29;600~art42 | l:2000-07-27;212~art7 | Cost~art24"),
    ("⟦Allegato 4, articolo 4, del d.lgs. n. 104 del 2010⟧; ⟦art. 30 d.lgs. 104/2010⟧",
     "dlgs:2010-07-02;104 | urn:nir:stato:decreto.legislativo:2010-07-02;104:2~art30"),
    ("⟦art. 4 del decreto-\n     legge n. 28/2020⟧", "dl:2020;28~art4"),
    ("⟦deliberazione n. 3/SEZAUT/2014/QMIG⟧; le Sezioni Riunite n. 14 del 16 giugno 2000",
     "CONT:2014:3SEZAUT-QMIG"),
    ("⟦Direttiva 95/46/CE⟧ (di seguito “Codice”). L'art. 166 del Codice", "celex:31995L0046"),
    ("⟦art. 473-bis.11 c.p.c.⟧ e ⟦lett. b), comma 2, art. 3, d.lgs. 118/2011⟧",
     "CPC~art473bis.11 | dlgs:2011-06-23;118~art3-com2-letb"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "spelled"), WHOSE)
def test_a_part_goes_to_its_own_act_or_to_none(marked: str, spelled: str) -> None:
    check(marked, spelled)


def test_a_few_words_do_not_name_thousands_of_parts() -> None:
    assert len(ids("lett. da a) a z) dei commi 1-400 degli articoli 1-400 del c.c.")) <= 400
