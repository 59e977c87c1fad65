"""The reader's voice: votes counted a page, errors that reach the office, who sees them, for how long."""

import datetime as dt
import html as html_module
import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageViewRestriction

from piattaforma.nucleo import anonimi
from piattaforma.nucleo.anonimi import new_token
from piattaforma.nucleo.models import Segnalazione, Valutazione
from piattaforma.nucleo.models.valutazione import NEGATIVI, POSITIVI
from piattaforma.nucleo.voce.operations import follow_report, forget_what_is_due, record_vote
from piattaforma.posta.jobs import consegna
from piattaforma.posta.models import Messaggio
from piattaforma.territori.models import Ufficio
from piattaforma.utenti.models import User
from tests.factories import home, make_page, make_scheda, publish

pytestmark = pytest.mark.django_db

FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
HOSTILE = "<script>alert(1)</script>\n{{ 7|add:7 }} «fine»"


def post(url: str, nome: str, about: Any, **data: Any) -> Any:
    data = {"gettone": new_token(nome, str(about)), **data}
    return Client().post(url, data, headers=FROM_HERE)


def vote(page: Any, **data: Any) -> Any:
    return post(f"/valutazioni/{page.pk}/", "valutazione", page.pk, **data)


def report(page: Any, **data: Any) -> Any:
    return post(f"/segnalazioni/{page.pk}/", "segnalazione", page.pk, **data)


# --- votes --------------------------------------------------------------------------------------


def test_every_page_below_the_home_asks_as_the_model_of_comuni_does() -> None:
    """The hooks and words that the validator of the model looks for, once a page."""
    scheda = make_scheda()
    pages = [scheda, *scheda.get_ancestors().live().filter(depth__gt=2), make_page("Chi siamo")]
    for page in pages:
        html = html_module.unescape(Client().get(page.url).content.decode())
        for name in ("feedback", "feedback-title", "feedback-rating-positive",
                     "feedback-rating-negative", "feedback-input-text",
                     *(f"feedback-rate-{n}" for n in range(1, 6))):  # fmt: skip
            assert html.count(f'data-element="{name}"') == 1, (page.url, name)

        def words(name: str, html: str = html) -> list[str]:
            return re.findall(rf'data-element="{name}">([^<]+)<', html)

        assert words("feedback-title") == ["Quanto sono chiare le informazioni su questa pagina?"]
        assert words("feedback-rating-question") == [
            "Quali sono stati gli aspetti che hai preferito?",
            "Dove hai incontrato le maggiori difficoltà?",
        ]
        assert words("feedback-rating-answer") == [m.label for m in (*POSITIVI, *NEGATIVI)]
        assert f'href="/segnalazioni/{page.pk}/"' in html
    assert "feedback" not in Client().get("/").content.decode()


def test_a_vote_says_nothing_of_who_gave_it(settings: Any) -> None:
    page = make_page()
    vote(page, voto="2", motivo="non-chiare", testo="Riga\r\n" + "x" * 195)
    row = Valutazione.objects.get()
    assert (row.voto, row.motivo, row.testo[:5], len(row.testo)) == (2, "non-chiare", "Riga\n", 200)
    kept = {field.name for field in Valutazione._meta.get_fields()}
    assert kept == {"id", "page", "voto", "motivo", "testo", "il"}
    assert type(row.il) is dt.date
    too_long = vote(page, voto="2", testo="x" * 201)
    assert too_long.status_code == 422
    assert "supera 200 caratteri" in too_long.content.decode()


def test_an_answer_to_the_question_of_another_vote_is_not_kept() -> None:
    page = make_page()
    vote(page, voto="5", motivo="non-chiare")
    vote(page, voto="3", motivo="chiare")
    vote(page, voto="4", motivo="chiare")
    assert sorted(Valutazione.objects.values_list("voto", "motivo")) == [
        (3, ""), (4, "chiare"), (5, "")
    ]  # fmt: skip


