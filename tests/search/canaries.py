"""Contents that are found by a word that nobody else has, each until it goes where few or none may read it."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from piattaforma.nucleo.jobs import publish_scheduled
from piattaforma.nucleo.models import PaginaPage
from search.models import RisultatoPromosso
from search.uids import uid_of
from tests.factories import home, make_page, make_scheda, make_voce, publish, text
from tests.factories.norme import make_norma

ANYONE, MEMBER, INSIDER = "chiunque", "socio", "membro del gruppo"
NOBODY: frozenset[str] = frozenset()
SIGNED_IN = frozenset({MEMBER, INSIDER})
#: The word that all of them have.
SHARED = "gelsomino"

Transition = Callable[[Any], object]


@dataclass
class Canary:
    """A content, the names by which it is looked for, and what becomes of it."""

    #: its first letters are no other's
    stato: str
    oggetto: Any
    #: a page open to all that tells the same
    gemella: Any
    diventa: Transition
    #: who may read it afterwards
    lettori: frozenset[str] = NOBODY
    #: typed as this it has an answer card; "" for what has none
    carta: str = ""

    def __post_init__(self) -> None:
        self.uid = uid_of(type(self.oggetto), self.oggetto.pk)

    @property
    def parola(self) -> str:
        return word_of(self.stato)

    @property
    def segno(self) -> str:
        """What its title alone says, and no question does."""
        return sign_of(self.stato)


def word_of(stato: str) -> str:
    return f"{stato}usignolo"


def sign_of(stato: str) -> str:
    return f"trillo{stato[::-1]}"


def _told(stato: str) -> str:
    return f"Canta {word_of(stato)}, presso nido{stato}, tra {SHARED} e siepi."


def _title(stato: str) -> str:
    return f"{word_of(stato).capitalize()} {sign_of(stato)}"


def _page(stato: str, parent: Any = None) -> Any:
    page = make_page(_title(stato), parent=parent, slug=f"canto-{stato}")
    page.corpo = text(_told(stato))
    return publish(page)


def close(kind: str, *groups: Group) -> Transition:
    def closed(page: Any) -> None:
        one = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
        one.groups.set(groups)

    return closed


def _stays(content: Any) -> None:
    """Nothing becomes of it."""


def _unpublish(content: Any) -> None:
    content.unpublish()


def _delete(content: Any) -> None:
    content.delete()


def _expire(page: Any) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(minutes=1))
    publish_scheduled()


def _unpublish_above(page: Any) -> None:
    page.get_parent().specific.unpublish()


def _moved_under(private: Any) -> Transition:
    return lambda page: page.move(Page.objects.get(pk=private.pk), pos="last-child")


def canaries(group: Group) -> list[Canary]:
    """One for each way in which a content may go, all of them still open to anyone. The first stays."""
    login, secret = _page("accesso"), _page("segreto")
    closing = close(PageViewRestriction.LOGIN)
    contents: list[tuple[str, Any, Transition, frozenset[str]]] = [
        ("pubblico", _page("pubblico"), _stays, SIGNED_IN | {ANYONE}),
        # Closed after those below: what is above closes them.
        ("figlio", _page("figlio", login), _stays, SIGNED_IN),
        ("nipote", _page("nipote", secret), _stays, NOBODY),
        ("accesso", login, closing, SIGNED_IN),
        ("segreto", secret, close(PageViewRestriction.PASSWORD), NOBODY),
        (
            "interno",
            _page("interno"),
            close(PageViewRestriction.GROUPS, group),
            frozenset({INSIDER}),
        ),
        ("mosso", _page("mosso"), _moved_under(login), SIGNED_IN),
        ("ritirato", _page("ritirato"), _unpublish, NOBODY),
        ("cancellato", _page("cancellato"), _delete, NOBODY),
        ("scaduto", _page("scaduto"), _expire, NOBODY),
        (
            "sospeso",
            make_scheda(title=f"{_title('sospeso')}?", contenuto=text(_told("sospeso"))),
            _unpublish_above,
            NOBODY,
        ),
    ]
    found = [
        Canary(stato, content, _twin(stato), becomes, readers)
        for stato, content, becomes, readers in contents
    ]
    for stato, voice_goes in (("vocale", _unpublish), ("lemma", _delete)):
        voice = make_voce(_title(stato), word_of(stato), definizione=_told(stato))
        found.append(Canary(stato, voice, _twin(stato), voice_goes, carta=word_of(stato)))
    for number, (stato, act_goes) in enumerate(
        {"legge": _unpublish, "norma": _delete}.items(), 901
    ):
        act = make_norma(
            f"urn:nir:stato:legge:2031-03-07;{number}", titolo_breve=_title(stato), live=False
        )
        act.sintesi = _told(stato)
        act.save_revision().publish()
        act.refresh_from_db()
        found.append(Canary(stato, act, _twin(stato), act_goes, carta=f"legge {number}/2031"))
    for one in found:
        RisultatoPromosso.objects.create(
            domande=f"evidenza {one.stato}", indirizzo=_address(one.oggetto), perche="Prima."
        )
    return found


def _address(content: Any) -> str:
    return str(content.url if isinstance(content, Page) else content.get_absolute_url())


def _twin(stato: str) -> Any:
    page = make_page(f"Gemella {stato[::-1]}", slug=f"gemella-{stato}")
    page.corpo = text(f"Nei pressi di nido{stato}: nido{stato}.")
    return publish(page)


def never_public() -> Iterator[Canary]:
    """A draft, and what is to be published one day: nobody ever heard of them."""
    for stato, when in (("bozza", None), ("futuro", timezone.now() + dt.timedelta(days=3))):
        page = PaginaPage(title=_title(stato), slug=f"canto-{stato}", corpo=text(_told(stato)))
        page.live, page.go_live_at = False, when
        home().add_child(instance=page)
        revision = page.save_revision()
        if when is not None:
            revision.publish()
        yield Canary(stato, page, _twin(stato), _stays)
