"""Two records of one act become one: addresses, articles, states, relations, history and who cites stay."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from piattaforma.nucleo.models import Aggiornamento, ResaContenuto, Termine
from piattaforma.riferimenti.chi_applica import applying
from piattaforma.riferimenti.models import Citazione
from pratiche.norme.models import (
    AllegatoNorma,
    Articolo,
    ImportazioneTesto,
    Norma,
    RelazioneNorma,
    StatoNorma,
    VersioneArticolo,
)
from pratiche.norme.models.articolo import Comma
from pratiche.norme.querysets import target_of
from pratiche.norme.unione import merge
from tests.factories import make_news, text
from tests.factories.norme import add_article, make_norma
from tests.installation import Installation
from tests.pratiche.moduli import errors, form_data

pytestmark = pytest.mark.django_db

#: the same decree, once without its number
RESTA, VA = "urn:nir:stato:decreto.legislativo:2017-07-03;117", "urn:nir:stato:legge:2017-07-03"
L241 = "urn:nir:stato:legge:1990-08-07;241"


@pytest.fixture
def resta() -> Norma:
    norma = make_norma(RESTA, titolo_breve="Codice del Terzo settore")
    add_article(norma, "1")
    add_article(norma, "3", sintesi="")
    return norma


@pytest.fixture
def va() -> Norma:
    norma = make_norma(VA, titolo_breve="Decreto di luglio", titolo="Il titolo ufficiale")
    add_article(norma, "2", sintesi="Vedi l’articolo 1.")
    add_article(norma, "3", sintesi="Vedi l’articolo 2.", dal=dt.date(2020, 1, 1))
    norma.unpublish()
    norma.save_revision().publish()
    norma.refresh_from_db()
    return norma


def test_addresses_and_articles_of_both_open_the_one(
    resta: Norma, va: Norma, client: Client
) -> None:
    paths = [a.get_absolute_url() for a in va.articoli.all()] + [va.get_absolute_url()]
    merge(resta=resta, va=va)
    assert not Norma.objects.filter(pk=va.pk).exists()
    assert [a.numero for a in resta.articoli.all()] == ["1", "2", "3"]
    for path in paths:
        answer = client.get(path)
        assert answer["Location"] == path.replace("l-2017-07-03", "dlgs-117-2017"), path
        assert client.get(answer["Location"]).status_code == 200


def test_what_both_have_is_kept_and_versions_of_other_days_join(resta: Norma, va: Norma) -> None:
    merge(resta=resta, va=va)
    versions = VersioneArticolo.objects.filter(articolo__norma=resta, articolo__numero="3")
    assert set(versions.values_list("dal", "sintesi")) == {
        (dt.date(2020, 1, 1), "Vedi l’articolo 2."),
        (None, ""),
    }


@pytest.mark.parametrize("text_stays", [True, False])
def test_words_of_ours_and_a_text_of_the_same_day_become_one_version(
    resta: Norma, va: Norma, text_stays: bool
) -> None:
    """Whichever record has the official text: neither is hidden behind the other."""
    with_text, with_words = (resta, va) if text_stays else (va, resta)
    file = ImportazioneTesto.objects.create(
        norma=with_text, nome="x.xml", impronta="a", formato="akn"
    )
    said = {"dal": dt.date(2021, 5, 1), "rubrica": ""}
    text = [Comma("1", testo="Il testo."), Comma("2", testo="E poi.")]
    commas = [one.as_json() for one in text]
    add_article(with_text, "9", sintesi="", impronta="b", importazione=file, **said)
    VersioneArticolo.objects.filter(impronta="b").update(commi=commas, rubrica="Della legge")
    add_article(
        with_words, "9", sintesi="In breve.", commi=("Uno.",), livello="letto-sul-testo", **said
    )
    merge(resta=resta, va=va)
    version = VersioneArticolo.objects.get(articolo__norma=resta, articolo__numero="9")
    assert version.elenco_commi == [Comma("1", "Uno.", "Il testo."), Comma("2", "", "E poi.")]
    assert (version.rubrica, version.sintesi) == ("Della legge", "In breve.")
    assert (version.importazione, version.livello) == (file, "letto-sul-testo")
    assert any("Il testo." in one for one in version.articolo.zone_html.values())


def test_two_texts_of_one_day_both_stay_and_own_words_win(resta: Norma, va: Norma) -> None:
    for norma, mark in ((resta, "b"), (va, "c")):
        add_article(norma, "9", sintesi=f"Di {norma.titolo_breve}.", impronta=mark)
        add_article(norma, "10", sintesi=f"Di {norma.titolo_breve}.")
        AllegatoNorma.objects.create(norma=norma, numero="1", titolo="Tabella")
    merge(resta=resta, va=va)
    versions = VersioneArticolo.objects.filter(articolo__norma=resta)
    assert versions.filter(articolo__numero="9").count() == 2
    assert versions.get(articolo__numero="10").sintesi == "Di Codice del Terzo settore."
    assert resta.allegati.count() == 1


def test_moved_articles_are_read_as_of_their_new_act(resta: Norma, va: Norma) -> None:
    """An article named alone is of the act that it stands in now."""
    moved = va.articoli.get(numero="2")
    assert Citazione.objects.of(moved).get().identificatore == f"{VA}~art1"
    merge(resta=resta, va=va)
    assert Citazione.objects.of(moved).get().identificatore == f"{RESTA}~art1"
    joined = resta.articoli.get(numero="3")
    assert Citazione.objects.of(joined).get().identificatore == f"{RESTA}~art2"
    assert ResaContenuto.objects.of(moved).exists()


def test_who_cited_either_cites_the_one(resta: Norma, va: Norma) -> None:
    one = make_news("Uno", corpo=text(f"Secondo [il decreto]({VA}~art2) si può."))
    other = make_news("Due", corpo=text("Secondo l’art. 2 del d.lgs. 117/2017 si può."))
    merge(resta=resta, va=va)
    rows = applying(AnonymousUser(), target_of(resta, "2"))
    sources = {row.object_id for row in rows}
    assert {one.pk, other.pk} <= sources


def test_states_relations_texts_and_annexes_move_once(resta: Norma, va: Norma) -> None:
    article = va.articoli.get(numero="3")
    for norma in (resta, va):
        RelazioneNorma.objects.create(norma=norma, tipo="attua", verso=L241)
    RelazioneNorma.objects.create(norma=va, tipo="deroga", verso=f"{L241}~art11")
    RelazioneNorma.objects.create(norma=resta, tipo="sostituisce", verso=VA)
    RelazioneNorma.objects.create(norma=va, tipo="cita", verso=f"{RESTA}~art1")
    StatoNorma.objects.create(norma=va, articolo=article, stato="abrogato", dal=dt.date(2024, 1, 1))
    file = ImportazioneTesto.objects.create(norma=va, nome="x.xml", impronta="a", formato="akn")
    AllegatoNorma.objects.create(norma=va, numero="1", importazione=file)
    article.versioni.update(importazione=file)
    merge(resta=resta, va=va)
    assert list(resta.relazioni.values_list("tipo", "verso")) == [
        ("attua", L241),
        ("deroga", f"{L241}~art11"),
    ]
    joined = resta.articoli.get(numero="3")
    assert sorted(resta.stati.values_list("stato", "articolo"), key=str) == [
        ("abrogato", joined.pk),
        ("vigente", None),
    ]
    assert resta.allegati.get().importazione == resta.importazioni.get() == file
    assert VersioneArticolo.objects.get(importazione=file).articolo == joined
    assert [c.identificatore for c in Citazione.objects.of(resta)] == [L241, f"{L241}~art11"]


def test_nothing_of_the_vanished_record_dangles(resta: Norma, va: Norma) -> None:
    gone = va.articoli.get(numero="3").pk
    merge(resta=resta, va=va)
    for model, keys in ((Norma, [va.pk]), (Articolo, [gone])):
        kind = ContentType.objects.get_for_model(model)
        for rows in (Citazione, ResaContenuto, Aggiornamento):
            assert not rows.objects.filter(content_type=kind, object_id__in=keys).exists(), rows


def test_the_history_of_both_goes_on_from_the_text_that_stays(resta: Norma, va: Norma) -> None:
    merge(resta=resta, va=va)
    updates = list(Aggiornamento.objects.of(resta))
    assert sorted({u.titolo for u in updates}) == ["Codice del Terzo settore", "Decreto di luglio"]
    assert any("Unita la scheda «Decreto di luglio»" in u.testo for u in updates)
    resta.refresh_from_db()
    resta.sintesi = "Altra sintesi."
    resta.save_revision().publish()
    last = Aggiornamento.objects.of(resta)[0]
    assert last.testo == "Cambia: sintesi."
    assert "Che cosa fa." in last.testo_prima


def test_what_was_empty_is_filled_live_and_in_the_draft_that_waits(resta: Norma, va: Norma) -> None:
    topic = Termine.objects.filter(vocabolario="temi").first()
    va.nota, va.alias = "Nota di chi va.", "il decreto"
    va.temi = [topic]
    va.save_revision().publish()
    va.refresh_from_db()
    draft = Norma.objects.get(pk=resta.pk)
    draft.titolo_breve = "Codice in bozza"
    draft.save_revision()
    resta.refresh_from_db()
    merge(resta=resta, va=va)
    live = Norma.objects.get(pk=resta.pk)
    waiting = live.get_latest_revision_as_object()
    assert (live.titolo_breve, waiting.titolo_breve) == (
        "Codice del Terzo settore",
        "Codice in bozza",
    )
    assert live.has_unpublished_changes
    for one in (live, waiting):
        assert one.nota == "Nota di chi va."
        assert one.elenco_alias == ["Decreto di luglio", "il decreto"]
        assert list(one.temi.all()) == [topic]
    assert live.dati.titolo == "Il titolo ufficiale"
    assert live.dati.identificatore == RESTA
    waiting.latest_revision.publish()
    assert Norma.objects.get(pk=resta.pk).nota == "Nota di chi va."


def test_drafts_merge_too(resta: Norma) -> None:
    draft = make_norma(L241, titolo_breve="Bozza", live=False, articoli=("11",))
    draft.save_revision()
    merge(resta=resta, va=draft)
    assert resta.articoli.filter(numero="11").exists()
    two = [make_norma(f"{L241[:-3]}{n}", titolo_breve=f"B{n}", live=False) for n in (1, 2)]
    merge(resta=two[0], va=two[1])
    assert not Norma.objects.get(pk=two[0].pk).live
    assert Norma.objects.get(pk=two[0].pk).elenco_alias == ["B2"]


def test_what_cannot_become_one_is_refused(resta: Norma) -> None:
    draft = make_norma(L241, titolo_breve="Bozza", live=False)
    with pytest.raises(ValidationError, match="è una bozza"):
        merge(resta=draft, va=resta)
    with pytest.raises(ValidationError, match="due norme diverse"):
        merge(resta=resta, va=resta)


# --- the page ---------------------------------------------------------------------------------------


def test_the_page_asks_before_it_merges(resta: Norma, va: Norma, redattrice: Any) -> None:
    editor = Client()
    editor.force_login(redattrice)
    address = reverse("pratiche_admin_unisci", args=[resta.pk])
    assert list(errors(editor.post(address, form_data(editor, address)))) == ["va"]
    assert list(errors(editor.post(address, {"va": resta.pk}))) == ["va"]
    asked = editor.post(address, {"va": va.pk})
    assert Norma.objects.count() == 2
    plan = asked.context["piano"]
    assert (plan.indirizzi, plan.articoli_nuovi, plan.versioni) == (
        ["l-2017-07-03"],
        ["Art. 2"],
        1,
    )
    # What was confirmed is that one, not another chosen meanwhile.
    editor.post(address, {"va": va.pk, "confermata": "0"})
    assert Norma.objects.count() == 2
    # The two are not called the same: that they are one act is said apart.
    assert plan.diversi == ["tipo"]
    refused = editor.post(address, {"va": va.pk, "confermata": va.pk})
    assert (refused.status_code, list(errors(refused))) == (422, ["stesso_atto"])
    assert refused.context["piano"]
    assert Norma.objects.count() == 2
    editor.post(address, {"va": va.pk, "confermata": va.pk, "stesso_atto": "on"})
    assert Norma.objects.get() == resta
    history = editor.get(f"/admin/snippets/pratiche/norma/history/{resta.pk}/").content.decode()
    assert "Unita la scheda «Decreto di luglio»" in history


def test_who_may_not_delete_may_not_merge(resta: Norma, va: Norma, redattrice: Any) -> None:
    from django.contrib.auth.models import Permission

    for group in redattrice.groups.all():
        group.permissions.remove(Permission.objects.get(codename="delete_norma"))
    editor = Client()
    editor.force_login(redattrice)
    address = reverse("pratiche_admin_unisci", args=[resta.pk])
    editor.post(address, {"va": va.pk, "confermata": va.pk})
    assert Norma.objects.count() == 2


# --- both databases ---------------------------------------------------------------------------------

#: On the register of the demonstration: a second record of an act takes in the first, and all is there.
SCRIPT = """
import json
from django.contrib.auth.models import AnonymousUser
from piattaforma.citazioni import parse_identifier
from piattaforma.riferimenti.chi_applica import applying
from piattaforma.riferimenti.models import Citazione
from pratiche.norme.models import Articolo, ChiaveRegistro, Norma
from pratiche.norme.querysets import target_of
from pratiche.norme.registrazione import open_record
from pratiche.norme.unione import merge

