"""Whom a request comes from: X-Forwarded-For counts only behind declared proxies."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from piattaforma.utenti.indirizzo import client_address


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        (0, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (1, "127.0.0.1", "198.51.100.7", "198.51.100.7"),
        (1, "127.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        (2, "127.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (1, "192.0.2.1", "", "192.0.2.1"),
        (1, "192.0.2.1", "<script>", "192.0.2.1"),
        (0, "2001:db8:1:2:aaaa::1", "", "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (0, "", "", ""),
    ],
)
def test_client_address(
    settings: Settings, proxies: int, peer: str, forwarded: str, expected: str
) -> None:
    settings.PROXY_FIDATI = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected
