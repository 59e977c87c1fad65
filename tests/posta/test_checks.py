"""System checks of mail."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from piattaforma.posta import tipi
from piattaforma.posta.checks import every_type_has_its_template, sender_is_real
from piattaforma.posta.tipi import Categoria, TipoMessaggio, register_message_type

NOWHERE = TipoMessaggio("prova.senza", "Senza", Categoria.AVVISO, "non/esiste.html")


@pytest.fixture
def type_without_template(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tipi, "_types", dict(tipi._types))
    register_message_type(NOWHERE)
    return


def test_registered_types_have_templates() -> None:
    assert every_type_has_its_template() == []


@pytest.mark.usefixtures("type_without_template")
def test_a_type_without_template_is_reported() -> None:
    (error,) = every_type_has_its_template()
    assert error.id == "posta.E001"
    assert "prova.senza" in error.msg


@pytest.mark.usefixtures("type_without_template")
def test_a_code_belongs_to_one_type() -> None:
    register_message_type(NOWHERE)
    with pytest.raises(ValueError, match="esiste già"):
        register_message_type(TipoMessaggio("prova.senza", "Altro", Categoria.AVVISO, "x.html"))


@pytest.mark.parametrize(
    ("transport", "sender", "warned"),
    [
        ("file", "Condivisa <posta@example.org>", False),
        ("smtp", "Condivisa <posta@example.org>", True),
        ("smtp", "Condivisa <posta@comune.siena.it>", False),
    ],
)
def test_an_example_sender_is_reported_with_smtp(
    settings: Settings, transport: str, sender: str, warned: bool
) -> None:
    settings.POSTA_TRASPORTO, settings.DEFAULT_FROM_EMAIL = transport, sender
    assert [w.id for w in sender_is_real()] == (["posta.W001"] if warned else [])
