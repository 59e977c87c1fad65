"""Tokens say what the queries say: whoever holds one of a page’s tokens is who may see it."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Page, PageViewRestriction

from piattaforma.nucleo.querysets import visible_to
from piattaforma.nucleo.visibilita import tokens_of_pages, tokens_of_reader
from piattaforma.utenti.models import User
from tests.factories import make_page

GROUPS = ("Uno", "Due")
#: parent of each page of a small tree, by place; -1: the home
TREE = (-1, 0, 1, 1, 0, -1)
restrictions = st.lists(
    st.tuples(
        st.integers(0, len(TREE) - 1),
        st.sampled_from(["login", "password", "groups"]),
        st.sets(st.sampled_from(GROUPS)),
    ),
    max_size=5,
)
people = st.lists(st.tuples(st.sets(st.sampled_from(GROUPS)), st.booleans()), max_size=3)


class TokensAgreeWithQueries(TestCase):  # type: ignore[misc]
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(restrictions, people)
    def test_tokens_meet_where_the_page_is_visible(self, closed: Any, users: Any) -> None:
        pages: list[Any] = []
        for number, above in enumerate(TREE):
            parent = Page.objects.get(pk=pages[above].pk).specific if above >= 0 else None
            pages.append(make_page(f"Pagina {number}", parent=parent))
        groups = {name: Group.objects.create(name=name) for name in GROUPS}
        for place, kind, names in closed:
            row = PageViewRestriction.objects.create(
                page=pages[place], restriction_type=kind, password="x"
            )
            row.groups.set([groups[name] for name in names])
        readers: list[Any] = [None, AnonymousUser()]
        for number, (names, is_superuser) in enumerate(users):
            user = User.objects.create_user(f"p{number}@example.it", "parola-lunga-di-prova")
            User.objects.filter(pk=user.pk).update(is_superuser=is_superuser)
            user.groups.set([groups[name] for name in names])
            readers.append(User.objects.get(pk=user.pk))
        live = list(Page.objects.filter(pk__in=[page.pk for page in pages]))
        tokens = tokens_of_pages(live)
        for reader in readers:
            held = tokens_of_reader(reader)
            seen = set(visible_to(Page.objects.all(), reader).values_list("pk", flat=True))
            for page in live:
                assert bool(tokens[page.pk] & held) == (page.pk in seen), (page, reader)


@pytest.mark.django_db
def test_joining_a_group_changes_no_page(membro: Any) -> None:
    page, group = make_page(), Group.objects.create(name="Interni")
    row = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    row.groups.add(group)
    before = tokens_of_pages([page])[page.pk]
    assert not before & tokens_of_reader(membro)
    membro.groups.add(group)
    assert before == tokens_of_pages([page])[page.pk] <= tokens_of_reader(membro)
