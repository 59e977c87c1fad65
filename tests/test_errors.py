"""Errors answer with their status, in Italian, and lead back to the site."""

import pytest
import requests

from tests.addresses import ERRORS
from tests.installation import Served

#: status → words of its page
WORDS = {
    400: "richiesta",
    403: "permesso",
    404: "non troviamo",
    429: "tropp",
    500: "errore",
    503: "manutenzione",
}
#: made without the database: whatever broke may be the frame itself
SELF_CONTAINED = {500, 503}


@pytest.fixture(scope="module")
def pages(served: Served) -> dict[int, requests.Response]:
    return {status: served.get(url) for status, url in ERRORS.items()}


def test_status_and_language(pages: dict[int, requests.Response]) -> None:
    assert {status: page.status_code for status, page in pages.items()} == {s: s for s in pages}
    assert [s for s, page in pages.items() if '<html lang="it"' not in page.text] == []
    assert [s for s, page in pages.items() if page.text.count("<h1") != 1] == []


def test_words(pages: dict[int, requests.Response]) -> None:
    assert [s for s, page in pages.items() if WORDS[s] not in page.text.lower()] == []


def test_the_frame_is_there_where_it_can_be(pages: dict[int, requests.Response]) -> None:
    framed = {
        s for s, page in pages.items() if 'id="piede"' in page.text and 'id="menu"' in page.text
    }
    assert framed == set(ERRORS) - SELF_CONTAINED
    assert [s for s, page in pages.items() if 'href="/"' not in page.text] == []


def test_nothing_of_the_inside_is_shown(pages: dict[int, requests.Response]) -> None:
    for status, page in pages.items():
        for word in ("Traceback", "rotto apposta", "Exception", "piattaforma."):
            assert word not in page.text, status


def test_a_hostile_host_gets_a_bad_request(served: Served) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:80\t"):
        response = served.get("/", headers={"Host": host})
        assert response.status_code == 400, host
        assert "evil.example" not in response.text


def test_a_form_that_was_open_too_long_says_so(served: Served) -> None:
    response = requests.post(served.base_url + "/admin/login/", {"username": "x"}, timeout=60)
    assert response.status_code == 403
    assert "scadut" in response.text
    assert 'id="piede"' in response.text


def test_the_log_says_what_broke_in_one_line(served: Served) -> None:
    served.get(ERRORS[500])
    lines = [line for line in served.log.read_text().splitlines() if "rotto apposta" in line]
    assert lines
    assert all(line.startswith("{") and line.endswith("}") for line in lines)