def test_who_may_not_read_a_page_is_not_heard_on_it(redattrice: Any) -> None:
    draft = make_scheda(codice="9.9", live=False)
    private = make_page("Segreta", slug="segreta")
    rule = PageViewRestriction.objects.create(page=private, restriction_type="groups")
    rule.groups.add(Group.objects.get(name="Redazione"))
    below = make_page("Sotto", parent=private, slug="sotto")
    withdrawn = make_page("Ritirata", slug="ritirata")
    withdrawn.unpublish()
    for page in (draft, private, below, withdrawn, home()):
        for path in ("valutazioni", "segnalazioni"):
            for end in ("", "grazie/"):
                assert Client().get(f"/{path}/{page.pk}/{end}").status_code == 404
        assert vote(page, voto="1").status_code == 404
        assert report(page, testo="Ciao").status_code == 404
    assert not Valutazione.objects.exists()
    assert not Segnalazione.objects.exists()
    member = Client()
    member.force_login(redattrice)
    assert member.get(f"/valutazioni/{below.pk}/").status_code == 200
    token = new_token("valutazione", str(below.pk))
    answer = member.post(
        f"/valutazioni/{below.pk}/", {"voto": "4", "gettone": token}, headers=FROM_HERE
    )
    assert answer.status_code == 303
    assert Valutazione.objects.get().page_id == below.pk


def test_who_typed_the_password_is_heard() -> None:
    page = make_page("Con parola", slug="con-parola")
    rule = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="apriti"
    )
    reader = Client()
    assert reader.get(f"/valutazioni/{page.pk}/").status_code == 404
    reader.post(
        f"/_util/authenticate_with_password/{rule.pk}/{page.pk}/",
        {"password": "apriti", "return_url": page.url},
    )
    assert 'data-element="feedback"' in reader.get(page.url).content.decode()
    assert reader.get(f"/valutazioni/{page.pk}/").status_code == 200


# --- what editors see ---------------------------------------------------------------------------


def editor_of(page: Any) -> Client:
    """Somebody who may edit this page, and those below it, alone."""
    group = Group.objects.create(name=f"Ufficio {page.pk}")
    group.permissions.add(*Group.objects.get(name="Redazione").permissions.all())
    GroupPagePermission.objects.create(group=group, page=page, permission_type="change")
    user = User.objects.create_user(f"ufficio-{page.pk}@example.it", "parola-lunga-di-prova")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def test_editors_see_counts_and_words_of_their_own_pages() -> None:
    mine, other = make_page("Mia", slug="mia"), make_page("Altrui", slug="altrui")
    for voto in (2, 3, 5):
        record_vote(page=mine, voto=voto)
    record_vote(page=mine, voto=1, motivo="problemi", testo=HOSTILE)
    record_vote(page=other, voto=5, testo="Parole altrui")
    client = editor_of(mine)
    listed = client.get("/admin/valutazioni/").content.decode()
    assert f"/admin/valutazioni/{mine.pk}/" in listed
    assert "2,8" in listed
    assert "Altrui" not in listed
    detail = client.get(f"/admin/valutazioni/{mine.pk}/").content.decode()
    assert "4\N{NO-BREAK SPACE}valutazioni" in detail
    assert "Ho avuto problemi tecnici: 1" in detail
    edit = client.get(f"/admin/pages/{mine.pk}/edit/").content.decode()
    assert "4\N{NO-BREAK SPACE}valutazioni, media 2,8 su 5" in edit
    for html in (listed, detail, edit):
        assert "<script>alert" not in html
        assert "{{ 7|add:7 }}" in html
    assert client.get(f"/admin/valutazioni/{other.pk}/").status_code == 404
    assert "Parole altrui" not in Client().get(other.url).content.decode()


def test_votes_by_section_and_period(amministratrice: Any) -> None:
    client = Client()
    client.force_login(amministratrice)
    scheda, page = make_scheda(), make_page("Chi siamo")
    record_vote(page=scheda, voto=2)
    Valutazione.objects.update(il=timezone.localdate() - dt.timedelta(days=60))
    record_vote(page=scheda, voto=4)
    record_vote(page=page, voto=5)
    section = scheda.get_ancestors().get(depth=3)

    def rows(query: str) -> dict[str, tuple[int, float]]:
        found = client.get(f"/admin/valutazioni/?{query}").context["object_list"]
        return {row.title: (row.quante, row.media) for row in found}

    assert rows("") == {scheda.title: (2, 3.0), "Chi siamo": (1, 5.0)}
    assert rows("periodo=30") == {scheda.title: (1, 4.0), "Chi siamo": (1, 5.0)}
    assert rows(f"sezione={section.pk}") == {scheda.title: (2, 3.0)}
    assert client.get("/admin/valutazioni/?export=csv").status_code == 200


