"""What readers see of a page: pure."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass(frozen=True)
class Seen:
    """The headings, the links and the words inside `main`."""

    headings: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


def read_page(html: str) -> Seen:
    reader = _Main()
    reader.feed(html)
    reader.close()
    return Seen(
        headings=tuple(_joined(text) for text in reader.headings),
        links=tuple((href, _joined(text)) for href, text in reader.links),
        words=tuple(_joined(reader.text).split()),
    )


def titles(html: str, paths: set[str]) -> list[str]:
    """The first heading, then the title of every link to one of `paths`, in order."""
    seen = read_page(html)
    linked = [text for href, text in seen.links if href.partition("?")[0] in paths]
    return [*seen.headings[:1], *linked]


def different_titles(
    ours: dict[str, list[dict[str, Any]]], twin: dict[str, list[dict[str, Any]]]
) -> list[str]:
    """The pages whose titles differ: a fast wrong page does not count."""
    paths = {page["path"] for pages in ours.values() for page in pages}
    pairs = [(a, b) for kind in ours for a, b in zip(ours[kind], twin[kind], strict=True)]
    return [
        f"{a['path']}: {_first_difference(titles(a['html'], paths), titles(b['html'], paths))}"
        for a, b in pairs
        if a["status"] != 200
        or b["status"] != 200
        or titles(a["html"], paths) != titles(b["html"], paths)
    ]


def _first_difference(a: list[str], b: list[str]) -> str:
    for one, other in zip(a, b, strict=False):
        if one != other:
            return f"«{one}» e «{other}»"
    return f"{len(a)} titoli e {len(b)}"


def _joined(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


@dataclass
class _Main(HTMLParser):
    headings: list[list[str]] = field(default_factory=list)
    links: list[tuple[str, list[str]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._inside = False
        self._open: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "main"
        if not self._inside:
            return
        if tag not in {"span", "a", "strong", "em", "b", "i", "sup", "sub"}:
            self.text.append(" ")
        if tag == "h1":
            self.headings.append([])
            self._open.append((tag, self.headings[-1]))
        elif tag == "a":
            self.links.append((dict(attrs).get("href") or "", []))
            self._open.append((tag, self.links[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._inside = False
        self._open = [entry for entry in self._open if entry[0] != tag]

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text.append(data)
            for _, parts in self._open:
                parts.append(data)
