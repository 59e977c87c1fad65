"""The tree of a file by local names: official files differ in namespaces, not in words."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .documento_xml import local_name

_SPACES = re.compile(r"[ \t\r\n]+")


def name_of(element: Element) -> str:
    return local_name(element.tag)


def children(parent: Element | None, *names: str) -> Iterator[Element]:
    """The children that bear one of the names."""
    if parent is not None:
        yield from (one for one in parent if name_of(one) in names)


def child(parent: Element | None, *names: str) -> Element | None:
    return next(children(parent, *names), None)


def descend(parent: Element | None, *path: str) -> Element | None:
    """The first grandchild along a path of names."""
    for name in path:
        parent = child(parent, name)
    return parent


def descendants(parent: Element | None, name: str) -> Iterator[Element]:
    if parent is not None:
        yield from (one for one in parent.iter() if name_of(one) == name)


def attribute(element: Element | None, *names: str) -> str:
    """The first attribute that is there, whatever its namespace; "" if none is."""
    if element is None:
        return ""
    for name in names:
        if name in element.attrib:
            return element.attrib[name].strip()
    for key, value in element.attrib.items():
        if local_name(key) in names:
            return value.strip()
    return ""


def identity(element: Element | None) -> str:
    return attribute(element, "eId", "id", "wId")


def plain_text(element: Element | None, *, leave_out: frozenset[str] = frozenset()) -> str:
    """The words under an element, on one line."""
    return _SPACES.sub(" ", "".join(_words(element, leave_out))).strip(" ")


def _words(element: Element | None, leave_out: frozenset[str]) -> Iterator[str]:
    if element is None:
        return
    yield element.text or ""
    for one in element:
        if name_of(one) not in leave_out:
            yield from _words(one, leave_out)
        yield one.tail or ""
