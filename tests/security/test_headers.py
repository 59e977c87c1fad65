"""What every answer says to browsers, and what no page contains; seen on a site as it is run."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.addresses import COMPONENTS, ERRORS, MACHINES, READ
from tests.installation import ROOT, Installation, Served

PUBLIC = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'self'"},
    "base-uri": {"'none'"},
    "object-src": {"'none'"},
    "manifest-src": {"'self'"},
}
#: pages of the public frame; the sign-in page is the admin's
FRAMED = [url for url in READ if not url.startswith("/admin/")]
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ACCOUNT = {"username": "redazione@example.it", "password": "dimostrazione-2026"}


def policy_of(response: requests.Response) -> dict[str, set[str]]:
    header = response.headers.get("Content-Security-Policy", "")
    parts = (part.split() for part in header.split(";") if part.strip())
    return {name: set(sources) for name, *sources in parts}


def wrong(found: dict[str, object], expected: object) -> dict[str, object]:
    return {url: value for url, value in found.items() if value != expected}


@pytest.fixture(scope="module")
def answers(served: Served) -> dict[str, requests.Response]:
    """Every public address once, as an anonymous reader gets it."""
    urls = [*READ, COMPONENTS, *MACHINES, *ERRORS.values(), "/s/1.1/", "/stile/x.css"]
    sitemap = re.findall(r"<loc>(.*?)</loc>", served.get("/sitemap.xml").text)
    assert len(sitemap) > 15
    urls += [urlsplit(url).path for url in sitemap]
    found = {url: served.get(url) for url in dict.fromkeys(urls)}
    expected = {url: status for status, url in ERRORS.items()} | {
        "/s/1.1/": 302,
        "/stile/x.css": 404,
    }
    assert {u: r.status_code for u, r in found.items()} == {u: expected.get(u, 200) for u in found}
    return found


@pytest.fixture(scope="module")
def editor(served: Served) -> requests.Session:
    session = requests.Session()
    form = session.get(served.base_url + "/admin/login/", timeout=60).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token
    response = session.post(
        served.base_url + "/admin/login/",
        {**ACCOUNT, "csrfmiddlewaretoken": token[1], "next": "/admin/"},
        headers={"Referer": served.base_url + "/admin/login/"},
        timeout=60,
    )
    assert response.status_code == 200
    assert urlsplit(response.url).path == "/admin/"
    return session


# --- headers ------------------------------------------------------------------------------------


def test_every_public_answer_has_the_strict_policy(answers: dict[str, requests.Response]) -> None:
    found = {url: policy_of(r) for url, r in answers.items() if not url.startswith("/admin/")}
    assert wrong(found, PUBLIC) == {}


def test_every_answer_has_the_other_headers(answers: dict[str, requests.Response]) -> None:
    found = {url: {name: r.headers.get(name) for name in EVERYWHERE} for url, r in answers.items()}
    assert wrong(found, EVERYWHERE) == {}
    assert all("camera=()" in r.headers["Permissions-Policy"] for r in answers.values())


def test_static_files_are_for_this_origin_and_typed(served: Served) -> None:
    page = served.get("/").text
    files = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)
    assert {Path(f).suffix for f in files} >= {".css", ".js", ".woff2", ".svg"}
    headers = {file: served.get(file).headers for file in files}
    assert {f: h.get("X-Content-Type-Options") for f, h in headers.items()} == dict.fromkeys(
        headers, "nosniff"
    )
    # Hashed names: kept for ever.
    assert {f: "immutable" in h["Cache-Control"] for f, h in headers.items()} == dict.fromkeys(
        headers, True
    )


def test_no_cookie_for_an_anonymous_reader(answers: dict[str, requests.Response]) -> None:
    setting = {url for url, r in answers.items() if "Set-Cookie" in r.headers}
    assert setting == {"/admin/login/"}, "solo la pagina di accesso può avere un cookie"


def test_what_a_signed_in_person_gets_is_not_kept(served: Served, editor: requests.Session) -> None:
    for url in ["/", "/sussidiario/2026/", "/aggiornamenti/", "/admin/"]:
        cache = editor.get(served.base_url + url, timeout=60).headers["Cache-Control"]
        assert {"private", "no-store"} <= set(cache.replace(",", " ").split()), (url, cache)
    for url in FRAMED:
        assert "private" not in served.get(url).headers["Cache-Control"] or "posta" in url, url


def test_the_admin_has_a_policy_of_its_own(served: Served, editor: requests.Session) -> None:
    policy = policy_of(editor.get(served.base_url + "/admin/", timeout=60))
    assert policy["script-src"] == {"'self'", "'unsafe-inline'"}
    assert policy["frame-src"] == {"'self'"}
    hosts = {source for sources in policy.values() for source in sources}
    assert hosts <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}, "nessun altro host"


def test_previews_have_the_public_policy(served: Served, editor: requests.Session) -> None:
    key = served.installation.query("SELECT MIN(page_ptr_id) FROM sussidiario_schedapage")[0][0]
    draft = editor.get(f"{served.base_url}/admin/pages/{key}/view_draft/", timeout=60)
    assert draft.status_code == 200
    assert "cd-header" in draft.text, "è la pagina come la vedrà chi legge"
    assert policy_of(draft) == PUBLIC
    assert "no-store" in draft.headers["Cache-Control"]


# --- what pages contain ---------------------------------------------------------------------------


class Inspection(HTMLParser):
    """Inline scripts and styles, event handlers, and every address a page makes a browser load."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.loaded: list[str] = []
        self._open = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (tag == "script" and not {"src", "type"} & set(given)):
            self.inline.append(f"<{tag}>")
        if (
            tag == "script"
            and "src" not in given
            and given.get("type") not in {None, "application/ld+json", "application/json"}
        ):
            self.inline.append(f"<script type={given['type']}>")
        self.inline += [
            f'{tag} {name}="{value}"'
            for name, value in given.items()
            if name == "style" or name.startswith("on")
        ]
        self.inline += [
            value for value in given.values() if value.strip().lower().startswith("javascript:")
        ]
        for name in ("src", "srcset", "poster", "data", "action"):
            self.loaded += [given[name]] if name in given else []
        if tag in {"link", "use", "image"} and given.get("rel") not in {
            "canonical",
            "alternate",
            "license",
        }:
            self.loaded += [given[name] for name in ("href", "xlink:href") if name in given]


