"""A new edition prepared as drafts, then current in one step; what superseded pages say."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, streamfield

from piattaforma.nucleo.models import Aggiornamento
from piattaforma.riferimenti.querysets import cited_acts
from sussidiario.edizione.operations import EditionNotReady, copy_edition, make_current, plan_switch
from sussidiario.models import EdizioneCorrente, EdizionePage, SchedaPage, SchedaTolta
from sussidiario.situazione.querysets import loose_ends
from tests.factories import make_edition, make_part, make_scheda, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def old() -> EdizionePage:
    """An edition of three schede, and a fourth that nobody has published."""
    edition = make_edition("2025")
    part = make_part(edition)
    for code in ("1.1", "1.2", "1.3"):
        make_scheda(part, codice=code)
    make_scheda(part, codice="1.4", live=False)
    return edition


def prepare(old: EdizionePage, user: Any = None) -> EdizionePage:
    return copy_edition(source=old, title="Edizione 2026", slug="2026", year=2026, user=user)


def scheda(edition: EdizionePage, codice: str) -> SchedaPage:
    return SchedaPage.objects.descendant_of(edition).get(codice=codice)


def rewrite(page: SchedaPage, answer: str, note: str = "") -> None:
    """What an editor does for months: a draft, with or without its note."""
    page.in_breve = answer
    if note:
        page.annotate_change(tipo="sostanziale", testo=note)
    page.save_revision()


def test_a_new_edition_is_drafts_with_the_same_codes(old: EdizionePage, client: Client) -> None:
    new = prepare(old)
    copies = SchedaPage.objects.descendant_of(new)
    assert sorted(copies.values_list("codice", "live")) == [
        (c, False) for c in ("1.1", "1.2", "1.3")
    ]
    assert EdizioneCorrente.objects.get().edizione == old
    for address in ("/sussidiario/2026/", "/s/1.1/2026/", scheda(new, "1.1").url):
        assert client.get(address).status_code == 404
    for address in ("/sussidiario/", "/sussidiario/2025/", "/aggiornamenti/", "/sitemap.xml"):
        assert "/2026/" not in client.get(address).content.decode()


def test_the_switch_publishes_all_writes_notes_and_says_why(old: EdizionePage) -> None:
    new = prepare(old)
    rewrite(scheda(new, "1.1"), "No: la legge è cambiata.", "La legge è cambiata il 1º marzo.")
    rewrite(scheda(new, "1.2"), "Dipende.")
    scheda(new, "1.3").delete()
    make_scheda(new.get_children().get().specific, codice="1.9", live=False)
    plan = make_current(edition=new, perche={"1.3": "Confluita nella 1.9."})
    assert plan.in_words() == "1 scheda nuova, 2 cambiate, 1 tolta"
    assert EdizioneCorrente.objects.get().edizione_id == new.pk

    told = Aggiornamento.objects.of(scheda(new, "1.1")).get()
    assert (told.tipo, told.testo) == ("sostanziale", "La legge è cambiata il 1º marzo.")
    assert "basta un atto" in told.testo_prima
    assert "la legge è cambiata" in told.testo_dopo
    unsaid = Aggiornamento.objects.of(scheda(new, "1.2")).get()
    assert unsaid.testo == "Rivista per «Edizione 2026». Cambia: In breve."
    assert Aggiornamento.objects.of(scheda(new, "1.9")).get().tipo == "nuovo"
    assert SchedaTolta.objects.get().perche == "Confluita nella 1.9."
    assert "1 scheda nuova" in Aggiornamento.objects.of(new).get().testo


def test_a_scheda_that_stayed_the_same_keeps_its_history(old: EdizionePage, client: Client) -> None:
    publish(scheda(old, "1.1"), tipo="verifica", testo="Riletta con le fonti.")
    new = prepare(old)
    make_current(edition=new)
    page = client.get("/s/1.1/", follow=True)
    assert page.request["PATH_INFO"].startswith("/sussidiario/2026/")
    assert not Aggiornamento.objects.of(scheda(new, "1.1")).exists()
    assert page.context["storia"][0].testo == "Riletta con le fonti."
    assert page.context["verifica"].data is not None


def test_an_incomplete_draft_stops_the_switch_and_nothing_is_written(old: EdizionePage) -> None:
    new = prepare(old)
    draft = scheda(new, "1.2")
    draft.fonte = ""
    draft.save_revision(clean=False)
    before = Aggiornamento.objects.count()
    with pytest.raises(EditionNotReady, match=r"Scheda 1\.2"):
        make_current(edition=new)
    assert EdizioneCorrente.objects.get().edizione == old
    assert not SchedaPage.objects.descendant_of(new).live().exists()
    assert Aggiornamento.objects.count() == before


def test_blocks_that_the_form_would_refuse_stop_the_switch(old: EdizionePage) -> None:
    new = prepare(old)
    draft = scheda(new, "1.2")
    draft.contenuto = [("tabella", {"didascalia": "", "righe": "", "nota": ""})]
    draft.save_revision(clean=False)
    with pytest.raises(EditionNotReady, match=r"Scheda 1\.2, Contenuto: "):
        make_current(edition=new)
    assert not SchedaPage.objects.descendant_of(new).live().exists()


def test_a_new_question_goes_out_with_its_reason(old: EdizionePage) -> None:
    new = prepare(old)
    make_scheda(new.get_children().get().specific, codice="1.9", live=False)
    make_current(edition=new, perche={"1.9": "La chiedono in molti."})
    told = Aggiornamento.objects.of(scheda(new, "1.9")).get()
    assert (told.tipo, told.testo) == ("nuovo", "La chiedono in molti.")


def test_back_to_an_older_edition_is_no_news_of_a_new_one(old: EdizionePage) -> None:
    make_current(edition=prepare(old))
    make_current(edition=old)
    told = Aggiornamento.objects.of(old)[0]
    assert told.tipo == "nuovo", "make_edition non annuncia la prima"
    make_current(edition=EdizionePage.objects.get(slug="2026"))
    again = Aggiornamento.objects.of(EdizionePage.objects.get(slug="2026"))[0]
    assert again.tipo == "sostanziale"
    assert again.testo.startswith("È di nuovo l’edizione corrente")


def test_a_closed_scheda_stays_closed_in_the_new_edition(old: EdizionePage) -> None:
    for page in (old, scheda(old, "1.1")):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    new = prepare(old)
    assert scheda(new, "1.1").view_restrictions.count() == 1
    assert scheda(new, "1.2").view_restrictions.count() == 0


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_the_current_edition_is_not_taken_down(
    old: EdizionePage, client: Client, amministratrice: Any, name: str
) -> None:
    client.force_login(amministratrice)
    address = reverse(f"wagtailadmin_pages:{name}", args=[old.pk])
    refused = client.post(address, {"include_descendants": "on"}, follow=True)
    assert "prima rendi corrente un’altra edizione" in refused.content.decode()
    make_current(edition=prepare(old))
    if name == "unpublish":
        alone = client.post(address, follow=True).content.decode()
        assert "anche le parti e le schede" in alone
    client.post(address, {"include_descendants": "on", "confirm_site_name": "Condivisa"})
    assert not SchedaPage.objects.descendant_of(old).live().exists()


def test_publishing_an_old_draft_of_an_edition_brings_back_nothing(old: EdizionePage) -> None:
    make_current(edition=prepare(old))
    publish(old, tipo="correzione")
    assert EdizioneCorrente.objects.get().edizione.slug == "2026"


def test_a_superseded_page_says_so_and_leads_to_the_same_question(
    old: EdizionePage, client: Client
) -> None:
    new = prepare(old)
    scheda(new, "1.3").delete()
    make_current(edition=new, perche={"1.3": "Confluita nella scheda 1.2."})
    page = client.get(scheda(old, "1.1").url).content.decode()
    assert "Stai leggendo un’edizione superata" in page
    assert 'href="/s/1.1/"' in page
    assert "/sussidiario/confronta/?da=2025&amp;a=2026&amp;scheda=1.1" in page
    gone = client.get("/s/1.3/", follow=True)
    assert gone.request["PATH_INFO"].startswith("/sussidiario/2025/")
    html = gone.content.decode()
    assert 'Confluita nella <a href="/s/1.2/">scheda 1.2</a>.' in html
    assert 'href="/sussidiario/2026/">Vai all’edizione corrente' in html
    today = client.get("/s/1.1/", follow=True)
    assert [v["url"] for v in today.context["altre_edizioni"]] == [scheda(old, "1.1").url]
    assert client.get("/s/1.1/2025/").url == scheda(old, "1.1").url


def test_superseded_schede_are_not_counted_among_who_cites(old: EdizionePage) -> None:
    assert cited_acts(None)[0].n == 3
    make_current(edition=prepare(old))
    assert cited_acts(None)[0].n == 3


@pytest.mark.parametrize("change", ["move", "rename"])
def test_a_scheda_moved_or_renamed_keeps_every_old_address(
    old: EdizionePage,
    client: Client,
    redattrice: Any,
    change: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = scheda(old, "1.1")
    was = page.url
    client.force_login(redattrice)
    if change == "move":
        target = make_part(old, numero=2)
        address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
        assert client.post(address).status_code == 302
    else:
        page.slug = "un-altro-indirizzo"
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
    page = SchedaPage.objects.get(pk=page.pk)
    assert page.url != was
    reader = Client()
    assert reader.get(was, follow=True).request["PATH_INFO"] == page.url
    assert reader.get("/s/1.1/").url == page.url


def test_a_published_code_and_a_published_year_never_change(
    old: EdizionePage, client: Client, redattrice: Any
) -> None:
    client.force_login(redattrice)
    page, draft = scheda(old, "1.1"), scheda(prepare(old), "1.1")

    def errors(changed: Any, **values: str) -> Any:
        address = reverse("wagtailadmin_pages:edit", args=[changed.pk])
        form = client.get(address).context["form"]
        data = {name: value for name, value in form.initial.items() if isinstance(value, str)}
        zones = {z: streamfield([]) for z in ("contenuto", "prassi", "norme", "giurisprudenza")}
        comments = {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
        response = client.post(address, nested_form_data(data | zones | comments | values))
        return {} if response.status_code == 302 else response.context["form"].errors

    assert "non cambia" in str(errors(page, codice="7.7")["codice"])
    assert "non cambia" in str(errors(old, slug="altro", anno="2025")["slug"])
    assert "non cambia" in str(errors(draft, codice="7.7")["codice"])
    fresh = make_scheda(draft.get_parent().specific, codice="1.8", live=False)
    assert "codice" not in errors(fresh, codice="7.7")


# --- in the admin ---


def test_an_editor_prepares_and_switches(
    old: EdizionePage, client: Client, redattrice: Any
) -> None:
    client.force_login(redattrice)
    explorer = client.get(reverse("wagtailadmin_explore", args=[old.pk])).content.decode()
    address = reverse("sussidiario_nuova_edizione", args=[old.pk])
    assert address in explorer
    refused = client.post(address, {"titolo": "X", "slug": "2025", "anno": "2026"})
    assert refused.status_code == 422
    assert "c’è già una pagina" in refused.content.decode()
    assert (
        client.post(address, {"titolo": "E", "slug": "confronta", "anno": "2026"}).status_code
        == 422
    )
    client.post(address, {"titolo": "Edizione 2026", "slug": "2026", "anno": "2026"})
    new = EdizionePage.objects.get(slug="2026")
    rewrite(scheda(new, "1.2"), "Dipende dai casi.")
    confirm = reverse("sussidiario_rendi_corrente", args=[new.pk])
    shown = client.get(confirm).content.decode()
    assert "1 cambiata" in shown
    assert 'name="1.2"' in shown
    assert client.post(confirm, {"1.2": "x" * 401}).status_code == 422
    assert client.post(confirm, {"1.2": "La prassi è cambiata."}).status_code == 302
    assert Aggiornamento.objects.of(scheda(new, "1.2")).get().testo == "La prassi è cambiata."


def test_who_may_not_publish_may_not_switch(
    old: EdizionePage, client: Client, revisore: Any
) -> None:
    new = prepare(old)
    client.force_login(revisore)
    for name, edition in (
        ("sussidiario_nuova_edizione", old),
        ("sussidiario_rendi_corrente", new),
    ):
        response = client.post(
            reverse(name, args=[edition.pk]), {"titolo": "E", "slug": "2027", "anno": "2027"}
        )
        # Wagtail answers whoever may not with the admin's first page.
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
    assert not EdizionePage.objects.filter(slug="2027").exists()
    assert EdizioneCorrente.objects.get().edizione == old


def test_the_plan_of_a_copy_is_that_nothing_changes(old: EdizionePage) -> None:
    plan = plan_switch(prepare(old))
    assert plan.in_words() == "3 invariate"
    assert len(plan.bozze) == 5


def test_a_code_names_one_scheda_whatever_is_copied_or_moved(
    old: EdizionePage, client: Client, redattrice: Any
) -> None:
    client.force_login(redattrice)
    page, part = scheda(old, "1.1"), scheda(old, "1.1").get_parent()
    copied = client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {"new_title": "Copia", "new_slug": "copia", "new_parent_page": str(part.pk)},
    )
    assert "un codice nomina una sola" in copied.content.decode()
    edition = client.post(
        reverse("wagtailadmin_pages:copy", args=[old.pk]),
        {"new_title": "C", "new_slug": "c", "new_parent_page": str(old.get_parent().pk)},
    )
    assert "Nuova edizione da questa" in edition.content.decode()
    there = prepare(old).get_children().get()
    page.slug = "un-altro-indirizzo"
    page = publish(page)
    move = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, there.pk])
    assert "c’è già il codice 1.1" in client.post(move, follow=True).content.decode()
    assert SchedaPage.objects.filter(codice="1.1").count() == 2
    # What a bulk action may bring all the same stops the switch, and editors are told.
    twin = page.copy(to=there, keep_live=False, update_attrs={"slug": "gemella"})
    assert loose_ends().doppi == [(EdizionePage.objects.get(slug="2026"), ["1.1"])]
    with pytest.raises(EditionNotReady, match=r"Il codice 1\.1 è di più schede"):
        make_current(edition=EdizionePage.objects.get(slug="2026"))
    assert twin.pk


def test_the_switch_is_news_of_the_sussidiario(old: EdizionePage, client: Client) -> None:
    make_current(edition=prepare(old))
    page = client.get("/aggiornamenti/?sezione=sussidiario").content.decode()
    assert "Da oggi è l’edizione corrente" in page
