"""Anonymous forms: who may send what, how often, and that nothing typed is lost."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from piattaforma.nucleo import anonimi
from piattaforma.nucleo.anonimi import new_token
from piattaforma.nucleo.models import Segnalazione, Valutazione
from tests.factories import make_page

pytestmark = pytest.mark.django_db

FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


@pytest.fixture
def page() -> Any:
    return make_page("Come si fa", slug="come-si-fa")


def vote(page: Any, *, headers: dict[str, str] | None = None, **data: Any) -> Any:
    data = {"voto": "2", "gettone": new_token("valutazione", str(page.pk)), **data}
    sent = FROM_HERE if headers is None else headers
    return Client().post(f"/valutazioni/{page.pk}/", data, headers=sent)


def report(page: Any, **data: Any) -> Any:
    data = {"gettone": new_token("segnalazione", str(page.pk)), **data}
    return Client().post(f"/segnalazioni/{page.pk}/", data, headers=FROM_HERE)


def test_sent_from_the_page_as_it_is_served_with_no_cookie(page: Any) -> None:
    """Token and address as a reader gets them; thanks by redirect; nobody is recognised."""
    client = Client(enforce_csrf_checks=True)
    html = client.get(page.url).content.decode()
    token = re.search(r'name="gettone" value="([^"]+)"', html)
    assert token
    assert f'action="/valutazioni/{page.pk}/"' in html
    answer = client.post(
        f"/valutazioni/{page.pk}/", {"voto": "5", "gettone": token[1]}, headers=FROM_HERE
    )
    assert (answer.status_code, answer["Location"]) == (303, f"/valutazioni/{page.pk}/grazie/")
    thanks = client.get(answer["Location"])
    assert "Grazie" in thanks.content.decode()
    assert not client.cookies
    assert [v.voto for v in Valutazione.objects.all()] == [5]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://altrove.example"},
        {"Origin": "http://testserver.altrove.example"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"},
        {"Origin": "https://altrove.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null"},
        {"Referer": "https://altrove.example/testserver"},
    ],
)
def test_not_from_here(page: Any, headers: dict[str, str]) -> None:
    answer = vote(page, headers=headers)
    assert answer.status_code == 403
    assert "Torna indietro" in answer.content.decode()
    assert not Valutazione.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Referer": "http://testserver/come-si-fa/"},
        # behind a proxy that rewrites the host, the address of the site is still its own
        {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_from_here_as_older_browsers_say_it(page: Any, headers: dict[str, str]) -> None:
    assert vote(page, headers=headers).status_code == 303


def test_a_token_is_of_one_form_and_one_page(page: Any) -> None:
    other = make_page("Altra", slug="altra")
    good = new_token("valutazione", str(page.pk))
    wrong = {
        "assente": "",
        "inventato": "abc:def:ghi",
        "ritoccato": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "di un’altra pagina": new_token("valutazione", str(other.pk)),
        "di un altro modulo": new_token("segnalazione", str(page.pk)),
    }
    for what, token in wrong.items():
        answer = vote(page, gettone=token, testo="Manca <la> data")
        html = answer.content.decode()
        assert answer.status_code == 422, what
        assert anonimi.ESTRANEO in html, what
        assert "Manca &lt;la&gt; data</textarea>" in html, what
    assert not Valutazione.objects.exists()


def test_a_form_open_for_a_day_is_good_and_an_old_one_is_sent_again(page: Any) -> None:
    token = new_token("valutazione", str(page.pk))
    with time_machine.travel(timezone.now() + dt.timedelta(hours=30), tick=False):
        assert vote(page, gettone=token).status_code == 303
    with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=False):
        answer = vote(page, gettone=token, voto="4", motivo="complete", testo="Bene")
        html = answer.content.decode()
        assert answer.status_code == 422
        assert anonimi.SCADUTO in html
        for kept in (
            'value="4" required data-element="feedback-rate-4" checked',
            ">Bene</textarea>",
        ):
            assert kept in html
        assert re.search(r'value="complete" checked', html)
        fresh = re.search(r'name="gettone" value="([^"]+)"', html)
        assert fresh
        again = vote(page, gettone=fresh[1], voto="4", motivo="complete", testo="Bene")
        assert again.status_code == 303
    assert Valutazione.objects.count() == 2


def test_the_same_request_again_is_one_and_another_answer_is_another(page: Any) -> None:
    token = new_token("segnalazione", str(page.pk))
    for _ in range(3):
        assert report(page, gettone=token, testo="Il termine è di 30 giorni.").status_code == 303
    assert Segnalazione.objects.count() == 1
    report(page, gettone=token, testo="E manca la fonte.")
    assert Segnalazione.objects.count() == 2


def test_what_breaks_halfway_can_be_sent_again(page: Any, monkeypatch: Any) -> None:
    from piattaforma.nucleo.voce import views

    token = new_token("segnalazione", str(page.pk))
    with monkeypatch.context() as broken:
        broken.setattr(views, "report_error", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            report(page, gettone=token, testo="Manca la fonte.")
    assert report(page, gettone=token, testo="Manca la fonte.").status_code == 303
    assert Segnalazione.objects.count() == 1


def test_a_program_that_fills_every_field_is_told(page: Any) -> None:
    answer = report(page, testo="Compra qui", sito_web="https://spam.example")
    assert answer.status_code == 422
    assert anonimi.COMPILATO in answer.content.decode()
    assert "Compra qui</textarea>" in answer.content.decode()
    assert "spam.example" not in answer.content.decode()
    assert not Segnalazione.objects.exists()


def test_a_town_hall_has_room_and_then_its_words_are_kept(page: Any, monkeypatch: Any) -> None:
    assert anonimi.PER_INDIRIZZO == 60
    monkeypatch.setattr(anonimi, "PER_INDIRIZZO", 3)
    assert [vote(page).status_code for _ in range(3)] == [303] * 3
    over = vote(page, testo="Non si capisce")
    assert (over.status_code, over["Retry-After"]) == (429, "3600")
    assert anonimi.TROPPI_RETE in over.content.decode()
    assert "Non si capisce</textarea>" in over.content.decode()
    assert Valutazione.objects.count() == 3
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2), tick=False):
        assert vote(page).status_code == 303


def test_what_a_field_refuses_does_not_use_up_the_limit(page: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(anonimi, "PER_INDIRIZZO", 1)
    assert {vote(page, voto=v).status_code for v in ("", "0", "6", "due", "٣")} == {422}
    assert vote(page).status_code == 303


def test_one_e_mail_address_has_a_limit_of_its_own(page: Any) -> None:
    codes = [
        report(page, testo=f"Errore {n}", email="Anna@example.org").status_code for n in range(6)
    ]
    assert codes == [303] * anonimi.PER_EMAIL + [429]
    assert report(page, testo="Altro", email="bruno@example.org").status_code == 303
