"""A counting SMTP server for the tests of mail."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.posta.sink import Sink, SinkController


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """A running server; `POSTA_SMTP_*` point at it."""
    sink = Sink()
    controller = SinkController(sink)
    controller.start()
    settings.POSTA_TRASPORTO = "smtp"
    settings.POSTA_SMTP_HOST = "127.0.0.1"
    settings.POSTA_SMTP_PORT = controller.port
    settings.POSTA_SMTP_TLS = "no"
    settings.POSTA_SMTP_TIMEOUT = 5.0
    yield sink
    controller.stop()
