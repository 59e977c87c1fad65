"""The door "Ho una domanda": sentences that lead to short answers, and what editors are told."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from piattaforma.nucleo.refusals import ImportRefused
from sussidiario.models import SchedaPage, Situazione
from sussidiario.situazione.importer import load_situations
from sussidiario.situazione.querysets import loose_ends, situations_with
from tests.factories import make_edition, make_part, make_scheda, make_situation

pytestmark = pytest.mark.django_db

GOOD = '{frase: A, codice: a, schede: ["1.1", "1.2", "1.3"]}'


@pytest.fixture
def four() -> None:
    part = make_part(make_edition())
    for number in range(1, 5):
        make_scheda(part, codice=f"1.{number}", in_breve=f"Risposta {number}.\n\nEccezione.")


def test_a_situation_leads_with_the_short_answers_in_its_order(four: None, client: Client) -> None:
    make_situation("personale", "1.3", "1.1", "1.2", frase="Dobbiamo rimborsare il personale")
    home = client.get("/").content.decode()
    assert "Dobbiamo rimborsare il personale" in home
    page = client.get("/sussidiario/situazioni/personale/")
    html = page.content.decode()
    assert [s["codice"] for s in page.context["schede"]] == ["1.3", "1.1", "1.2"]
    order = [html.index(words) for words in ("Risposta 3.", "Eccezione.", "Risposta 1.")]
    assert order == sorted(order), "la risposta, la sua eccezione, poi la scheda che segue"


def test_a_closed_or_missing_scheda_is_not_there(four: None, client: Client) -> None:
    make_situation("a", "1.1", "1.2", "9.9")
    make_situation("b", "9.7", "9.8", "9.9")
    closed = SchedaPage.objects.get(codice="1.1")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    page = client.get("/sussidiario/situazioni/a/")
    assert [s["codice"] for s in page.context["schede"]] == ["1.2"]
    assert "1.1" not in client.get("/sussidiario/situazioni/").content.decode()
    assert client.get("/sussidiario/situazioni/b/").status_code == 404
    assert client.get("/sussidiario/situazioni/mai/").status_code == 404


def test_an_empty_site_says_so(client: Client) -> None:
    response = client.get("/sussidiario/situazioni/")
    assert response.status_code == 200
    assert "Nessuna situazione" in response.content.decode()


def test_a_scheda_names_its_situations_and_those_beside_it(four: None, client: Client) -> None:
    make_situation("a", "1.1", "1.2", "1.3")
    make_situation("b", "1.1", "1.3", "1.4")
    assert situations_with("1.1") == ([("Caso a", "a"), ("Caso b", "b")], ["1.3", "1.2", "1.4"])
    page = client.get("/s/1.1/", follow=True)
    assert [s["codice"] for s in page.context["vicine"]] == ["1.3", "1.2", "1.4"]


def test_editors_are_told_what_does_not_meet(four: None, client: Client, redattrice: Any) -> None:
    lost = make_situation("a", "1.1", "1.2", "9.9")
    ends = loose_ends()
    assert [s.codice for s in ends.senza] == ["1.3", "1.4"]
    assert ends.perdute == [(lost, ["9.9"])]
    client.force_login(redattrice)
    first_page = client.get("/admin/").content.decode()
    assert "2\xa0schede correnti non stanno in nessuna situazione" in first_page
    assert "Domanda 1.3?" in first_page


@pytest.mark.parametrize(
    ("codes", "said"),
    [(["1.1", "1.2"], "almeno 3"), (["1.1", "1.1", "1.2"], "duplicati")],
)
def test_the_form_refuses_too_few_and_the_same_twice(
    client: Client, redattrice: Any, codes: list[str], said: str
) -> None:
    client.force_login(redattrice)
    rows = {f"schede-{n}-codice": code for n, code in enumerate(codes)}
    rows |= {f"schede-{n}-ORDER": str(n) for n in range(len(codes))}
    data = {
        "frase": "Un caso",
        "codice": "un-caso",
        "spiegazione": "",
        "ordine": "0",
        "schede-TOTAL_FORMS": str(len(codes)),
        "schede-INITIAL_FORMS": "0",
        **rows,
    }
    address = reverse("wagtailsnippets_sussidiario_situazione:add")
    response = client.post(address, data)
    assert response.status_code == 200
    assert not Situazione.objects.exists()
    assert said in response.content.decode()


def test_a_file_loads_once_and_a_bad_one_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "situazioni.yaml"
    good = f"- {GOOD}\n"
    path.write_text(good, encoding="utf-8")
    assert (load_situations(path), load_situations(path)) == (1, 0)
    path.write_text(good + '- {frase: "B", codice: b, schede: ["1.1"]}\n', encoding="utf-8")
    Situazione.objects.all().delete()
    with pytest.raises(ImportRefused, match="«b»: da 3 a 7 schede"):
        load_situations(path)
    assert not Situazione.objects.exists()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("- [", ":1: il file non si legge come YAML"),
        ("- frase: A\n  codice: 2026-13-45\n", ":1: il file non si legge come YAML"),
        ("frase: A\n", ":1: serve un elenco di situazioni"),
        ("# due\n- A\n", ":2: ogni voce ha chiavi e valori"),
        (f"- {GOOD}\n- {{frase: B, nota: x}}\n", ":2: situazione «B»: la chiave «nota»"),
        (f"- {GOOD.replace(' a,', ' [a],')}\n", ":1: situazione «['a']»: codice: serve un testo"),
        (f"- {GOOD.replace('1.3', '1,3')}\n", ":1: situazione «a»: schede: «1,3»: "),
        (f"- {GOOD.replace(chr(34), '')}\n", ":1: situazione «a»: schede: serve un elenco"),
        (f"- {GOOD.replace('frase: A', 'frase: ')}\n", ":1: situazione «a»: frase: Questo campo"),
        (f"- {GOOD}\n- {GOOD}\n", ":2: situazione «a»: un’altra situazione"),
    ],
)
def test_a_bad_file_is_refused_by_entry(tmp_path: Path, source: str, said: str) -> None:
    path = tmp_path / "situazioni.yaml"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        call_command("import_situazioni", path)
    assert "situazioni.yaml" + said in str(refusal.value)
    assert not Situazione.objects.exists()


def test_the_command_says_how_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "situazioni.yaml"
    path.write_text(f"- {GOOD}\n", encoding="utf-8")
    call_command("import_situazioni", path)
    assert capsys.readouterr().out == "situazioni nuove: 1\n"
    with pytest.raises(CommandError, match=r"manca\.yaml:1: il file non c’è"):
        call_command("import_situazioni", tmp_path / "manca.yaml")


def test_the_home_shows_at_once_what_an_editor_changes(four: None, client: Client) -> None:
    situation = make_situation("a", "1.1", "1.2", "1.3", frase="Prima frase")
    assert "Prima frase" in client.get("/").content.decode()
    situation.frase = "Seconda frase"
    situation.save()
    assert "Seconda frase" in client.get("/").content.decode()


def test_the_code_of_a_situation_never_changes(four: None) -> None:
    situation = make_situation("a", "1.1", "1.2", "1.3")
    situation.codice = "b"
    with pytest.raises(ValidationError, match="non cambia"):
        situation.full_clean()


def test_machines_find_the_situations_that_lead_somewhere(four: None, client: Client) -> None:
    make_situation("a", "1.1", "1.2", "1.3")
    make_situation("b", "9.7", "9.8", "9.9")
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/sussidiario/situazioni/a/" in sitemap
    assert "/sussidiario/situazioni/b/" not in sitemap