# --- reported errors ----------------------------------------------------------------------------


def test_an_error_reaches_the_office_and_stays_until_closed(redattrice: Any) -> None:
    office = Ufficio.objects.create(nome="Sociale", codice="sociale", email="sociale@example.it")
    page = make_page("Avviso & bando", slug="avviso", ufficio=office)
    sent = report(page, testo=HOSTILE, brano="<b>entro</b> 30 giorni", email="anna@example.org")
    assert sent["Location"] == f"/segnalazioni/{page.pk}/grazie/"
    row = Segnalazione.objects.get()
    mail = Messaggio.objects.get()
    assert mail.destinatario == "sociale@example.it"
    assert mail.oggetto == "Errore segnalato in «Avviso & bando»"
    assert "<script>" not in mail.html
    assert "&lt;script&gt;" in mail.html
    assert "{{ 7|add:7 }}" in mail.testo
    assert f"/admin/segnalazioni/{row.pk}/" in mail.testo
    assert "anna@example.org" not in mail.testo + mail.html

    client = Client()
    client.force_login(redattrice)
    where = f"/admin/segnalazioni/{row.pk}/"
    assert where in client.get("/admin/segnalazioni/").content.decode()
    assert where in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    shown = client.get(where).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;b&gt;entro&lt;/b&gt;" in shown
    assert "anna@example.org" in shown

    client.post(where, {"stato": "in_carico", "nota": ""})
    assert where in client.get("/admin/segnalazioni/").content.decode()
    unsaid = client.post(where, {"stato": "chiusa", "nota": " "})
    assert unsaid.status_code == 422
    assert "Scrivi che cosa avete fatto" in unsaid.content.decode()
    row.refresh_from_db()
    assert (row.stato, row.seguita_da) == ("in_carico", redattrice)
    client.post(where, {"stato": "chiusa", "nota": "Corretto: <60> giorni.", "avvisa": "on"})
    row.refresh_from_db()
    assert row.stato == "chiusa"
    assert row.chiusa_il is not None
    assert where not in client.get("/admin/segnalazioni/").content.decode()
    assert where in client.get("/admin/segnalazioni/?stato=chiusa").content.decode()
    answer = Messaggio.objects.get(tipo="nucleo.segnalazione_chiusa")
    assert answer.destinatario == "anna@example.org"
    assert "Corretto: <60> giorni." in answer.testo
    assert "&lt;60&gt;" in answer.html
    # Closed before its turn: the office is not told of what is done.
    consegna()
    states = dict(Messaggio.objects.values_list("tipo", "stato"))
    assert states == {"nucleo.segnalazione": "soppressa", "nucleo.segnalazione_chiusa": "accettata"}
    # Nothing of it is public.
    public = Client().get(page.url).content.decode()
    assert "entro" not in public
    assert "Corretto" not in public


def test_without_an_office_the_editorial_office_is_told() -> None:
    Ufficio.objects.filter(codice=Ufficio.REDAZIONE).update(email="redazione@example.it")
    report(make_page(), testo="Manca la fonte.")
    assert Messaggio.objects.get().destinatario == "redazione@example.it"


def test_an_editor_answers_for_the_pages_that_are_his(membro: Any) -> None:
    mine, other = make_page("Mia", slug="mia"), make_page("Altrui", slug="altrui")
    for page in (mine, other):
        report(page, testo=f"Errore in {page.title}")
    rows = {row.page_id: row for row in Segnalazione.objects.all()}
    client = editor_of(mine)
    listed = client.get("/admin/segnalazioni/").content.decode()
    assert "Errore in Mia" in listed
    assert "Errore in Altrui" not in listed
    url = f"/admin/segnalazioni/{rows[other.pk].pk}/"
    assert client.get(url).status_code == 404
    assert client.post(url, {"stato": "chiusa", "nota": "Fatto"}).status_code == 404
    rows[other.pk].refresh_from_db()
    assert rows[other.pk].stato == "nuova"


