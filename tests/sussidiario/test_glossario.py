"""Voices that go live, change and go: what readers see of them, in pages and in the glossary."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from piattaforma.nucleo.jobs import publish_scheduled, refresh_kept_readings, refresh_renderings
from piattaforma.nucleo.models import Aggiornamento, Resa, ResaContenuto, Termine
from piattaforma.riferimenti.models import Citazione
from piattaforma.riferimenti.ricostruzione import rebuild
from sussidiario.models import UsoGlossario, VoceGlossario
from tests.factories import (
    make_edition,
    make_news,
    make_page,
    make_part,
    make_scheda,
    make_voce,
    publish,
    publish_voce,
    text,
)

pytestmark = pytest.mark.django_db


def page_saying(words: str, **kwargs: Any) -> Any:
    page = make_page(**kwargs)
    page.corpo = text(words)
    return publish(page)


def terms(client: Client, page: Any) -> list[str]:
    html = client.get(page.url).content.decode()
    return re.findall(r'<a class="cd-term"[^>]*>(.*?)</a>', html)


def run_jobs() -> None:
    refresh_renderings()
    refresh_kept_readings()


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("termine", {"termine": "co progettazione"}),
        ("termine", {"termine": "ATTIVITA"}),
        ("sinonimi", {"sinonimi": "altro nome\ncoprogettazione"}),
        ("sinonimi", {"sinonimi": "due\ndue"}),
        ("sinonimi", {"sinonimi": "il\nSì"}),
        ("codice", {"codice": "co-progettazione"}),
        ("definizione", {"definizione": "x" * 401}),
        ("fonte", {"fonte": ""}),
    ],
)
def test_a_name_is_of_one_voice(field: str, values: dict[str, str]) -> None:
    make_voce("Co-progettazione", "attività")
    voce = VoceGlossario(
        **{"termine": "Patto", "codice": "patto", "definizione": "x", "fonte": "x"} | values
    )
    with pytest.raises(ValidationError) as refusal:
        voce.full_clean()
    assert list(refusal.value.message_dict) == [field]


def test_the_code_of_a_published_voice_stays() -> None:
    draft, voce = make_voce("Bozza", live=False), make_voce("Patto")
    draft.codice = "altro"
    draft.full_clean()
    voce.codice = "altro"
    with pytest.raises(ValidationError, match="non cambia"):
        voce.full_clean()


def test_a_voice_without_a_code_can_be_looked_at() -> None:
    voce = VoceGlossario(termine="Patto", definizione="Un atto.")
    assert voce.get_absolute_url() == ""
    assert "<p>Un atto.</p>" in voce.make_preview_request().render().content.decode()


# --- refresh --------------------------------------------------------------------------------------


def test_a_definition_shows_at_once_and_is_an_update(client: Client) -> None:
    voce = make_voce("Avviso", definizione="Prima.")
    page = page_saying("Un avviso.")
    assert not Aggiornamento.objects.of(voce).exists()
    voce.definizione = "Dopo."
    publish_voce(voce)
    assert 'data-spiega="Dopo."' in client.get(page.url).content.decode()
    update = Aggiornamento.objects.of(voce).get()
    assert (update.tipo, update.testo) == ("correzione", "La definizione è cambiata.")
    assert ("Prima." in update.testo_prima, "Dopo." in update.testo_dopo) == (True, True)
    changes = client.get("/aggiornamenti/").content.decode()
    assert 'Voce del glossario corretta</span> <a href="/glossario/avviso/">Avviso</a>' in changes


def test_whoever_reads_a_voice_sees_what_changed_in_it(client: Client) -> None:
    voce = make_voce("Avviso", "bando", definizione="Un atto breve.", nota="Da sapere.")
    assert "Che cosa è cambiato" not in client.get(voce.get_absolute_url()).content.decode()
    voce.definizione, voce.sinonimi = "Un atto lungo.", "bando\nchiamata"
    voce = publish_voce(voce)
    address = f"/aggiornamenti/{Aggiornamento.objects.of(voce).get().pk}/"
    for page in (voce.get_absolute_url(), "/aggiornamenti/"):
        assert f'href="{address}">Vedi le differenze' in client.get(page).content.decode()
    response = client.get(address)
    assert [z.titolo for z in response.context["zone"]] == ["Termine e sinonimi", "Definizione"]
    assert response.context["uguali"] == ["Nota", "Fonte"]
    assert str(response.context["sintesi"]) == "2 capoversi cambiati"
    # Its words go when it goes.
    voce.unpublish()
    assert client.get(address).status_code == 404


def test_a_draft_changes_nothing(client: Client) -> None:
    voce = make_voce("Avviso", definizione="Prima.")
    page = page_saying("Un avviso e un bando.")
    voce.definizione, voce.sinonimi = "Bozza segreta.", "bando"
    voce.save_revision()
    run_jobs()
    html = client.get(page.url).content.decode() + client.get("/glossario/").content.decode()
    assert "segreta" not in html
    assert terms(client, page) == ["avviso"]


def test_changed_names_reach_pages_by_the_loop(client: Client) -> None:
    page, other = page_saying("Un bando."), page_saying("Altro.", titolo="Altra", slug="altra")
    made = Resa.objects.get(pk=other.pk).fatta
    voce = make_voce("Avviso")
    assert terms(client, page) == []
    voce.sinonimi = "bando"
    voce = publish_voce(voce)
    run_jobs()
    assert terms(client, page) == ["bando"]
    assert UsoGlossario.objects.get().frase == "Un bando."
    # What does not use it is read, not rendered anew.
    assert Resa.objects.get(pk=other.pk).fatta == made
    assert refresh_renderings() == refresh_kept_readings() == 0
    voce.sinonimi = ""
    publish_voce(voce)
    run_jobs()
    assert terms(client, page) == []
    assert not UsoGlossario.objects.exists()


@pytest.mark.parametrize("how", ["unpublish", "delete", "queryset", "expire"])
def test_a_voice_that_goes_leaves_its_words_to_a_shorter_one(client: Client, how: str) -> None:
    make_voce("Ente")
    voce = make_voce("Ente del Terzo settore")
    page = page_saying("Un ente del Terzo settore.")
    assert terms(client, page) == ["ente del Terzo settore"]
    if how == "unpublish":
        voce.unpublish()
    elif how == "expire":
        VoceGlossario.objects.filter(pk=voce.pk).update(
            expire_at=timezone.now() - dt.timedelta(minutes=1)
        )
        assert publish_scheduled() == 1
    elif how == "delete":
        voce.delete()
    else:
        VoceGlossario.objects.filter(pk=voce.pk).delete()
    assert terms(client, page) == []  # at once, before any job
    assert client.get("/glossario/ente-del-terzo-settore/").status_code == 404
    run_jobs()
    assert terms(client, page) == ["ente"]
    assert set(UsoGlossario.objects.values_list("codice", flat=True)) == {"ente"}
    assert ResaContenuto.objects.count() == 1


def test_a_scheduled_voice_waits(client: Client) -> None:
    voce = make_voce("Avviso", live=False, go_live_at=timezone.now() + dt.timedelta(hours=1))
    revision = voce.save_revision()
    revision.publish()
    page = page_saying("Un avviso.")
    assert (terms(client, page), ResaContenuto.objects.count()) == ([], 0)
    type(revision).objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - dt.timedelta(minutes=1),
        content=revision.content | {"go_live_at": None},
    )
    assert publish_scheduled() == 1
    run_jobs()
    assert terms(client, page) == ["avviso"]


def test_voices_are_read_again_when_others_change(client: Client) -> None:
    first = make_voce("Patto", definizione="Un accordo, secondo l’art. 55 del d.lgs. 117/2017.")
    assert Citazione.objects.of(first).get().articolo == "55"
    make_voce("Accordo")
    page = client.get(first.get_absolute_url()).content.decode()
    assert "cd-term" not in page
    assert 'class="cd-cite' in page
    run_jobs()
    assert 'href="/glossario/accordo/"' in client.get(first.get_absolute_url()).content.decode()


def test_a_rebuild_of_citations_keeps_the_uses() -> None:
    page_saying("Un bando.")
    make_voce("Bando")
    list(rebuild())
    assert UsoGlossario.objects.count() == 1


# --- the pages ------------------------------------------------------------------------------------


def test_where_a_voice_is_used(client: Client, redattrice: Any) -> None:
    make_voce("Patto")
    old = make_edition("2024")
    make_scheda(make_part(old), codice="1.1", title="Vecchia?", contenuto=text("Un patto di ieri."))
    new = make_edition("2026")
    part = make_part(new)
    make_scheda(part, codice="1.2", title="Nuova?", contenuto=text("Due patti di oggi. Altro."))
    make_scheda(part, codice="1.3", title="In bozza?", contenuto=text("Patto."), live=False)
    news = make_news("Notizia", slug="notizia")
    news.corpo = text("Notizia del patto.")
    publish(news)
    secret = page_saying("Un patto segreto.", titolo="Riservata", slug="riservata")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")

    response = client.get("/glossario/patto/")
    groups = [
        (g["titolo"], g["corrente"], [u.titolo for u in g["usi"]]) for g in response.context["usi"]
    ]
    assert groups == [
        ("Edizione 2026", True, ["Nuova?"]),
        ("Edizione 2024", False, ["Vecchia?"]),
        ("Pagine e notizie", False, ["Notizia"]),
    ]
    html = response.content.decode()
    assert "Due <mark>patti</mark> di oggi.</p>" in html
    assert response.context["n_usi"] == 3
    assert not re.search("segreto|Riservata|In bozza", html)
    client.force_login(redattrice)
    assert "segreto" in client.get("/glossario/patto/").content.decode()
    # A part, then an edition, that is taken down takes its schede along.
    part.unpublish()
    old.unpublish()
    response = client.get("/glossario/patto/")
    assert [g["titolo"] for g in response.context["usi"]] == ["Pagine e notizie"]


def test_a_voice_tells_source_level_topics_and_neighbours(client: Client) -> None:
    first, last = make_voce("Ànalisi"), make_voce("zona")
    voce = make_voce("Patto", "accordo", livello="letto-sul-testo", nota="Da sapere.")
    voce.temi.set(Termine.objects.filter(vocabolario="temi")[:1])
    voce.vedi.set([last, make_voce("Bozza", live=False)])
    publish_voce(voce)
    response = client.get("/glossario/patto/")
    html = response.content.decode()
    assert response.context["precedente"]["url"] == first.get_absolute_url()
    assert response.context["successiva"]["url"] == last.get_absolute_url()
    assert [v.termine for v in response.context["vedi"]] == ["zona"]
    for words in ("Letto sul testo", "Testo di prova.", "Da sapere.", "Si dice anche: accordo"):
        assert words in html
    assert f"/glossario/?tema={voce.temi.first().codice}" in html
    assert '<link rel="canonical" href="http://127.0.0.1:8000/glossario/patto/">' in html
    assert '<meta name="description" content="Che cosa vuol dire Patto.">' in html
    data = json.loads(re.search(r'application/ld\+json">(.*?)</script>', html)[1])["@graph"][0]  # type: ignore[index]
    assert (data["@type"], data["name"], data["alternateName"]) == (
        "DefinedTerm",
        "Patto",
        ["accordo"],
    )
    sitemap, llms = (client.get(url).content.decode() for url in ("/sitemap.xml", "/llms.txt"))
    assert sitemap.count("/glossario/") == llms.count("/glossario/") == 3


def test_the_index_by_letter_topic_and_words(client: Client) -> None:
    assert "non ha ancora voci" in client.get("/glossario/").content.decode()
    topics = list(Termine.objects.filter(vocabolario="temi")[:2])
    for number, (name, other) in enumerate(
        [("Équipe", "gruppo"), ("Patto", "accordo"), ("Ente", "ETS")]
    ):
        voce = make_voce(name, other)
        voce.temi.set([topics[number % 2]])
        publish_voce(voce)
    make_voce("Nascosta", live=False)

    def found(query: str) -> list[str]:
        groups = client.get(f"/glossario/{query}").context["gruppi"]
        return [f"{g['lettera']}:{v.termine}" for g in groups for v in g["voci"]]

    assert found("") == ["E:Ente", "E:Équipe", "P:Patto"]
    assert found(f"?tema={topics[0].codice}") == ["E:Ente", "E:Équipe"]
    assert found("?tema=inventato") == found("")
    # Other letters, a part of the word, another form, a synonym, the definition, together.
    assert found("?q=EQUIPE") == found("?q=quip") == found("?q=gruppi") == ["E:Équipe"]
    assert found("?q=vuol+dire+patto") == ["P:Patto"]
    assert found(f"?q=vuol&tema={topics[1].codice}") == ["P:Patto"]
    assert found("?q=nascosta") == []
    # A topic counts what it would show: with the words, without the topic chosen.
    counted = client.get(f"/glossario/?q=patto&tema={topics[0].codice}").context["temi"]
    assert [one["n"] for one in counted] == [0, 1]
    counted = client.get(f"/glossario/?tema={topics[1].codice}").context["temi"]
    assert [one["n"] for one in counted] == [2, 1]
    empty = client.get(f"/glossario/?q=patto&tema={topics[0].codice}").content.decode()
    assert 'href="/glossario/?q=patto">Togliendo il tema</a> trovi 1\N{NO-BREAK SPACE}voce' in empty
    assert client.get("/glossario/?q=%3Cscript%3E").content.decode().count("<script>") == 0
    letters = client.get("/glossario/").context["lettere"]
    assert [one["lettera"] for one in letters if one["url"]] == ["E", "P"]


@pytest.mark.parametrize("url", ["/glossario/", "/glossario/patto/"])
def test_the_same_queries_with_1_and_30(client: Client, url: str) -> None:
    def queries() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    make_voce("Patto")
    make_voce("Altra", definizione="Un patto.")
    page_saying("Un patto.", slug="p")
    make_scheda(contenuto=text("Un patto."))
    few = queries()
    for number in range(2, 31):
        make_voce(f"Altra{number}", definizione="Un patto.")
        page_saying("Un patto.", titolo=f"P{number}", slug=f"p{number}")
        make_scheda(codice=f"1.{number}", contenuto=text("Un patto."))
    assert queries() == few
    if url != "/glossario/":
        response = client.get(url)
        assert [len(g["usi"]) for g in response.context["usi"]] == [20, 20, 30]
        assert "Mostra tutte e 30" in response.content.decode()
        every = client.get(f"{url}?usi=tutti")
        assert [len(g["usi"]) for g in every.context["usi"]] == [30, 30, 30]


# --- the admin ------------------------------------------------------------------------------------


def test_editors_write_preview_publish_and_see_the_uses(client: Client, redattrice: Any) -> None:
    client.force_login(redattrice)
    list_url = "/admin/snippets/sussidiario/voceglossario/"
    data = {
        "termine": "Patto", "codice": "patto", "sinonimi": "accordo\r\nintesa", "definizione": "Un atto.",
        "nota": "", "fonte": "Letta.", "livello": "letto-sul-testo", "temi": [], "vedi": [],
    }  # fmt: skip
    # A draft may be incomplete; two voices never bear one name.
    assert client.post(f"{list_url}add/", data | {"definizione": ""}).status_code == 302
    voce = VoceGlossario.objects.get()
    assert (voce.live, voce.elenco_sinonimi) == (False, ["accordo", "intesa"])
    edit = f"{list_url}edit/{voce.pk}/"
    refused = client.post(edit, data | {"definizione": "", "action-publish": "1"})
    assert refused.status_code == 200
    assert refused.context["form"].errors.keys() == {"definizione"}
    preview = client.post(f"{list_url}preview/{voce.pk}/", data)
    assert preview.json()["is_valid"]
    shown = client.get(f"{list_url}preview/{voce.pk}/").content.decode()
    assert "<p>Un atto.</p>" in shown
    assert client.post(edit, data | {"action-publish": "1"}).status_code == 302
    page_saying("Un accordo firmato.")
    assert "<strong>accordo</strong> firmato" in client.get(edit).content.decode()
    listed = client.get(f"{list_url}?uso=si&q=intesa").content.decode()
    assert "Patto" in listed
    assert "/edit/" not in client.get(f"{list_url}?uso=no").content.decode()
    assert client.get(f"{list_url}history/{voce.pk}/").status_code == 200