def seen(norma):
    numbers = sorted(norma.articoli.values_list("numero", flat=True))
    rows = {n: sorted(applying(AnonymousUser(), target_of(norma, n)).values_list("frase", flat=True))
            for n in ["", *numbers]}
    own = sorted(Citazione.objects.filter(
        object_id__in=norma.articoli.values("pk"), content_type__model="articolo"
    ).values_list("identificatore", "frase"))
    return [numbers, norma.stati.count(), norma.relazioni.count(), rows, own]

va = ChiaveRegistro.objects.get(slug="lr-toscana-65-2020").norma
before = seen(va)
resta = Norma(titolo_breve="La legge 65", live=False)
resta.save()
other = parse_identifier("urn:nir:regione.toscana:legge:2020-07-22;650")
open_record(norma=resta, identificatore=other, genere="legge-regionale")
resta.save_revision().publish()
resta.refresh_from_db()
merge(resta=resta, va=va)
after = seen(Norma.objects.get(pk=resta.pk))
after[4] = [[a.replace(";650~", ";65~"), b] for a, b in after[4]]
print(json.dumps([before, after]))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest, built: Installation, tmp_path: Path) -> Installation:
    if request.param == "sqlite":
        return built.copy(tmp_path / "sito")
    on_postgres: Installation = request.getfixturevalue("built_on_postgres")
    return on_postgres.twin_on_postgres("unione", tmp_path)


def test_a_whole_act_of_the_register_moves(site: Installation) -> None:
    before, after = json.loads(site.must_execute(SCRIPT).splitlines()[-1])
    assert len(before[0]) > 5, "c’è di che spostare"
    assert any(before[3].values())
    assert after == before
