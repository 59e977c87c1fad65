"""Change notes: asked where a version may go live, kept beside the revision, used once."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from piattaforma.nucleo.jobs import publish_scheduled
from piattaforma.nucleo.models import Aggiornamento, NotaModifica, PaginaPage
from tests.factories import make_page, make_scheda, publish, text

pytestmark = pytest.mark.django_db


def form_of(page: PaginaPage, **values: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "sommario": page.sommario,
            "corpo": streamfield([("testo", "Testo nuovo.")]),
            "nota_tipo": "",
            "nota_testo": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        }
        | values
    )


@pytest.fixture
def page() -> PaginaPage:
    return make_page("Una pagina")


@pytest.fixture
def editor(client: Client, redattrice: Any) -> Client:
    client.force_login(redattrice)
    return client


def edit(client: Client, page: PaginaPage, **values: Any) -> Any:
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **values))


def rows(page: Any) -> list[tuple[str, str]]:
    return list(Aggiornamento.objects.of(page).values_list("tipo", "testo"))


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
@pytest.mark.parametrize(
    ("tipo", "testo", "field"),
    [
        ("", "", "nota_tipo"),
        ("sostanziale", "", "nota_testo"),
        ("verifica", "   ", "nota_testo"),
        ("correzione", "x" * 401, "nota_testo"),
        ("inventato", "x", "nota_tipo"),
        ("nuovo", "x", "nota_tipo"),
    ],
)
def test_refused_at_the_field_where_a_version_may_go_live(
    editor: Client, page: PaginaPage, action: str, tipo: str, testo: str, field: str
) -> None:
    response = edit(editor, page, nota_tipo=tipo, nota_testo=testo, **{action: "1"})
    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert [tipo for tipo, _ in rows(page)] == ["nuovo"]


def test_scheduling_is_refused_too(editor: Client, page: PaginaPage) -> None:
    tomorrow = timezone.localtime(timezone.now() + dt.timedelta(days=1))
    when = tomorrow.strftime("%d/%m/%Y %H:%M")
    response = edit(editor, page, go_live_at=when, **{"action-publish": "1"})
    assert "nota_tipo" in response.context["form"].errors


def test_never_asked_of_a_draft(editor: Client, page: PaginaPage) -> None:
    assert edit(editor, page).status_code == 302
    assert not NotaModifica.objects.filter(page=page).unused().exists()


def test_a_draft_keeps_whatever_was_typed(editor: Client, page: PaginaPage) -> None:
    assert edit(editor, page, nota_tipo="inventato", nota_testo="x" * 500).status_code == 302
    assert len(NotaModifica.objects.filter(page=page).unused().get().testo) == 500


def test_new_lines_count_one_character_each(editor: Client, page: PaginaPage) -> None:
    text_ = "\r\n".join(["x" * 199, "y" * 200])
    response = edit(
        editor, page, nota_tipo="sostanziale", nota_testo=text_, **{"action-publish": "1"}
    )
    assert response.status_code == 302
    assert len(rows(page)[0][1]) == 400


def test_purging_revisions_keeps_a_waiting_note(page: PaginaPage) -> None:
    page.annotate_change(tipo="sostanziale", testo="Aspetta.")
    page.save_revision()
    page.corpo = text("Una bozza senza nota.")
    latest = page.save_revision()
    Revision.objects.filter(object_id=str(page.pk)).exclude(pk=latest.pk).delete()
    latest.publish()
    assert rows(page)[0] == ("sostanziale", "Aspetta.")


def test_publishing_with_a_note_writes_it(editor: Client, page: PaginaPage) -> None:
    response = edit(
        editor,
        page,
        nota_tipo="sostanziale",
        nota_testo="Cambia il termine.",
        **{"action-publish": "1"},
    )
    assert response.status_code == 302
    assert rows(page)[0] == ("sostanziale", "Cambia il termine.")
    update = Aggiornamento.objects.of(page)[0]
    assert "Il testo." in update.testo_prima
    assert "Testo nuovo." in update.testo_dopo


def test_autosave_keeps_the_note_and_publishing_uses_it(editor: Client, page: PaginaPage) -> None:
    edit(editor, page, nota_tipo="verifica", nota_testo="Riletta la legge.")
    assert rows(page) == [("nuovo", "")]
    # The editor opens it again: the note is there, and the button publishes with it.
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert (form["nota_tipo"].value(), form["nota_testo"].value()) == (
        "verifica",
        "Riletta la legge.",
    )
    Revision.objects.filter(object_id=str(page.pk)).latest("pk").publish()
    assert rows(page)[0] == ("verifica", "Riletta la legge.")


def test_clearing_the_note_of_an_overwritten_draft_clears_it(
    editor: Client, page: PaginaPage
) -> None:
    edit(editor, page, nota_tipo="correzione", nota_testo="Refuso.")
    page.refresh_from_db()
    latest = page.get_latest_revision()
    edit(editor, page, overwrite_revision_id=str(latest.pk))
    assert not NotaModifica.objects.filter(page=page).unused().exists()


def test_reviewers_edit_inherits_the_note(editor: Client, page: PaginaPage, revisore: Any) -> None:
    edit(editor, page, nota_tipo="sostanziale", nota_testo="Nuova legge.", **{"action-submit": "1"})
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    draft.title = "Titolo del revisore"
    draft.save_revision(user=revisore).publish(user=revisore, skip_permission_checks=True)
    assert rows(page)[0] == ("sostanziale", "Nuova legge.")


def test_note_of_a_later_draft_waits_for_its_own_publication(page: PaginaPage) -> None:
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    page.annotate_change(tipo="sostanziale", testo="Programmata.")
    scheduled = page.save_revision()
    scheduled.publish()
    page = PaginaPage.objects.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = None
    draft.annotate_change(tipo="verifica", testo="Bozza successiva.")
    draft.save_revision()
    assert [tipo for tipo, _ in rows(page)] == ["nuovo"], "programmare non usa la nota"
    Revision.objects.filter(pk=scheduled.pk).update(
        approved_go_live_at=timezone.now() - dt.timedelta(seconds=1)
    )
    revision = Revision.objects.get(pk=scheduled.pk)
    revision.content["go_live_at"] = None
    revision.save()
    assert publish_scheduled() == 1
    assert rows(page)[0] == ("sostanziale", "Programmata.")
    assert NotaModifica.objects.filter(page=page).unused().get().testo == "Bozza successiva."


def test_note_left_behind_by_a_publication_is_not_used_later(page: PaginaPage) -> None:
    page.annotate_change(tipo="sostanziale", testo="Vecchia, superata.")
    page.save_revision()
    publish(page, tipo="correzione", testo="Quella buona.")
    page.corpo = text("Altro testo.")
    page.save_revision().publish()
    assert rows(page)[:2] == [("correzione", ""), ("correzione", "Quella buona.")]


def test_bulk_publication_without_note_is_a_correction(editor: Client) -> None:
    pages = [make_page(f"Pagina {n}", slug=f"pagina-{n}") for n in range(2)]
    for page in pages:
        page.corpo = text("Cambiato in blocco.")
        page.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    assert (
        editor.post(f"{url}?{ids}&next=/admin/", {"include_descendants": "off"}).status_code == 302
    )
    assert [rows(page)[0] for page in pages] == [("correzione", "")] * 2


@pytest.mark.parametrize("change", ["title", "sommario", "corpo"])
def test_whatever_readers_see_changed_is_said(page: PaginaPage, change: str) -> None:
    new: Any = text("Con un [altro indirizzo](/altrove/).") if change == "corpo" else "Cambiato"
    if change == "corpo":
        page.corpo = text("Con un [altro indirizzo](/qui/).")
        publish(page)
    before = len(rows(page))
    setattr(page, change, new)
    page.save_revision().publish()
    assert len(rows(page)) == before + 1


def test_publishing_again_what_is_already_there_says_nothing(page: PaginaPage) -> None:
    page.get_latest_revision().publish()
    assert rows(page) == [("nuovo", "")]


def test_purged_revisions_lose_no_history() -> None:
    scheda = make_scheda()
    scheda.contenuto = text("Il testo di adesso.")
    publish(scheda, tipo="sostanziale", testo="Perché sì.")
    Revision.objects.filter(object_id=str(scheda.pk)).exclude(pk=scheda.latest_revision_id).delete()
    newest = Aggiornamento.objects.of(scheda).first()
    assert newest is not None
    assert "Il testo del contenuto." in newest.testo_prima
    assert "Il testo di adesso." in newest.testo_dopo
