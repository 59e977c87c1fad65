"""What the typographic filters bind, and what they leave alone."""

import datetime
import json
import re
from pathlib import Path

import pytest
from django.utils.safestring import mark_safe

from piattaforma.nucleo.templatetags import tipografia

ROOT = Path(__file__).resolve().parents[2]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la co-progettazione?", 'la <span class="cd-nb">co-progettazione</span>?'),
        ("Co-programmare", '<span class="cd-nb">Co-programmare</span>'),
        ("art. 55, c. 3, CTS", f"art.{NBSP}55, c.{NBSP}3, CTS"),
        ("Artt. 11 e 13", f"Artt.{NBSP}11 e 13"),
        ("d.lgs. 3 luglio 2017, n. 117", f"d.lgs.{NBSP}3{NBSP}luglio 2017, n.{NBSP}117"),
        ("D.M. 72/2021, §§ 2 e 3", f"D.M.{NBSP}72/2021, §§{NBSP}2 e 3"),
        ("1º ottobre 2024", f"1º{NBSP}ottobre 2024"),
        ("958.650 € e 670.000 euro", f"958.650{NBSP}€ e 670.000{NBSP}euro"),
        ("Cons. Stato, sez. V, n. 3082", f"Cons. Stato, sez.{NBSP}V, n.{NBSP}3082"),
        # Nothing to bind.
        ("Eco-sistema, bianco-nero", "Eco-sistema, bianco-nero"),
        ("la fine. 3 tavoli", "la fine. 3 tavoli"),
        ("l'art. in esame", "l&#x27;art. in esame"),
        ("alla lett. a), c. 2", f"alla lett.{NBSP}a), c.{NBSP}2"),
        ("una parte. Due", "una parte. Due"),
    ],
)
def test_nb_binds(text: str, expected: str) -> None:
    assert tipografia.nb(text) == expected


def test_nb_escapes_text_first() -> None:
    assert tipografia.nb("<b>co-progettare</b>") == (
        '&lt;b&gt;<span class="cd-nb">co-progettare</span>&lt;/b&gt;'
    )


def test_nb_leaves_tags_of_safe_html_alone() -> None:
    html = '<a href="/co-progettazione/?n. 3" title="art. 5">co-progettazione, art. 5</a>'
    bound = tipografia.nb(mark_safe(html))
    assert bound.startswith('<a href="/co-progettazione/?n. 3" title="art. 5">')
    assert bound.endswith(f'<span class="cd-nb">co-progettazione</span>, art.{NBSP}5</a>')


def test_nb_binds_once() -> None:
    bound = tipografia.nb("co-progettazione, art. 5")
    assert tipografia.nb(bound) == bound


def test_the_same_text_is_escaped_or_not_by_its_kind() -> None:
    text = "<i>a</i>"
    assert tipografia.nb(mark_safe(text)) == text
    assert tipografia.nb(text) == "&lt;i&gt;a&lt;/i&gt;"


def test_dates_in_full() -> None:
    assert tipografia.data_it(datetime.date(2026, 11, 18)) == f"18{NBSP}novembre 2026"
    assert tipografia.data_it(datetime.date(2024, 10, 1)) == f"1º{NBSP}ottobre 2024"
    assert tipografia.data_it(None) == ""


def test_dates_follow_local_time() -> None:
    late = datetime.datetime(2026, 6, 30, 22, 30, tzinfo=datetime.UTC)  # 0:30 of 1 July in Rome
    assert tipografia.data_it(late) == f"1º{NBSP}luglio 2026"
    assert tipografia.data_iso(late) == "2026-07-01"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "nessuna scheda"),
        (1, f"1{NBSP}scheda"),
        (30, f"30{NBSP}schede"),
        (1200, f"1.200{NBSP}schede"),
    ],
)
def test_plurals(count: int, expected: str) -> None:
    assert tipografia.plurale(count, "scheda,schede,nessuna scheda") == expected


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    sprite = set(json.loads((ROOT / "site/frontend/icone.json").read_text()))
    named: set[str] = set()
    for folder in ("site", "sussidiario", "pratiche", "comunita", "search"):
        for path in (ROOT / folder).rglob("templates/**/*.html"):
            named |= set(re.findall(r'{%-?\s*icona\s+"([^"]+)"', path.read_text()))
    assert named, "no template names an icon: the pattern of this test is wrong"
    assert named <= sprite, f"missing in icone.json: {sorted(named - sprite)}"
