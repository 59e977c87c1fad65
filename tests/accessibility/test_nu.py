"""The Nu Html Checker, which is the W3C's, on every page: no error."""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.addresses import COMPONENTS, ERRORS, READ
from tests.conftest import need
from tests.installation import ROOT, Served

pytestmark = pytest.mark.java

CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def check(java: str, folder: Path) -> list[dict[str, object]]:
    """Errors of all the pages in a folder, by one virtual machine."""
    done = subprocess.run(
        [java, "-Xss2m", "-jar", str(CHECKER), "--errors-only", "--format", "json", str(folder)],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    messages: list[dict[str, object]] = json.loads(done.stderr)["messages"]
    return messages


def test_every_page_is_valid_html(served: Served, java_path: str, tmp_path: Path) -> None:
    need("vnu.jar (make build)", CHECKER.exists())
    urls = [*READ, COMPONENTS, *ERRORS.values()]
    urls = [url for url in urls if not url.startswith("/admin/")]
    urls += [
        urlsplit(u).path for u in re.findall(r"<loc>(.*?)</loc>", served.get("/sitemap.xml").text)
    ]
    names = {}
    statuses = {url: status for status, url in ERRORS.items()}
    for number, url in enumerate(dict.fromkeys(urls)):
        answer = served.get(url)
        assert answer.status_code == statuses.get(url, 200), url
        (tmp_path / f"{number}.html").write_text(answer.text, encoding="utf-8")
        names[f"{number}.html"] = url
    # The checker is there and sees errors: this page has two.
    (tmp_path / "control.html").write_text(
        "<!doctype html><title>x</title><p><p id=a><p id=a><div></p>"
    )
    messages = check(java_path, tmp_path)
    by_page: dict[str, list[str]] = {}
    for message in messages:
        name = Path(urlsplit(str(message["url"])).path).name
        line = f"{message.get('message')} [{str(message.get('extract'))[:160]}]"
        by_page.setdefault(names.get(name, name), []).append(line)
    assert by_page.pop("control.html"), "il controllo non controlla"
    report = "\n".join(f"{url}: {line}" for url, lines in by_page.items() for line in lines)
    assert not by_page, "\n" + report