def test_too_many_from_one_network_are_confirmed_by_mail(monkeypatch: Any) -> None:
    monkeypatch.setattr(anonimi, "PER_INDIRIZZO", 1)
    page = make_page()
    report(page, testo="Il primo")
    refused = report(page, testo="Senza indirizzo")
    assert refused.status_code == 429
    assert anonimi.OPPURE_EMAIL in refused.content.decode()
    assert "Senza indirizzo</textarea>" in refused.content.decode()
    sent = report(page, testo="Con indirizzo", email="anna@example.org")
    assert sent["Location"] == f"/segnalazioni/{page.pk}/controlla-la-posta/"
    waiting = Segnalazione.objects.get(testo="Con indirizzo")
    assert waiting.stato == "da_confermare"
    assert waiting not in Segnalazione.objects.received()
    mail = Messaggio.objects.get(tipo="nucleo.conferma_segnalazione")
    assert "Con indirizzo" not in mail.testo
    link = re.search(r"/segnalazioni/conferma/\S+/", mail.testo)
    assert link
    # A mail program that opens links confirms nothing.
    assert Client().get(link[0]).status_code == 200
    waiting.refresh_from_db()
    assert waiting.stato == "da_confermare"
    monkeypatch.setattr(anonimi, "PER_INDIRIZZO", 60)
    for _ in range(2):
        answer = post(link[0], "conferma-segnalazione", waiting.pk)
        assert answer["Location"] == "/segnalazioni/conferma/"
    waiting.refresh_from_db()
    assert waiting.stato == "nuova"
    assert Messaggio.objects.filter(tipo="nucleo.segnalazione").count() == 2
    assert Client().get("/segnalazioni/conferma/inventato/").status_code == 404


# --- how long -----------------------------------------------------------------------------------


def test_what_is_no_longer_needed_is_forgotten(redattrice: Any) -> None:
    page = make_page()
    record_vote(page=page, voto=3, testo="Un commento")
    report(page, testo="Aperta", email="anna@example.org")
    report(page, testo="Chiusa", email="bruno@example.org")
    follow_report(
        report=Segnalazione.objects.get(testo="Chiusa"), stato="chiusa", nota="Ok", user=redattrice
    )
    Segnalazione.objects.create(page_id=page.pk, testo="Mai confermata", stato="da_confermare")
    assert forget_what_is_due() == 0

    def after(days: int) -> tuple[dict[str, str], list[tuple[int, str]]]:
        with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
            forget_what_is_due()
        reports = dict(Segnalazione.objects.values_list("testo", "email"))
        return reports, list(Valutazione.objects.values_list("voto", "testo"))

    kept = {"Aperta": "anna@example.org"}
    assert after(8) == (kept | {"Chiusa": "bruno@example.org"}, [(3, "Un commento")])
    assert after(31) == (kept | {"Chiusa": ""}, [(3, "Un commento")])
    assert after(364) == (kept | {"Chiusa": ""}, [(3, "Un commento")])
    assert after(367) == ({"Aperta": ""}, [(3, "")])


# --- quoting ------------------------------------------------------------------------------------


def test_a_scheda_is_quoted_by_its_lasting_address() -> None:
    scheda = make_scheda(codice="3.1", title="Serve <un> bando?")
    with time_machine.travel("2026-12-01T23:30:00Z", tick=False):
        html = Client().get(scheda.url).content.decode()
    quoted = re.search(r'id="cita-testo">(.+?)</p>', html)
    assert quoted
    text = html_module.unescape(quoted[1]).replace("\N{NO-BREAK SPACE}", " ")
    assert "«Serve <un> bando?», Condivisa, Edizione 2026, scheda 3.1, aggiornata il" in text
    # Past midnight in Rome, not yet in Greenwich.
    assert text.endswith("http://127.0.0.1:8000/s/3.1/2026/ (consultata il 2 dicembre 2026).")
    assert Client().get("/s/3.1/2026/")["Location"] == scheda.url
    scheda.slug = "altrove"
    publish(scheda)
    assert Client().get("/s/3.1/2026/")["Location"] == scheda.url
