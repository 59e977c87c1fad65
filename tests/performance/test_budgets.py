"""What a page weighs as a reader's browser receives it, and how many requests it takes."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.addresses import ERRORS, READ
from tests.installation import Served

pytestmark = pytest.mark.browser

KB = 1000
PAGE, HTML, CSS, JS, FONTS, REQUESTS = 100 * KB, 25 * KB, 25 * KB, 10 * KB, 36 * KB, 10
#: the sign-in page is the admin's, with the admin's files
PAGES = [url for url in [*READ, *ERRORS.values()] if not url.startswith("/admin/")]

STATUS = {url: status for status, url in ERRORS.items()}


def transferred(served: Served, url: str) -> tuple[str, int]:
    """Kind and bytes on the wire, of one file asked for as browsers ask."""
    with requests.get(
        url, headers={"Accept-Encoding": "gzip, br"}, stream=True, timeout=60, allow_redirects=False
    ) as response:
        body = response.raw.read(decode_content=False)
        kind = response.headers["Content-Type"].partition(";")[0]
        if kind in {"text/css", "text/javascript"} and urlsplit(url).path.startswith("/static/"):
            assert response.headers.get("Content-Encoding") == "br", url
        return kind, len(body)


@pytest.fixture(scope="module")
def weights(served: Served, browser: Any) -> dict[str, list[tuple[str, str, int]]]:
    """Page → what the browser asked for (address, kind, bytes), with an empty cache."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    sizes: dict[str, tuple[str, int]] = {}
    for path in PAGES:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url.partition("#")[0]))
        answer = page.goto(served.base_url + path, wait_until="networkidle")
        assert answer.status == STATUS.get(path, 200), path
        context.close()
        for url in asked:
            if url not in sizes:
                # Of another host we only tell that it was asked for.
                is_ours = url.startswith(served.base_url)
                sizes[url] = transferred(served, url) if is_ours else ("", 0)
        found[path] = [(url, *sizes[url]) for url in asked]
    return found


def over(weights: dict[str, list[tuple[str, str, int]]], limit: int, *kinds: str) -> dict[str, int]:
    """Pages whose files of these kinds (all, if none) weigh more than the limit together."""
    total = {
        path: sum(size for _, kind, size in files if not kinds or kind in kinds)
        for path, files in weights.items()
    }
    return {path: size for path, size in total.items() if size > limit}


def test_every_page_is_light(weights: dict[str, list[tuple[str, str, int]]]) -> None:
    assert over(weights, PAGE) == {}
    assert {path: len(files) for path, files in weights.items() if len(files) > REQUESTS} == {}


def test_kind_by_kind(weights: dict[str, list[tuple[str, str, int]]]) -> None:
    assert over(weights, HTML, "text/html") == {}
    assert over(weights, CSS, "text/css") == {}
    assert over(weights, JS, "text/javascript") == {}
    assert over(weights, FONTS, "font/woff2", "application/font-woff2") == {}
    seen = {kind for files in weights.values() for _, kind, _ in files}
    assert {"text/html", "text/css", "text/javascript", "font/woff2"} <= seen, "misuriamo davvero"


def test_the_browser_talks_to_nobody_else(
    served: Served, weights: dict[str, list[tuple[str, str, int]]]
) -> None:
    asked = {url for files in weights.values() for url, _, _ in files}
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(served.base_url).netloc}


def test_pages_are_compressed_on_their_way(served: Served) -> None:
    response = served.get("/sussidiario/2026/", headers={"Accept-Encoding": "gzip"})
    assert response.headers.get("Content-Encoding") == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]


def test_no_page_names_a_file_that_is_not_hashed(served: Served) -> None:
    """What has no hash in its name is asked for again at every visit."""
    for path in PAGES:
        files = re.findall(r'(?:href|src)="(/static/[^"#]+)', served.get(path).text)
        assert [f for f in files if not re.search(r"\.[0-9a-f]{12}\.\w+$", f)] == [], path
