"""Every address × every role × GET and POST, against a table written by hand."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from piattaforma.media.models import Document, Image
from piattaforma.media.renditions import make_renditions
from piattaforma.nucleo.colours import fingerprint
from piattaforma.nucleo.models import Aggiornamento, ImpostazioniSito, Segnalazione
from piattaforma.nucleo.voce.operations import confirmation_token
from piattaforma.posta.operations import queue_free_message
from piattaforma.utenti.gruppi import REDAZIONE
from tests.factories import make_page, make_scheda, make_situation, make_voce, publish
from tests.factories.norme import add_article, make_norma, make_orientamento, make_pronuncia
from tests.media.files import picture

pytestmark = pytest.mark.django_db

ROLES = ("anonima", "membro", "redattrice", "revisore", "amministratrice")
TABLE: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("access_matrix.yaml").read_text(encoding="utf-8")
)
LOGIN = "/admin/login/"


def names(patterns: list[Any], prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """Every pattern under its full name, with the route that leads to it."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else "", route


ALL = list(names(get_resolver().url_patterns))
ADMIN = [(name, route) for name, route in ALL if route.startswith("admin/")]
OPEN = TABLE["amministrazione_aperta"]


def ask(client: Client, method: str, address: str) -> int:
    """The status; a file that is sent is read to its end, which closes it."""
    response: Any = getattr(client, method.lower())(address)
    if response.streaming:
        assert b"".join(response.streaming_content)
    return int(response.status_code)


def expected(rule: Any, role: str) -> int:
    return int(rule if isinstance(rule, int) else rule.get(role, rule.get("altri")))


@pytest.fixture
def people(membro: Any, redattrice: Any, revisore: Any, amministratrice: Any) -> dict[str, Client]:
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    users = [membro, redattrice, revisore, amministratrice]
    for role, user in zip(ROLES[1:], users, strict=True):
        clients[role].force_login(user)
    return clients


def make_register() -> None:
    """An act, a decision, a question; and one of each that never went live."""
    act = make_norma("urn:nir:stato:decreto.legislativo:2001-01-01;1", articoli=("1", "2"))
    earlier = act.articoli.get(numero="2").versioni.get()
    earlier.pk = None
    earlier.sintesi = "Prima."
    earlier.save()
    draft = make_norma("urn:nir:stato:decreto.legislativo:2002-01-01;2", live=False)
    add_article(draft, "1")
    make_pronuncia("ECLI:IT:TARTOS:2026:840SENT")
    make_pronuncia("ECLI:IT:TARTOS:2026:841SENT", live=False)
    make_orientamento("Una domanda")
    make_orientamento("Una bozza", live=False)


