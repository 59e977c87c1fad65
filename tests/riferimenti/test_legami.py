"""What a citation says of itself: in the text, in the list of a scheda, in the slot below."""

import datetime as dt
import re
from collections.abc import Iterable

import pytest
from django.test import Client

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.riferimenti import risolutore
from piattaforma.riferimenti.legami import citation_link
from piattaforma.riferimenti.risolutore import OfficialSource, Risolto
from tests.factories import CTS_55_3, make_scheda, references, text

pytestmark = pytest.mark.django_db

PROSE = "Vale l’art. 7, comma 1, della l. 11 agosto 1991, n. 266; e l’art. 55 del d.lgs. 117/2017."
L266 = "urn:nir:stato:legge:1991-08-11;266"


class Register(OfficialSource):
    """Holds one act, which has fallen."""

    def resolve(
        self, identifiers: Iterable[Identificatore], al: dt.date | None = None
    ) -> dict[str, Risolto]:
        found = list(identifiers)
        return super().resolve(found, al) | {
            str(one): Risolto(
                "Legge quadro sul volontariato",
                "l. 11 agosto 1991, n. 266",
                "/norme/l-266-1991/art-7/",
                esterno=False,
                rubrica='Convenzioni "quadro" <e altro>',
                stato="abrogato",
                stato_testo="Abrogato dal 3 agosto 2017",
            )
            for one in found
            if one.numero == "266"
        }


@pytest.fixture
def page(client: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    scheda = make_scheda(norme=references(f"{L266}~art9"), contenuto=text(PROSE))
    monkeypatch.setattr(risolutore._Port, "resolver", Register())
    return client.get(scheda.url).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_words_carry_what_the_popover_says(page: str) -> None:
    link, after = re.findall(r'(<a class="cd-cite"[^>]*>)art\. 7.*?</a>(.{60})', page)[0]
    assert link == (
        '<a class="cd-cite" href="/norme/l-266-1991/art-7/" '
        'data-nome="Art. 7, comma 1, Legge quadro sul volontariato" '
        'data-spiega="Convenzioni &quot;quadro&quot; &lt;e altro&gt;" '
        'data-stato="Abrogato dal 3 agosto 2017" data-tono="err">'
    )
    assert after.startswith(' <span class="cd-cite__s">abrogato</span>; e l’')
    # What stands, and what nobody holds, bears no mark.
    assert page.count("cd-cite__s") == 1


def test_the_list_has_the_same_link_and_the_state_beside_it(page: str) -> None:
    row = page.partition('id="rif-1"')[2].partition("</li>")[0]
    assert 'data-nome="Art. 9, Legge quadro sul volontariato"' in row
    assert 'data-stato="Abrogato dal 3 agosto 2017"' in row
    assert re.search(r'cd-badge--err cd-ref__b">.*?Abrogato dal 3 agosto 2017</span>', row)
    assert "Convenzioni &quot;quadro&quot; &lt;e altro&gt;. L. 11 agosto 1991, n. 266." in row


def test_the_slot_says_it_by_itself(page: str) -> None:
    slot = page.partition('id="norme-citate"')[2].partition("</section>")[0]
    assert 'title="Art. 7, comma 1, Legge quadro sul volontariato"' in slot
    assert re.search(r"cd-badge--err\">.*?Abrogato dal 3 agosto 2017</span>", slot)
    assert "data-nome" not in slot


@pytest.mark.parametrize(
    ("state", "told", "expected"),
    [
        ("", "", ("", "", "")),
        ("vigente", "Vigente", ("Vigente", "ok", "")),
        ("in-conversione", "In conversione", ("In conversione", "warn", "")),
        ("annullato", "", ("Annullato", "err", "annullato")),
    ],
)
def test_a_state_has_words_a_tone_and_a_note_where_it_warns(
    state: str, told: str, expected: tuple[str, str, str]
) -> None:
    one = parse_identifier(CTS_55_3)
    answer = Risolto("CTS", "d.lgs.", "/x/", esterno=False, stato=state, stato_testo=told)
    link = citation_link(answer, one)
    assert (link.stato, link.tono, link.nota) == expected
