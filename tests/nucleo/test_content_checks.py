"""nucleo.E001: what a type of content must say of itself, told when the site starts."""

import pytest

from piattaforma.nucleo import contents
from piattaforma.nucleo.checks import DOVUTI, every_page_type_is_a_content
from piattaforma.nucleo.models import NotiziaPage
from sussidiario.models import VoceGlossario


@pytest.mark.parametrize("name", DOVUTI)
@pytest.mark.parametrize("model", [NotiziaPage, VoceGlossario])
def test_a_content_that_does_not_name_its_type(
    monkeypatch: pytest.MonkeyPatch, model: type, name: str
) -> None:
    assert every_page_type_is_a_content() == []
    monkeypatch.delattr(type(contents._registry[model]), name)
    (error,) = every_page_type_is_a_content()
    assert (error.id, error.obj) == ("nucleo.E001", model)
    assert error.msg == f"Il Contenuto di {model.__name__} non ha: {name}."
    assert error.hint


def test_a_page_type_without_content_or_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(contents._registry, NotiziaPage)
    monkeypatch.setattr(NotiziaPage, "template", "nucleo/non_esiste.html")
    first, second = every_page_type_is_a_content()
    assert "NotiziaPage non ha un Contenuto" in first.msg
    assert "nucleo/non_esiste.html di NotiziaPage non c’è" in second.msg
