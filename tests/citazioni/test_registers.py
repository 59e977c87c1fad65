"""The tables of `dati/`: every row is read, no form means two things on one day."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from piattaforma.citazioni import parse_identifier
from piattaforma.citazioni.popular_names import popular_name, short_name
from piattaforma.citazioni.registers import (
    NomeCorrente,
    decrees_on_normattiva,
    known_acts,
    ministries,
    names,
    offices,
    places,
    region_adjectives,
    regions,
    tar_seats,
)


def _acronyms(one: NomeCorrente) -> tuple[str, ...]:
    return (*one.sigle, *one.sigle_sole)


def _forms(one: NomeCorrente) -> set[str]:
    return {form.lower() for form in (one.nome, *one.varianti, *_acronyms(one))}


def _overlap(one: NomeCorrente, other: NomeCorrente) -> bool:
    return (one.dal or "0") <= (other.al or "9") and (other.dal or "0") <= (one.al or "9")


def test_each_name_is_in_order() -> None:
    for one in names():
        assert one.cautela in {"", "partizione"}, one.nome
        assert not one.identificatore.partizione, one.nome
        for day in filter(None, (one.dal, one.al)):
            date.fromisoformat(day)
        assert not (one.dal and one.al) or one.dal <= one.al, one.nome
        forms = (one.nome, *one.varianti, *_acronyms(one))
        assert all(form == form.strip() and "\t" not in form for form in forms), one.nome
        assert len(set(forms)) == len(forms), one.nome


def test_an_act_with_a_number_carries_its_day() -> None:
    for act in known_acts().values():
        if act.schema == "nir":
            date.fromisoformat(act.data)


def test_no_form_means_two_acts_on_one_day() -> None:
    bearers: dict[str, list[NomeCorrente]] = defaultdict(list)
    for one in names():
        for form in _forms(one):
            bearers[form].append(one)
    for form, rows in bearers.items():
        for index, one in enumerate(rows):
            for other in rows[index + 1 :]:
                if one.identificatore.chiave != other.identificatore.chiave:
                    assert not _overlap(one, other), (form, one.nome, other.nome)


def test_an_acronym_beside_a_part_is_no_word_that_is_safe_alone() -> None:
    """What needs an article in one row must not be let loose by another."""
    alone = {form for one in names() if not one.cautela for form in (one.nome, *one.varianti)}
    alone |= {form for one in names() for form in one.sigle_sole}
    needing = {form for one in names() for form in one.sigle}
    assert not {form.lower() for form in alone} & {form.lower() for form in needing}


def test_the_three_codes_of_public_contracts_follow_one_another() -> None:
    rows = [one for one in names() if one.nome == "Codice dei contratti pubblici"]
    days = {
        "2015-01-01": "decreto.legislativo:2006;163",
        "2016-04-18": "decreto.legislativo:2006;163",
        "2016-04-19": "decreto.legislativo:2016;50",
        "2018-05-01": "decreto.legislativo:2016;50",
        "2023-06-30": "decreto.legislativo:2016;50",
        "2023-07-01": "decreto.legislativo:2023;36",
        "2026-11-25": "decreto.legislativo:2023;36",
    }
    for day, act in days.items():
        (one,) = [row for row in rows if (row.dal or "0") <= day <= (row.al or "9")]
        assert one.identificatore.chiave == f"nir:stato:{act}", day


def test_every_annual_budget_law_since_2000() -> None:
    """The law of a year is of the year before."""
    known = {one.nome: one.identificatore for one in names()}
    for year in range(2000, 2027):
        kind = "finanziaria" if year <= 2010 else "di stabilità" if year <= 2016 else "di bilancio"
        assert known[f"Legge {kind} {year}"].anno == str(year - 1)


def test_both_decrees_72_of_the_ministry_of_labour_are_known() -> None:
    decrees = {
        act.data
        for act in known_acts().values()
        if act.autorita == "ministero.lavoro.e.politiche.sociali" and act.numero == "72"
    }
    assert decrees == {"2021-03-31", "2024-05-02"}


def test_the_decree_that_carries_a_code_is_known_too() -> None:
    whole = parse_identifier("urn:nir:stato:decreto.legislativo:2010;104")
    assert known_acts()[whole.chiave].data == "2010-07-02"
    assert known_acts()[f"{whole.chiave}:2"].annesso == "2"


def test_places() -> None:
    assert len(places()) == 22
    assert regions()["emilia-romagna"] == regions()["emilia romagna"] == "regione.emilia.romagna"
    assert regions()["valle d'aosta"] == "regione.valle.aosta"
    assert regions()["trento"] == "provincia.autonoma.trento"
    assert region_adjectives()["lombarda"] == "regione.lombardia"
    for form, authority in region_adjectives().items():
        assert regions().get(form, authority) == authority, form
    spelled = Counter(form for place in places() for form in place.forme)
    assert [form for form, times in spelled.items() if times > 1] == []
    # the name that house style writes is one of the forms that people write
    assert all(place.nome.lower() in place.forme for place in places())


def test_ministries() -> None:
    assert ministries()["lavoro e delle politiche sociali"] == ministries()["mlps"]
    spelled = Counter(form for office in offices() for form in office.forme)
    assert [form for form, times in spelled.items() if times > 1] == []
    slugs = Counter(office.sigla for office in offices())
    assert [slug for slug, times in slugs.items() if times > 1] == []
    for office in offices():
        name = office.nome.removeprefix("Ministro ").lower()
        assert name in office.forme, office.nome
        assert parse_identifier(f"urn:nir:{office.autorita}:decreto:2020;1").autorita


@pytest.mark.parametrize("table", [regions, region_adjectives, ministries])
def test_forms_are_in_the_spelling_of_flat_text(table) -> None:  # type: ignore[no-untyped-def]
    for form in table():
        assert form == form.lower().strip()
        assert not set(form) & set("’–—"), form


def test_every_region_has_one_principal_seat() -> None:
    principal = Counter(seat.regione for seat in tar_seats() if seat.principale)
    assert set(principal.values()) == {1}
    assert {seat.regione for seat in tar_seats()} == set(principal)
    assert len({seat.codice for seat in tar_seats()}) == len(tar_seats()) == 29
    assert len({seat.nome for seat in tar_seats()}) == 29
    assert len({seat.sede for seat in tar_seats()}) == 29


def test_decrees_on_normattiva_are_few_and_known() -> None:
    assert decrees_on_normattiva() < known_acts().keys()


def test_names_shown_to_readers() -> None:
    shown = {
        "urn:nir:stato:decreto.legislativo:2017;117~art55": "Codice del Terzo settore",
        "urn:nir:stato:decreto.legislativo:2023-03-31;36": "Codice dei contratti pubblici",
        "urn:nir:stato:decreto.legislativo:2016-04-18;50": "Codice dei contratti pubblici (2016)",
        "urn:nir:stato:decreto.legislativo:2006-04-12;163": "Codice dei contratti pubblici (2006)",
        "urn:nir:stato:decreto.legge:2012-02-09;5": "Decreto Semplificazioni (2012)",
        "urn:nir:stato:legge:1950-01-01;1": "",
    }
    assert {text: popular_name(parse_identifier(text)) for text in shown} == shown


def test_short_names_are_written_by_people() -> None:
    """A short name is a form of its act, or the act is a code cited by a fixed abbreviation."""
    for one in names():
        if one.breve:
            forms = {form.lower() for form in (one.nome, *one.varianti, *_acronyms(one))}
            assert one.breve.lower() in forms, one.nome
            assert short_name(one.identificatore) == one.breve
