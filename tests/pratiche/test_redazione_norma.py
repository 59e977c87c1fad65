"""Acts as editors write them: created from a citation, official side apart from drafts, listed and searched."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, WorkflowContentType

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.nucleo.models import Aggiornamento, ResaContenuto
from piattaforma.riferimenti.models import Citazione
from pratiche.norme import registrazione
from pratiche.norme.models import (
    Articolo,
    ChiaveRegistro,
    DatiNorma,
    Norma,
    RelazioneNorma,
    StatoNorma,
)
from pratiche.norme.operations import record_check
from pratiche.norme.registrazione import GiaRegistrato, register
from tests.factories import make_scheda
from tests.factories.norme import add_article, make_norma, make_pronuncia
from tests.pratiche.moduli import errors, form_data

pytestmark = pytest.mark.django_db

LISTA = "/admin/snippets/pratiche/norma/"
CREA = f"{LISTA}add/"
L241 = "urn:nir:stato:legge:1990-08-07;241"


@pytest.fixture
def editor(redattrice: Any) -> Client:
    client = Client()
    client.force_login(redattrice)
    return client


def modifica(norma: Norma) -> str:
    return f"{LISTA}edit/{norma.pk}/"


def dati_url(norma: Norma) -> str:
    return reverse("pratiche_admin_dati", args=[norma.pk])


# --- created ----------------------------------------------------------------------------------------


def test_a_citation_is_enough_to_create_an_act(editor: Client) -> None:
    data = form_data(editor, CREA, quale_atto="l.r. toscana 65/2020", titolo_breve="Legge 65")
    response = editor.post(CREA, data)
    norma = Norma.objects.get(titolo_breve="Legge 65")
    assert response["Location"] == modifica(norma)
    assert not norma.live
    dati, key = norma.dati, ChiaveRegistro.objects.get()
    assert (dati.identificatore, dati.slug) == (
        "urn:nir:regione.toscana:legge:2020-07-22;65",
        "lr-toscana-65-2020",
    )
    assert (dati.genere, dati.ambito, dati.territorio) == ("legge-regionale", "regione", "Toscana")
    assert (key.norma, key.slug, key.principale) == (norma, dati.slug, True)


def test_nothing_is_saved_while_one_types(editor: Client) -> None:
    """Half a citation is another act: saving waits for whoever writes."""
    assert not editor.get(CREA).context["autosave_enabled"]
    assert editor.get(modifica(make_norma())).context["autosave_enabled"]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("quale_atto", {"quale_atto": ""}, "Scrivi di quale atto si tratta."),
        ("quale_atto", {"quale_atto": "boh"}, "non si riconosce una norma"),
        ("quale_atto", {"quale_atto": "131/2020"}, "può voler dire"),
        ("quale_atto", {"quale_atto": "Cons. Stato 5217/2023"}, "è una decisione"),
        ("quale_atto", {"quale_atto": "d.lgs. 117/2017"}, "è già nel registro"),
        ("genere", {"quale_atto": "urn:nir:stato:ordinanza:2020-01-01;5"}, "non si capisce"),
        ("titolo_breve", {"quale_atto": "l. 241/1990", "titolo_breve": ""}, "obbligatorio"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    editor: Client, field: str, typed: dict[str, str], said: str
) -> None:
    cts = make_norma(titolo_breve="Codice del Terzo settore", live=False)
    response = editor.post(CREA, form_data(editor, CREA, titolo_breve="X") | typed)
    assert list(errors(response)) == [field]
    assert said in errors(response)[field]
    assert Norma.objects.get() == cts


def test_a_duplicate_leads_to_the_record_that_is_there(editor: Client) -> None:
    cts = make_norma(titolo_breve="Codice del Terzo settore", live=False)
    html = editor.post(CREA, {"quale_atto": "cts", "titolo_breve": "X"}).content.decode()
    assert f'<a href="{modifica(cts)}">Codice del Terzo settore</a> (bozza)' in html


def test_the_form_comes_prefilled_from_a_citation_without_a_record(editor: Client) -> None:
    form = editor.get(f"{CREA}?atto={L241}").context["form"]
    assert (form["quale_atto"].value(), form["titolo_breve"].value()) == (L241, "l. 241/1990")


# --- the official side ------------------------------------------------------------------------------


def test_an_old_draft_published_loses_nothing_of_the_official_side(editor: Client) -> None:
    norma = make_norma(titolo_breve="Prima", articoli=("55",))
    stale = norma.save_revision()
    data = form_data(editor, dati_url(norma), titolo="Codice") | {
        "stati-TOTAL_FORMS": "2",
        "stati-1-stato": "abrogato",
        "stati-1-dal": "2023-07-01",
        "stati-1-per_effetto_di": "d.lgs. 36/2023",
        "relazioni-TOTAL_FORMS": "1",
        "relazioni-0-tipo": "attua",
        "relazioni-0-verso": "l. 106/2016",
    }
    assert editor.post(dati_url(norma), data)["Location"] == modifica(norma)
    add_article(norma, "55-bis")
    rows = _official_rows(norma)
    stale.publish()
    assert _official_rows(norma) == rows
    assert rows["stati"] == [("vigente", None), ("abrogato", dt.date(2023, 7, 1))]
    assert rows["relazioni"] == [("attua", "urn:nir:stato:legge:2016-06-06;106")]
    assert (rows["titolo"], rows["articoli"]) == ("Codice", ["55", "55bis"])


def _official_rows(norma: Norma) -> dict[str, Any]:
    norma = Norma.objects.get(pk=norma.pk)
    return {
        "titolo": norma.dati.titolo,
        "stati": sorted(norma.stati.values_list("stato", "dal"), key=str, reverse=True),
        "relazioni": list(norma.relazioni.values_list("tipo", "verso")),
        "articoli": list(norma.articoli.values_list("numero", flat=True)),
        "chiavi": list(norma.chiavi.values_list("slug", flat=True)),
    }


def test_relations_are_cited_at_once_and_the_history_says_who(
    editor: Client, redattrice: Any
) -> None:
    norma = make_norma()
    data = form_data(editor, dati_url(norma)) | {
        "relazioni-TOTAL_FORMS": "1",
        "relazioni-0-tipo": "attua",
        "relazioni-0-verso": "l. 106/2016",
    }
    editor.post(dati_url(norma), data)
    assert [row.identificatore for row in Citazione.objects.of(norma)] == [
        "urn:nir:stato:legge:2016-06-06;106"
    ]
    assert Aggiornamento.objects.of(norma)[0].testo == "Cambiano i dati ufficiali: relazioni."
    entry = ModelLogEntry.objects.get(action="pratiche.dati")
    assert (entry.user, entry.object_id) == (redattrice, str(norma.pk))
    history = editor.get(f"{LISTA}history/{norma.pk}/").content.decode()
    assert "Modificati i dati ufficiali: relazioni" in history


def test_saving_without_a_change_is_no_news(editor: Client) -> None:
    norma = make_norma()
    before = Aggiornamento.objects.count()
    editor.post(dati_url(norma), form_data(editor, dati_url(norma)))
    assert Aggiornamento.objects.count() == before
    assert not ModelLogEntry.objects.filter(action="pratiche.dati").exists()


def test_a_corrected_identifier_keeps_its_addresses(editor: Client, client: Client) -> None:
    norma = make_norma("urn:nir:stato:legge:2016;106", titolo_breve="Delega")
    old = norma.get_absolute_url()
    data = form_data(editor, dati_url(norma), identificatore="urn:nir:stato:legge:2016-06-06;107")
    editor.post(dati_url(norma), data)
    new = Norma.objects.get().get_absolute_url()
    assert (old, new) == ("/norme/l-106-2016/", "/norme/l-107-2016/")
    assert client.get(old)["Location"] == new


def test_the_official_side_says_what_is_wrong_and_saves_nothing(editor: Client) -> None:
    norma, other = make_norma(), make_norma(L241, titolo_breve="Procedimento")
    data = form_data(editor, dati_url(norma), identificatore="l. 241/1990", titolo="Nuovo") | {
        "stati-0-dal": "2020-01-01",
        "stati-0-al": "2019-01-01",
        "relazioni-TOTAL_FORMS": "1",
        "relazioni-0-tipo": "attua",
        "relazioni-0-verso": "boh",
    }
    response = editor.post(dati_url(norma), data)
    assert response.status_code == 422
    html = response.content.decode()
    assert f'<a href="{modifica(other)}">Procedimento</a>' in html
    assert "viene prima di quello in cui comincia" in html
    assert "non si riconosce una norma" in html
    assert DatiNorma.objects.get(pk=norma.pk).titolo == ""
    assert not RelazioneNorma.objects.exists()


def test_a_state_begins_with_the_state(editor: Client) -> None:
    norma = make_norma()
    data = form_data(editor, dati_url(norma)) | {"stati-0-dal": "1860-01-01"}
    response = editor.post(dati_url(norma), data)
    assert response.status_code == 422
    assert "fra il 17 marzo 1861" in response.context["stati"].forms[0].errors["dal"][0]


def test_a_row_that_went_meanwhile_is_said(editor: Client) -> None:
    norma = make_norma()
    data = form_data(editor, dati_url(norma), titolo="Nuovo")
    norma.stati.all().delete()
    response = editor.post(dati_url(norma), data)
    assert response.status_code == 422
    assert "è stata cancellata da altri" in response.content.decode()
    assert Norma.objects.get().dati.titolo == ""


def test_what_comes_back_as_it_went_is_no_news() -> None:
    norma = make_norma()
    before = Aggiornamento.objects.of(norma).count()
    norma.unpublish()
    norma.save_revision().publish()
    assert Aggiornamento.objects.of(norma).count() == before
    norma.refresh_from_db()
    norma.sintesi = "Altre parole."
    norma.save_revision().publish()
    assert Aggiornamento.objects.of(norma).count() == before + 1


def test_the_state_of_an_article_is_of_that_act(editor: Client) -> None:
    norma, other = make_norma(articoli=("55",)), make_norma(L241, articoli=("11",))
    own, foreign = norma.articoli.get(), other.articoli.get()
    row = {"stati-TOTAL_FORMS": "2", "stati-1-stato": "abrogato"}
    data = form_data(editor, dati_url(norma)) | row
    assert editor.post(dati_url(norma), data | {"stati-1-articolo": foreign.pk}).status_code == 422
    assert editor.post(dati_url(norma), data | {"stati-1-articolo": own.pk}).status_code == 302
    assert StatoNorma.objects.get(stato="abrogato").articolo == own


def test_who_may_not_publish_may_not_write_the_official_side(revisore: Any) -> None:
    """A reviewer edits drafts; the official side is live at once."""
    norma, reviewer = make_norma(), Client()
    reviewer.force_login(revisore)
    assert reviewer.get(modifica(norma)).status_code == 200
    assert "Modifica i dati ufficiali" not in reviewer.get(modifica(norma)).content.decode()
    for name in ("dati", "unisci", "verifica_norma"):
        address = reverse(f"pratiche_admin_{name}", args=[norma.pk])
        assert reviewer.post(address, {}).status_code == 302  # to the admin's first page
    assert Aggiornamento.objects.of(norma).count() == 1


# --- the list ---------------------------------------------------------------------------------------


def listed(client: Client, query: str) -> list[str]:
    context = client.get(f"{LISTA}?{query}").context
    return [norma.titolo_breve for norma in context["object_list"]]


def test_the_search_of_the_list_reads_citations(editor: Client) -> None:
    make_norma(titolo_breve="Codice del Terzo settore", live=False)
    make_norma(L241, titolo_breve="Procedimento amministrativo")
    assert listed(editor, "q=55+cts") == ["Codice del Terzo settore"]
    assert listed(editor, "q=241/1990") == ["Procedimento amministrativo"]
    assert listed(editor, "q=procedimento") == ["Procedimento amministrativo"]
    assert listed(editor, "q=10+l.+328/2000") == []


def test_the_list_filters_by_what_is_official_and_by_age_of_the_check(editor: Client) -> None:
    fresh = make_norma(titolo_breve="CTS", stato="modificato")
    old = make_norma(L241, titolo_breve="Vecchia", stato="abrogato")
    record_check(oggetto=fresh, nota="Riletta.")
    record_check(oggetto=old, nota="Riletta.", il=timezone.localdate() - dt.timedelta(days=400))
    make_norma("urn:nir:stato:legge:2000-11-08;328", titolo_breve="Mai")
    assert listed(editor, "stato=abrogato") == ["Vecchia"]
    assert listed(editor, "genere=decreto-legislativo") == ["CTS"]
    assert listed(editor, "scadute=true") == ["Mai", "Vecchia"]
    assert listed(editor, "scadute=false") == ["CTS"]
    assert sorted(listed(editor, "ambito=stato&live=true")) == ["CTS", "Mai", "Vecchia"]


def test_the_list_and_its_export_say_who_cites(editor: Client) -> None:
    make_norma(titolo_breve="Codice del Terzo settore")
    make_scheda()
    row = editor.get(LISTA).context["object_list"][0]
    assert row.n_citazioni == 1
    export = editor.get(f"{LISTA}?export=csv").getvalue().decode()
    assert "Codice del Terzo settore,d.lgs. 3 luglio 2017" in export.replace('"', "")
    assert ",1," in export
    assert editor.get(f"{LISTA}?export=xlsx").status_code == 200


# --- checked today, the workflow --------------------------------------------------------------------


def test_a_check_is_an_event_with_its_note(editor: Client) -> None:
    norma = make_norma()
    decision = make_pronuncia("ECLI:IT:CDS:2023:5217SENT")
    for record, name in ((norma, "norma"), (decision, "pronuncia")):
        address = reverse(f"pratiche_admin_verifica_{name}", args=[record.pk])
        refused = editor.post(address, {"nota": " "})
        assert (refused.status_code, list(errors(refused))) == (422, ["nota"])
        assert editor.post(address, {"nota": "Riletta sul testo vigente."}).status_code == 302
        update = Aggiornamento.objects.of(record)[0]
        assert (update.tipo, update.testo) == ("verifica", "Riletta sul testo vigente.")
        assert not update.confrontabile


def test_drafts_are_not_checked(editor: Client) -> None:
    norma = make_norma(live=False)
    address = reverse("pratiche_admin_verifica_norma", args=[norma.pk])
    assert editor.post(address, {"nota": "x"}).status_code == 404


def test_records_go_through_the_two_steps_of_the_site(editor: Client) -> None:
    assert set(WorkflowContentType.objects.values_list("content_type__model", flat=True)) == {
        "norma",
        "pronuncia",
        "orientamento",
    }
    norma = make_norma(live=False)
    data = form_data(editor, modifica(norma)) | {"action-submit": "1"}
    editor.post(modifica(norma), data)
    assert Norma.objects.get(pk=norma.pk).current_workflow_task.name == "Controllo di merito"


def test_drafts_are_previewed_as_readers_would_see_them(editor: Client) -> None:
    norma = make_norma(titolo_breve="Prima", articoli=("55",))
    decision = make_pronuncia("ECLI:IT:CDS:2023:5217SENT")
    for record, field in ((norma, "sintesi"), (decision, "fatto")):
        edit = f"/admin/snippets/pratiche/{record._meta.model_name}/edit/{record.pk}/"
        preview = edit.replace("/edit/", "/preview/")
        said = editor.post(preview, form_data(editor, edit, **{field: "Parole della bozza."}))
        assert said.json() == {"is_valid": True, "is_available": True}
        assert "Parole della bozza." in editor.get(preview).content.decode()
        record.refresh_from_db()
        assert getattr(record, field) != "Parole della bozza."


@pytest.mark.parametrize("model", ["norma", "articolo", "pronuncia"])
def test_a_list_costs_the_same_for_few_and_for_many(editor: Client, model: str) -> None:
    address, counts = f"/admin/snippets/pratiche/{model}/", []
    for start, stop in ((1, 3), (3, 20)):
        for n in range(start, stop):
            make_norma(f"urn:nir:stato:legge:2001-01-01;{n}", articoli=("1",))
            make_pronuncia(f"ECLI:IT:CDS:2020:{n}SENT")
        editor.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert len(editor.get(address).context["object_list"]) == stop - 1
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20, counts


@pytest.mark.parametrize("goes", ["unpublish", "delete"])
def test_a_large_act_goes_at_the_cost_of_a_small_one(goes: str) -> None:
    """With its articles: what they said is cited by nobody, and they are read no more."""
    costs = []
    for n in (2, 30):
        norma = make_norma(f"urn:nir:stato:legge:200{n % 9}-01-01;{n}")
        for number in range(1, n + 1):
            add_article(norma, str(number), sintesi="Vedi l’articolo 1 della l. 241/1990.")
        norma.unpublish()
        norma.save_revision().publish()
        norma.refresh_from_db()
        kind = ContentType.objects.get_for_model(Articolo)
        kept = [rows.objects.filter(content_type=kind) for rows in (Citazione, ResaContenuto)]
        assert all(rows.exists() for rows in kept)
        with CaptureQueriesContext(connection) as queries:
            getattr(norma, goes)()
        assert not any(rows.exists() for rows in kept)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_who_comes_second_to_a_key_is_told_whose_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two open one act at once: the second saw no key, and the database refuses it."""
    first, second = make_norma(L241), Norma.objects.create(titolo_breve="Due", live=False)
    real, asked = registrazione._check_key, []

    def check(act: Identificatore) -> None:
        asked.append(act)
        if len(asked) > 1:
            real(act)

    monkeypatch.setattr(registrazione, "_check_key", check)
    with pytest.raises(GiaRegistrato) as refusal:
        register(record=second, identificatore=parse_identifier(L241))
    assert refusal.value.chiave.norma == first
    assert not second.chiavi.exists()