@pytest.fixture
def places(people: dict[str, Client], settings: Any, tmp_path: Path) -> dict[str, str]:
    """What the table names in braces: open, restricted and unpublished things."""
    settings.MEDIA_ROOT = tmp_path
    group = Group.objects.get(name=REDAZIONE)
    pages = {
        name: make_page(name, slug=name.replace("_", "-"))
        for name in ("per_account", "per_gruppo", "per_parola")
    }
    kinds = {
        "per_account": PageViewRestriction.LOGIN,
        "per_gruppo": PageViewRestriction.GROUPS,
        "per_parola": PageViewRestriction.PASSWORD,
    }
    for name, kind in kinds.items():
        restriction = PageViewRestriction.objects.create(
            page=pages[name], restriction_type=kind, password="apriti"
        )
        if kind == PageViewRestriction.GROUPS:
            restriction.groups.add(group)
    by_password = PageViewRestriction.objects.get(restriction_type=PageViewRestriction.PASSWORD)
    below = make_page("Sotto", parent=pages["per_gruppo"], slug="sotto")
    scheda = make_scheda(codice="1.1")
    make_register()
    changes = {
        "modifica": changed(scheda, "in_breve"),
        "modifica_del_gruppo": changed(pages["per_gruppo"], "sommario"),
        "modifica_per_parola": changed(pages["per_parola"], "sommario"),
        "prima_volta": Aggiornamento.objects.of(below).get().pk,
    }
    draft = make_scheda(codice="9.9", live=False)
    make_situation("caso", "1.1")
    make_voce("Tavolo")
    make_voce("Bozza", live=False)

    root = Collection.get_first_root_node()
    assert root is not None
    private = root.add_child(name="Riservata")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.GROUPS
    ).groups.add(group)
    files: dict[str, str] = {}
    for suffix, collection in (("", root), ("_riservat", private)):
        end = (
            {"documento": "o", "immagine": "a"}
            if suffix
            else dict.fromkeys(("documento", "immagine"), "")
        )
        document = Document.objects.create(
            title="Bando", collection=collection, file=ContentFile(b"%PDF-1.7", "bando.pdf")
        )
        image = Image(
            title="Foto", collection=collection, testo_alternativo="Una piazza",
            file=ContentFile(picture(size=(400, 300)), "foto.jpg"),
        )  # fmt: skip
        image.save()
        make_renditions(image)
        files[f"documento{suffix}{end['documento']}"] = document.url
        files[f"immagine{suffix}{end['immagine']}"] = image.renditions.first().url
    message = queue_free_message(
        destinatario="anna@example.org", oggetto="Prova", testo="Ciao", html="<p>Ciao</p>"
    )
    site = root_site()
    sito, _ = ImpostazioniSito.objects.update_or_create(
        site=site,
        defaults={"email_redazione": "redazione@example.it", "colore_principale": "#114488"},
    )
    waiting = Segnalazione.objects.create(page_id=scheda.pk, testo="Errore", stato="da_confermare")
    heard = {"": scheda, "_bozza": draft, "_gruppo": below}
    return files | {
        **{name: page.url for name, page in pages.items()},
        **{f"valuta{end}": reverse("nucleo_valuta", args=[p.pk]) for end, p in heard.items()},
        **{f"segnala{end}": reverse("nucleo_segnala", args=[p.pk]) for end, p in heard.items()},
        "conferma": reverse("nucleo_conferma", args=[confirmation_token(waiting)]),
        "sotto_il_gruppo": below.url,
        "modulo_parola": reverse(
            "wagtailcore_authenticate_with_password", args=[by_password.pk, pages["per_parola"].pk]
        ),
        **{name: str(key) for name, key in changes.items()},
        "scheda": scheda.url,
        "bozza": draft.full_url.removeprefix("http://127.0.0.1:8000"),
        "messaggio": message.codice,
        "stile": reverse(
            "nucleo_stile", args=[fingerprint(sito.colore_principale, sito.colore_norme)]
        ),
    }


def changed(page: Any, field: str) -> int:
    """The row of a change of the text of a page."""
    setattr(page, field, "Cambiata dopo la prima pubblicazione.")
    publish(page, tipo="correzione")
    return int(Aggiornamento.objects.of(page).latest("pk").pk)


def root_site() -> Any:
    from wagtail.models import Site

    return Site.objects.get(is_default_site=True)


def test_every_address_is_in_the_table() -> None:
    ours = {name for name, route in ALL if not route.startswith("admin/")}
    assert ours == set(TABLE["nostri"]), "aggiungi l’indirizzo a access_matrix.yaml (o toglilo)"
    assert set(OPEN) <= {name for name, _ in ADMIN}


def test_our_addresses_role_by_role(people: dict[str, Client], places: dict[str, str]) -> None:
    wrong = []
    for name, cases in TABLE["nostri"].items():
        for case in cases:
            address = case["indirizzo"].format(**places)
            assert resolve(address.partition("?")[0]).view_name == name, address
            for method in ("GET", "POST"):
                if method not in case:
                    continue
                for role, client in people.items():
                    status = ask(client, method, address)
                    if status != expected(case[method], role):
                        wrong.append(
                            f"{method} {address} {role}: {status}, atteso {expected(case[method], role)}"
                        )
    assert not wrong, "\n".join(wrong)


def test_every_case_has_an_expectation_for_both_methods() -> None:
    """Pages answer GET alone in the table: the test below says what a POST to them may do."""
    missing = [
        (name, case["indirizzo"])
        for name, cases in TABLE["nostri"].items()
        for case in cases
        if name != "wagtail_serve" and not {"GET", "POST"} <= set(case)
    ]
    assert missing == []


def test_a_post_without_a_token_changes_nothing_anywhere(
    places: dict[str, str], redattrice: Any
) -> None:
    """The token is asked of everybody, before the view: ours and the admin's."""
    anonymous, editor = (Client(enforce_csrf_checks=True) for _ in range(2))
    editor.force_login(redattrice)
    addresses = [
        case["indirizzo"].format(**places) for cases in TABLE["nostri"].values() for case in cases
    ]
    addresses += ["/admin/pages/1/edit/", "/admin/images/add/", LOGIN]
    refused = {a: [c.post(a).status_code for c in (anonymous, editor)] for a in addresses}
    assert {a: codes for a, codes in refused.items() if set(codes) != {403}} == {}
    exempt = [
        n
        for n, route in ADMIN
        if n and getattr(resolve(concrete(route)).func, "csrf_exempt", False)
    ]
    # Reads of the admin's own interface: Django REST framework asks for the token itself.
    assert [name for name in exempt if not name.startswith("wagtailadmin_api:")] == []
    codes = {editor.post(concrete(dict(ADMIN)[name])).status_code for name in exempt}
    assert codes <= {403, 404, 405}


