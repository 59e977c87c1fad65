"""No app names in a string an app that it must not know; seen to fail on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from .layers import ROOT, Layers, folder
from .strings import scan

# package, file, text that names an app out of reach
FORBIDDEN = [
    ("piattaforma.nucleo", "a.py", 'import_string("sussidiario.models.SchedaPage")'),
    ("piattaforma.nucleo", "b.py", 'x = ["sussidiario:indice"]'),
    ("piattaforma.nucleo", "c.py", 'render(request, "sussidiario/scheda_page.html")'),
    ("piattaforma.nucleo", "d.py", 'import_module("piattaforma.riferimenti.models")'),
    ("piattaforma.nucleo", "e.py", 'apps.get_model("sussidiario", "SchedaPage")'),
    ("piattaforma.nucleo", "f.py", 'HREF: str = f"pratiche:{name}"'),
    ("piattaforma.nucleo", "g.py", 'def f(x: str = "search.engines") -> None: ...'),
    ("piattaforma.nucleo", "h.py", 'subpages = ["comunita.SpazioPage"]'),
    ("piattaforma.nucleo", "i.py", 'PageChooserBlock(help_text="sussidiario/")'),
    ("piattaforma.lavori", "a.py", 'lavoro("posta.consegna")'),
    ("piattaforma.posta", "a.py", 'reverse("utenti:profilo")'),
    ("piattaforma.media", "a.py", 'permission = "nucleo.add_paginapage"'),
    ("piattaforma.citazioni", "a.py", 'x = "lavori.registry"'),
    ("piattaforma.riferimenti", "a.py", 'x = "sussidiario.scheda"'),
    ("sussidiario", "a.py", 'x = "comunita.forum"'),
    ("sussidiario", "b.py", 'apps.is_installed("pratiche")'),
    ("search", "a.py", 'x = "pratiche.norma"'),
    ("piattaforma.nucleo", "templates/nucleo/a.html", "\n{% url 'sussidiario:indice' %}"),
    ("piattaforma.nucleo", "templates/nucleo/b.html", '{% include "sussidiario/riga.html" %}'),
    ("piattaforma.nucleo", "templates/nucleo/c.xml", '{%- extends "search/base.xml" %}'),
    ("piattaforma.posta", "templates/posta/a.txt", '{% include "nucleo/firma.txt" with a=b %}'),
    ("sussidiario", "templates/sussidiario/a.html", '{% url "comunita:forum" pk=1 as u %}'),
    ("piattaforma.nucleo", "templates/nucleo/d.html", "{% load i18n sussidiario_tags %}"),
    ("piattaforma.nucleo", "templates/nucleo/e.html", "{% load scheda from sussidiario_tags %}"),
]

ALLOWED = [
    ("piattaforma.nucleo", "a.py", 'x = ["posta.avviso", "lavori.registry", "nucleo.HomePage"]'),
    ("piattaforma.nucleo", "b.py", '"""sussidiario/: where the schede are."""'),
    ("piattaforma.nucleo", "c.py", 'x = "Il sussidiario: guida", "comunitario.x", "/search/"'),
    ("piattaforma.nucleo", "d.py", 'subpage_types = ["sussidiario.SussidiarioPage"]'),
    ("piattaforma.nucleo", "e.py", 'class A:\n  parent_page_types: list[str] = ["sussidiario.X"]'),
    ("piattaforma.nucleo", "f.py", 'x = f"{base}search/"'),
    ("sussidiario", "a.py", 'models.ForeignKey("pratiche.Norma", on_delete=models.PROTECT)'),
    ("sussidiario", "b.py", 'PageChooserBlock(page_type=["pratiche.PraticaPage"])'),
    ("sussidiario", "c.py", 'ManyToManyField(to="comunita.Membro", through="comunita.Ruolo")'),
    ("sussidiario", "migrations/0001_initial.py", 'x = "comunita.membro"'),
    (
        "sussidiario",
        "templates/sussidiario/a.html",
        '{% extends "base.html" %}{% url "nucleo:a" %}',
    ),
    ("sussidiario", "templates/sussidiario/b.html", "{% load sussidiario_tags nucleo_tags %}"),
    ("piattaforma.urls", ".py", 'x = "sussidiario.urls"'),
]


def write(tree: Path, package: str, name: str, text: str) -> None:
    for app in ("sussidiario", "piattaforma.nucleo"):
        library = folder(app, tree) / "templatetags" / f"{app.rpartition('.')[2]}_tags.py"
        library.parent.mkdir(parents=True, exist_ok=True)
        library.write_text("", encoding="utf-8")
    base = folder(package, tree)
    path = base.with_suffix(name) if name == ".py" else base / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


def test_no_string_names_an_app_out_of_reach() -> None:
    result = scan()
    assert not result.findings, "\n".join(str(finding) for finding in result.findings)
    existing = {name for name in Layers.read().apps if (folder(name) / "__init__.py").exists()}
    assert result.packages == existing


def test_a_template_lies_in_the_folder_of_its_own_app() -> None:
    """Overriding a template of another app of ours would name that app as well."""
    layers = Layers.read()
    for package in layers.apps:
        for owned in folder(package).glob("templates/*"):
            assert owned.name not in layers.labels_out_of_reach(package), owned.relative_to(ROOT)


@pytest.mark.parametrize(("package", "name", "text"), FORBIDDEN)
def test_a_name_out_of_reach_is_found(tmp_path: Path, package: str, name: str, text: str) -> None:
    write(tmp_path, package, name, text)
    (finding,) = scan(tmp_path).findings
    assert finding.path == str((folder(package, tmp_path) / name).relative_to(tmp_path))
    assert finding.line == len(text.splitlines())


@pytest.mark.parametrize(("package", "name", "text"), ALLOWED)
def test_a_name_within_reach_is_not(tmp_path: Path, package: str, name: str, text: str) -> None:
    write(tmp_path, package, name, text)
    assert not scan(tmp_path).findings
