"""The benchmark compares like with like, and its gates read the project's own ceilings."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from bench.export import export_content
from bench.gates import HTML_GZIP, broken, read_ceilings
from bench.inside import count_all, forget_situations
from bench.page import different_titles
from bench.sites import count, make_servers


@pytest.fixture
def pair(demo: None, tmp_path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The measured pages of our demonstration site and of the twin made from it."""
    content = tmp_path / "contenuti.json"
    forget_situations()
    data = export_content()
    content.write_text(json.dumps(data, cls=DjangoJSONEncoder), encoding="utf-8")
    _, twin, _ = make_servers(tmp_path)
    twin.inside("copy", content)
    return count_all(data["misurate"]), count(twin, content)


def test_the_twin_shows_the_same_titles(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    ours, twin = pair
    assert [len(ours[kind]) for kind in ("scheda", "listing", "home")] == [30, 1, 1]
    assert not different_titles(ours, twin)
    wrong = twin["listing"][0]
    wrong["html"] = wrong["html"].replace("Il personale degli enti", "Il personale")
    (difference,) = different_titles(ours, twin)
    assert difference.startswith(f"{wrong['path']}: «Il personale degli enti è")


def test_a_page_over_its_ceiling_fails_the_run() -> None:
    ceilings = read_ceilings()
    page = {"path": "/", "sql": ceilings["home"], "gzip": HTML_GZIP}
    assert broken({"home": [page]}, ceilings) == []
    page = {"path": "/", "sql": ceilings["home"] + 1, "gzip": HTML_GZIP + 1}
    assert broken({"home": [page]}, ceilings) == [
        f"/: {page['sql']} SQL, massimo {ceilings['home']}",
        f"/: {page['gzip']} byte, massimo {HTML_GZIP}",
    ]