# --- the admin ----------------------------------------------------------------------------------

#: the one route whose arguments are words
_COMPARED = r"(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)"
_CONVERTERS = {"int": "1", "str": "x", "slug": "x", "uuid": "0b57a500-0000-4000-8000-000000000000"}


def concrete(route: str) -> str:
    """An address that the route matches, with made-up arguments."""
    route = route.replace(_COMPARED, "live...latest")
    path = re.sub(r"\(\?P<\w+>[^()]*\)|\([^()?]*\)", "1", route)
    path = re.sub(r"<(?:(\w+):)?\w+>", lambda m: _CONVERTERS.get(m[1] or "str", "x"), path)
    path = path.replace("^", "").replace("$", "").replace(".*", "inventato")
    return "/" + path


def test_made_up_addresses_lead_where_they_should() -> None:
    """The one rule below is tried on the views themselves, not on a 404 beside them."""
    lost = []
    for name, route in ADMIN:
        if name and resolve(concrete(route)).view_name != name:
            lost.append((name, route, concrete(route)))
    assert not lost, lost


@pytest.mark.parametrize("role", ["anonima", "membro"])
def test_without_access_the_admin_is_closed(role: str, people: dict[str, Client]) -> None:
    client, wrong = people[role], []
    assert len(ADMIN) > 200
    for name, route in ADMIN:
        if name in OPEN:
            continue
        address = concrete(route)
        for method in ("get", "post"):
            response = getattr(client, method)(address)
            led = response.status_code == 302 and response["Location"].startswith(LOGIN)
            if not led:
                wrong.append(f"{method} {address}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_without_access_the_admins_ajax_is_refused(people: dict[str, Client]) -> None:
    """What a script asks for gets a refusal, not a page to sign in."""
    ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    for role in ("anonima", "membro"):
        codes = {
            a: people[role].get(a, **ajax).status_code for a in map(concrete, dict(ADMIN).values())
        }
        assert 200 not in {code for a, code in codes.items() if resolve(a).view_name not in OPEN}, (
            role
        )


def register_places() -> dict[str, list[Any]]:
    """Which record each address of the register's admin is asked of."""
    norma = make_norma(articoli=("55",))
    article = norma.articoli.get()
    decision = make_pronuncia("ECLI:IT:CDS:2023:5217SENT")
    act = ["dati", "unisci", "verifica_norma"]
    version = ["versione", "versione_togli"]
    snippet = "wagtailsnippets_pratiche"
    return {
        **{f"pratiche_admin_{name}": [norma.pk] for name in act},
        **{f"pratiche_admin_{name}": [article.versioni.get().pk] for name in version},
        "pratiche_admin_versione_nuova": [article.pk],
        "pratiche_anteprima_testi": ["0b57a500-0000-4000-8000-000000000000"],
        "pratiche_admin_verifica_pronuncia": [decision.pk],
        **{f"{snippet}_norma:{view}": [norma.pk] for view in ("edit", "delete", "unpublish")},
        **{f"{snippet}_articolo:{view}": [article.pk] for view in ("edit", "delete")},
    }


def test_the_admin_role_by_role(people: dict[str, Client], places: dict[str, str]) -> None:
    page = make_page("Da modificare")
    records = register_places()
    settings_of_site = {
        "impostazioni": ("nucleo", "impostazionisito"),
        "menu": ("nucleo", "menusito"),
    }
    wrong = []
    for name, rule in TABLE["amministrazione"].items():
        if name in settings_of_site:
            address = reverse(
                "wagtailsettings:edit", args=[*settings_of_site[name], root_site().pk]
            )
        elif name.startswith("wagtailadmin_pages:") or name == "nucleo_valutazioni_pagina":
            address = reverse(name, args=[page.pk])
        elif name == "nucleo_segnalazione_admin":
            address = reverse(name, args=[Segnalazione.objects.create(page=page, testo="x").pk])
        else:
            address = reverse(name, args=records.get(name, []))
        for role, client in people.items():
            status = ask(client, "GET", address)
            if status != expected(rule, role):
                wrong.append(f"{address} {role}: {status}, atteso {expected(rule, role)}")
    assert not wrong, "\n".join(wrong)