def test_no_inline_script_style_or_handler(answers: dict[str, requests.Response]) -> None:
    pages = {url: r for url, r in answers.items() if "html" in r.headers.get("Content-Type", "")}
    assert len(pages) > 30
    found = {
        url: Inspection(r.text).inline for url, r in pages.items() if not url.startswith("/admin/")
    }
    assert wrong(found, []) == {}


def test_pages_load_nothing_from_another_host(answers: dict[str, requests.Response]) -> None:
    pages = {url: r for url, r in answers.items() if "html" in r.headers.get("Content-Type", "")}
    loaded = {url: Inspection(r.text).loaded for url, r in pages.items()}
    assert all(
        any(a.startswith("/static/") for a in addresses)
        for url, addresses in loaded.items()
        if url in FRAMED
    )
    elsewhere = {
        url: [a for a in addresses if urlsplit(a).netloc or a.startswith("//")]
        for url, addresses in loaded.items()
    }
    assert wrong(elsewhere, []) == {}


def test_our_style_and_script_name_no_host() -> None:
    folder = ROOT / "site" / "piattaforma" / "static" / "condivisa"
    files = [path for path in folder.rglob("*") if path.suffix in {".css", ".js", ".svg"}]
    assert {path.suffix for path in files} == {".css", ".js", ".svg"}
    # Names of XML namespaces are no addresses.
    hosts = {
        path.name: [
            h
            for h in re.findall(r"(?:https?:)?//([\w.-]+\.[a-z]{2,})", path.read_text())
            if h != "www.w3.org"
        ]
        for path in files
    }
    assert wrong(hosts, []) == {}


# --- settings of production -----------------------------------------------------------------------


def check(installation: Installation, **extra: str) -> "tuple[int, str]":
    done = installation.run(
        "check", "--deploy", "--fail-level=WARNING",
        DJANGO_SETTINGS_MODULE="piattaforma.settings.production", **extra,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def bare(tmp_path: Path) -> Installation:
    """Settings and nothing else: no table is needed."""
    return Installation.on_sqlite(tmp_path)


def test_deploy_checks_find_nothing_where_the_site_is_reached_by_https(bare: Installation) -> None:
    code, said = check(
        bare,
        BASE_URL="https://condivisa.example.it",
        ALLOWED_HOSTS="condivisa.example.it",
        SECRET_KEY="k3y-" + "aB7" * 20,
    )
    assert code == 0, said
    # W019 alone: previews are frames of the same origin.
    assert "no issues (1 silenced)" in said


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [
        ("SECRET_KEY", "", "SECRET_KEY"),
        ("SECRET_KEY", "corta", "SECRET_KEY"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS"),
    ],
)
def test_production_refuses_to_start_with(
    variable: str, value: str, word: str, bare: Installation
) -> None:
    code, said = check(bare, **{variable: value})
    assert code != 0
    assert f"ImproperlyConfigured: {word}" in said


def test_on_https_cookies_carry_the_host_prefix(bare: Installation) -> None:
    code = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY, s.SECURE_SSL_REDIRECT, s.DIMOSTRAZIONE)"
    )
    said = bare.must_execute(code, BASE_URL="https://condivisa.example.it")
    assert said.split() == [
        "__Host-sessione",
        "__Host-csrf",
        "True",
        "True",
        "True",
        "True",
        "False",
    ]
