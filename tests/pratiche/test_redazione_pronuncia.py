"""Decisions and questions as editors write them: what they are stays, once readers know them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from piattaforma.citazioni import parse_identifier
from pratiche.norme.models import ChiaveRegistro, Orientamento, Pronuncia
from pratiche.norme.proposte import propose_act, propose_decision
from tests.factories.norme import CTS, make_norma, make_orientamento, make_pronuncia
from tests.pratiche.moduli import errors, form_data

pytestmark = pytest.mark.django_db

LISTA = "/admin/snippets/pratiche/pronuncia/"
CREA = f"{LISTA}add/"
CDS = "ECLI:IT:CDS:2023:5217SENT"


@pytest.fixture
def editor(redattrice: Any) -> Client:
    client = Client()
    client.force_login(redattrice)
    return client


def modifica(record: Any) -> str:
    return f"/admin/snippets/pratiche/{record._meta.model_name}/edit/{record.pk}/"


def create(editor: Client, typed: str, **changes: Any) -> Any:
    fields = {"identificatore": typed, "in_una_riga": "Decide.", "fonte": "Letta."} | changes
    return editor.post(CREA, form_data(editor, CREA) | fields)


def test_a_citation_gives_court_kind_and_key(editor: Client) -> None:
    response = create(editor, "TAR Campania, Salerno, sentenza 10 gennaio 2023, n. 158")
    decision = Pronuncia.objects.get()
    assert response["Location"] == modifica(decision)
    assert (decision.organo, decision.sede, decision.tipo) == (
        "TAR Campania",
        "Salerno",
        "sentenza",
    )
    key = decision.chiavi.get()
    assert (key.identificatore, key.slug) == (decision.identificatore, decision.slug)


def test_until_it_is_published_it_may_be_another_decision(editor: Client) -> None:
    create(editor, "Cons. Stato 5216/2023", tipo="sentenza")
    decision = Pronuncia.objects.get()
    data = form_data(editor, modifica(decision), identificatore="Cons. Stato 5218/2023")
    editor.post(modifica(decision), data)
    assert [key.slug for key in ChiaveRegistro.objects.all()] == ["cons-stato-5218-2023"]


def test_once_published_it_stays_what_it_is(editor: Client) -> None:
    decision = make_pronuncia(CDS)
    stale = decision.save_revision()
    address = modifica(decision)
    for identifier in ("Cons. Stato 5218/2023", "ECLI:IT:CDS:2023:5217ORD"):
        for action in ({}, {"action-publish": "1"}):
            data = form_data(editor, address, identificatore=identifier) | action
            response = editor.post(address, data)
            assert list(errors(response)) == ["identificatore"]
            assert "così si cita" in errors(response)["identificatore"]
    # Nor by an old draft that says another, however it is published.
    content = stale.content | {"identificatore": "ECLI:IT:CDS:2023:1SENT"}
    type(stale).objects.filter(pk=stale.pk).update(content=content)
    stale.refresh_from_db()
    with pytest.raises(ValidationError, match="resta quella che è"):
        stale.publish()
    assert Pronuncia.objects.get().identificatore == CDS
    decision.unpublish()
    response = editor.post(address, form_data(editor, address, identificatore="Cons. Stato 1/2023"))
    assert "così si cita" in errors(response)["identificatore"]


@pytest.mark.parametrize(
    ("typed", "changes", "field", "said"),
    [
        ("", {}, "identificatore", "obbligatorio"),
        ("boh", {}, "identificatore", "non si riconosce"),
        ("Cons. Stato 5216/2023", {}, "identificatore", "numera a parte"),
        ("d.lgs. 117/2017", {}, "identificatore", "è un atto"),
        ("Cons. Stato 5217/2023", {}, "identificatore", "è già nel registro"),
        ("Corte cost. 131/2020", {}, "tipo", "non dice il tipo"),
        ("ECLI:FR:CE:2020:1", {"tipo": "sentenza"}, "organo", "non dice l’organo"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    editor: Client, typed: str, changes: dict[str, str], field: str, said: str
) -> None:
    make_pronuncia(CDS)
    response = create(editor, typed, **changes)
    assert list(errors(response)) == [field]
    assert said in errors(response)[field]
    assert Pronuncia.objects.count() == 1


def test_publication_registers_what_was_not(client: Client) -> None:
    decision = Pronuncia(
        identificatore=CDS,
        organo="Consiglio di Stato",
        tipo="sentenza",
        in_una_riga="x",
        live=False,
    )
    decision.save()
    decision.save_revision().publish()
    assert ChiaveRegistro.objects.get().pronuncia == decision
    assert client.get(decision.get_absolute_url()).status_code == 200


def test_the_list_finds_citations_and_filters(editor: Client) -> None:
    make_pronuncia(CDS, organo="Consiglio di Stato", esito="respinge")
    make_pronuncia("ECLI:IT:COST:2020:131", organo="Corte costituzionale", esito="non-fondata")

    def listed(query: str) -> list[str]:
        return [d.identificatore for d in editor.get(f"{LISTA}?{query}").context["object_list"]]

    assert listed("q=cons.+stato+5217/2023") == [CDS]
    assert listed("esito=respinge") == listed("organo=Consiglio+di+Stato") == [CDS]
    assert listed("q=corte+costituzionale") == ["ECLI:IT:COST:2020:131"]
    assert editor.get(f"{LISTA}?export=xlsx").status_code == 200


def test_a_question_keeps_its_code_and_reads_what_is_typed(editor: Client) -> None:
    add = "/admin/snippets/pratiche/orientamento/add/"
    data = form_data(editor, add) | {
        "domanda": "Serve la co-programmazione?",
        "codice": "co-programmazione",
        "al": "2026-11-28",
        "in_breve": "Sì.",
        "fonte": "Letta.",
        "articoli-TOTAL_FORMS": "1",
        "articoli-0-identificatore": "55 c. 2 cts",
        "articoli-0-ORDER": "1",
        "action-publish": "1",
    }
    editor.post(add, data)
    question = Orientamento.objects.get()
    assert question.live
    assert question.articoli.get().identificatore.endswith("117~art55-com2")
    address = modifica(question)
    response = editor.post(address, form_data(editor, address, codice="altro"))
    assert "il codice non cambia" in errors(response)["codice"]
    found = editor.get("/admin/snippets/pratiche/orientamento/?q=55+cts").context["object_list"]
    assert list(found) == [question]


@pytest.mark.parametrize("typed", ["55 cts", "d.lgs. 117/2017"])
def test_an_act_does_not_stand_where_a_decision_is_meant(editor: Client, typed: str) -> None:
    decision = make_pronuncia(CDS)
    question = make_orientamento("q", articoli=(f"{CTS}~art55",), posizioni={"Sì": (CDS,)})
    rows = {"relazioni-TOTAL_FORMS": "1", "relazioni-0-tipo": "conferma", "relazioni-0-ORDER": "1"}
    side = {
        "posizioni-0-decisioni-TOTAL_FORMS": "1",
        "posizioni-0-decisioni-INITIAL_FORMS": "0",
        "posizioni-0-decisioni-0-identificatore": typed,
        "posizioni-0-decisioni-0-ORDER": "1",
    }
    for record, changes in (
        (decision, rows | {"relazioni-0-verso": typed}),
        (question, side),
    ):
        address = modifica(record)
        response = editor.post(address, form_data(editor, address) | changes)
        assert "è un atto: qui va una decisione" in response.content.decode()
    assert not decision.relazioni.exists()
    changes = rows | {"relazioni-0-verso": "delibera ANAC 32/2016"}
    editor.post(modifica(decision), form_data(editor, modifica(decision)) | changes)
    draft = Pronuncia.objects.get().get_latest_revision_as_object()
    assert draft.relazioni.get().verso.startswith("urn:nir:autorita.nazionale.anticorruzione")


def test_an_old_revision_gives_back_rows_that_went(editor: Client) -> None:
    question = make_orientamento("q", articoli=(f"{CTS}~art55",), posizioni={"Sì": (CDS,)})
    old = question.latest_revision
    question.posizioni.get().decisioni.all().delete()
    question = Orientamento.objects.get()
    question.articoli, question.posizioni = [], []
    question.save_revision().publish()
    names: Any = Orientamento
    revert = names.snippet_viewset.get_url_name("revisions_revert")
    address = reverse(revert, args=[question.pk, old.pk])
    data = form_data(editor, address) | {
        "posizioni-0-decisioni-TOTAL_FORMS": "1",
        "posizioni-0-decisioni-INITIAL_FORMS": "1",
        # What a browser sends of rows that are new again.
        "articoli-0-id": "",
        "posizioni-0-id": "",
        "posizioni-0-decisioni-0-id": "",
        "posizioni-0-decisioni-0-identificatore": CDS,
        "posizioni-0-decisioni-0-ORDER": "1",
    }
    response = editor.post(address, data | {"action-publish": "1"})
    assert response.status_code == 302
    question = Orientamento.objects.get()
    assert question.articoli.get().identificatore == f"{CTS}~art55"
    assert question.posizioni.get().decisioni.get().identificatore == CDS


# --- what identifiers say -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identifier", "kind", "reach", "place"),
    [
        ("urn:nir:stato:decreto.legge:2020-07-16;76", "decreto-legge", "stato", ""),
        ("urn:nir:ministero.interno:decreto:2021-10-06", "decreto-ministeriale", "stato", ""),
        ("urn:nir:regione.toscana;giunta:deliberazione:2021;758", "delibera-giunta-regionale",
         "regione", "Toscana"),
        ("urn:nir:provincia.autonoma.trento:legge:2025-12-09;9", "legge-regionale", "regione",
         "Provincia autonoma di Trento"),
        ("urn:nir:comune.bologna:regolamento:2014-05-19", "regolamento-locale", "locale", "Comune di Bologna"),
        ("urn:nir:agenzia.entrate:risposta:2021;375", "interpello", "stato", ""),
        ("celex:32014L0024", "direttiva-ue", "ue", ""),
    ],
)  # fmt: skip
def test_an_act_says_its_kind(identifier: str, kind: str, reach: str, place: str) -> None:
    said = propose_act(parse_identifier(identifier))
    assert (said.genere, said.ambito, said.territorio) == (kind, reach, place)


@pytest.mark.parametrize(
    ("identifier", "court", "seat", "kind"),
    [
        ("ECLI:IT:CDS:2023:5217SENT", "Consiglio di Stato", "", "sentenza"),
        ("ECLI:IT:CDS:2018:2052PDEF", "Consiglio di Stato", "", "parere"),
        ("ECLI:IT:TARMI:2024:2533SENT", "TAR Lombardia", "Milano", "sentenza"),
        ("ECLI:EU:C:2022:559", "Corte di giustizia UE", "", ""),
        (
            "urn:nir:autorita.nazionale.anticorruzione:delibera:2016-01-20;32",
            "ANAC",
            "",
            "delibera",
        ),
    ],
)
def test_a_decision_says_its_court(identifier: str, court: str, seat: str, kind: str) -> None:
    said = propose_decision(parse_identifier(identifier))
    assert (said.organo, said.sede, said.tipo) == (court, seat, kind)


def test_an_act_and_a_decision_do_not_share_a_key(editor: Client) -> None:
    norma = make_norma("urn:nir:autorita.nazionale.anticorruzione:delibera:2016-01-20;32")
    response = create(editor, "delibera ANAC 32/2016")
    assert modifica(norma) in str(response.context["form"].errors["identificatore"])


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("art. 5 cts", ["5"]),
        ("art. 55 cts", ["55", "55-com3"]),
        ("55 c. 3 cts", ["55-com3"]),
        ("art. 2 l.r. 65/2020", ["toscana"]),
        ("art. 2 l.r. Toscana 65/2020", ["toscana"]),
        ("art. 2 l.r. Lazio 65/2020", []),
        ("Cons. Stato 1/2020", ["55"]),
    ],
)
def test_questions_are_found_by_the_article_and_its_parts(
    editor: Client, typed: str, wanted: list[str]
) -> None:
    decision = "ECLI:IT:CDS:2020:1SENT"
    for part in ("5", "55", "55-com3"):
        sides = {"Sì": (decision,)} if part == "55" else {}
        make_orientamento(part, articoli=(f"{CTS}~art{part}",), posizioni=sides)
    make_orientamento("toscana", articoli=("urn:nir:regione.toscana:legge:2020-07-22;65~art2",))
    address = reverse(Orientamento.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
    rows = editor.get(address, {"q": typed}).context["object_list"]
    assert sorted(row.domanda for row in rows) == sorted(wanted)
