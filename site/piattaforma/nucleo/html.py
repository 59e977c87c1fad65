"""Safe HTML: the one place where text written by people becomes HTML that a page may show.

Markdown is rendered first and cleaned afterwards (never the other way round), by a named policy.
Raw HTML inside Markdown is shown as it was typed: `<nome del Comune>` is a placeholder more often
than a tag. The output is rendered once, stored, and never cleaned again. `docs/adr` says why nh3.
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown import Markdown
from markdown.extensions import Extension

from piattaforma.citazioni import IdentificatoreNonValido, parse_identifier

from .marcatura import HouseMarkdown, is_law, link_addresses
from .reading import LAW_ATTRIBUTE, NOTE, WITHIN_WORDS

__all__ = [
    "BOUNDED_MARKS",
    "POLICIES",
    "Bounds",
    "Outline",
    "Policy",
    "TestoRifiutato",
    "check_bounds",
    "clean_html",
    "kept_html",
    "plain_text",
    "refused_links",
    "render_markdown",
    "render_table",
]

BOUNDED_MARKS = ("[", "`", "<", "!")
MAX_NESTING = 12
_NESTING = re.compile(
    rf"^[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{{1,9}}[.)](?=[ \t]))[ \t]*){{{MAX_NESTING + 1}}}",
    re.MULTILINE,
)


class TestoRifiutato(ValidationError):
    """The text is over a bound; the message is Italian and says which one."""

    __test__ = False  # the name is Italian for "text", not a test class


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much text a policy takes: what keeps any input under one second of CPU."""

    characters: int
    marks: int
    tags: int

    def check_html(self, html: str) -> None:
        if len(html) > 4 * self.characters or html.count("<") > self.tags:
            raise TestoRifiutato(
                "Il testo è troppo lungo o ha troppe formattazioni. Accorcialo o dividilo.",
                code="lunghezza",
            )

    def check(self, text: str) -> None:
        text = text.expandtabs(4)  # as the renderer will
        if len(text) > self.characters:
            raise TestoRifiutato(
                f"Il testo è troppo lungo: {_number(len(text))} caratteri, e il limite è "
                f"{_number(self.characters)}. Accorcialo o dividilo.",
                code="lunghezza",
            )
        for mark in BOUNDED_MARKS:
            if text.count(mark) > self.marks:
                raise TestoRifiutato(
                    f"Il testo contiene troppi caratteri «{mark}»: {_number(text.count(mark))}, "
                    f"e il limite è {_number(self.marks)}.",
                    code="segni",
                )
        if _NESTING.search(text):
            raise TestoRifiutato(
                "Il testo contiene elenchi o citazioni uno dentro l’altro per più di "
                f"{MAX_NESTING} livelli.",
                code="livelli",
            )


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset({"a", "abbr", "b", "br", "code", "em", "i", "strong", "sub", "sup"})
_TEXT = (_HEADINGS | _INLINE | {"p", "pre", "blockquote", "ul", "ol", "li"}) - {
    "abbr",
    "sub",
    "sup",
}
_TABLE = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "div"})
_SCROLL = {"div": {"role": {"region"}, "tabindex": {"0"}}}


@dataclass(frozen=True, eq=False)
class Policy:
    """What one kind of text may contain. Policies compare by identity: there is one of each."""

    name: str
    bounds: Bounds
    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    url_schemes: frozenset[str]
    relative_urls: bool = True
    heading_ids: bool = False
    link_rel: str | None = None
    newline_is_break: bool = False


_ATTRIBUTES = {
    "a": frozenset({"href", "title", LAW_ATTRIBUTE}),
    "ol": frozenset({"start"}),
    "th": frozenset({"scope"}),
    "div": frozenset({"aria-label"}),
}
_CLASSES = {
    "div": frozenset({"cd-table-x"}),
    "table": frozenset({"cd-table"}),
    "th": frozenset({"is-n"}),
    "td": frozenset({"is-n"}),
}

REDAZIONE = Policy(
    name="redazione",
    bounds=Bounds(characters=25_000, marks=600, tags=2_500),
    tags=_TEXT | _TABLE | {"hr", "sub", "sup", "abbr"},
    attributes=_ATTRIBUTES | {"abbr": frozenset({"title"})},
    classes=_CLASSES,
    url_schemes=frozenset({"http", "https", "mailto", "tel"}),
    heading_ids=True,
)
COMUNITA = Policy(
    name="comunita",
    bounds=Bounds(characters=20_000, marks=500, tags=2_000),
    tags=_TEXT | _TABLE | {"hr"},
    attributes=_ATTRIBUTES,
    classes=_CLASSES,
    url_schemes=frozenset({"http", "https", "mailto"}),
    link_rel="nofollow ugc noopener noreferrer",
    newline_is_break=True,
)
POSTA = Policy(
    name="posta",
    bounds=Bounds(characters=25_000, marks=600, tags=2_500),
    tags=_TEXT,
    attributes={"a": frozenset({"href"}), "ol": frozenset({"start"})},
    classes={},
    url_schemes=frozenset({"http", "https", "mailto"}),
    relative_urls=False,  # a mail has no address of its own
)
POLICIES: Mapping[str, Policy] = {policy.name: policy for policy in (REDAZIONE, COMUNITA, POSTA)}


@dataclass
class Outline:
    """The headings of one page, shared by all the texts rendered on it.

    The first heading gets level `base`, and no level is ever skipped, whatever the author wrote;
    ids begin with `s-` and are unique on the page.
    """

    base: int = 3
    _open: list[tuple[int, int]] = field(default_factory=list)
    _uses: dict[str, int] = field(default_factory=dict)

    @property
    def block_level(self) -> int:
        """The level for a title that belongs to a block, below the heading that stands open."""
        return self.base + min(len(self._open), 1)

    def start_section(self) -> None:
        """What follows stands under a heading of the template: levels begin again, ids go on."""
        self._open.clear()

    def place(self, written: int) -> int:
        """The level for a heading written with `written` marks, after those already placed."""
        while self._open and self._open[-1][0] >= written:
            self._open.pop()
        level = min(self._open[-1][1] + 1, 6) if self._open else self.base
        self._open.append((written, level))
        return level

    def add(self, text: str) -> str:
        """The id of a heading with this text: nobody else's on the page."""
        stem = "s-" + (slugify(text)[:60].strip("-") or "sezione")
        identifier = stem
        while identifier in self._uses:
            self._uses[stem] += 1
            identifier = f"{stem}-{self._uses[stem]}"
        self._uses[identifier] = 1
        return identifier


def render_markdown(
    text: str, *, policy: Policy | str, outline: Outline | None = None
) -> SafeString:
    """Markdown → HTML that may be shown. Raises `TestoRifiutato` over the bounds of the policy."""
    return _render(text, _policy(policy), outline, caption="")


def render_table(source: str, *, caption: str, policy: Policy | str) -> SafeString:
    """A pipe table → a table with caption, in a region that scrolls. The same bounds hold."""
    return _render(source, _policy(policy), None, caption=caption)


def clean_html(html: str, *, policy: Policy | str, outline: Outline | None = None) -> SafeString:
    """HTML of any origin → HTML that may be shown. Never clean twice: store what comes out."""
    chosen = _policy(policy)
    chosen.bounds.check_html(html)
    return _clean(html, chosen, outline)


def check_bounds(text: str, *, policy: Policy | str) -> None:
    """Raise what `render_markdown` would raise, without rendering: for forms."""
    _policy(policy).bounds.check(text)


def refused_links(text: str, *, policy: Policy | str) -> list[str]:
    """The addresses in a Markdown text that a policy strips, so that a form can say so.

    Identifiers of law are let through: they are citations, not addresses.
    """
    schemes = _policy(policy).url_schemes
    return [address for address in link_addresses(text) if not _leads_somewhere(address, schemes)]


def _leads_somewhere(address: str, schemes: Set[str]) -> bool:
    if is_law(address):
        return _identifier(address) is not None
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
    known = scheme[1].lower() in schemes if scheme else address.startswith(("/", "#"))
    return known and _only_plain_urls("a", "href", address) is not None


def kept_html(html: str) -> SafeString:
    """HTML that this module cleaned before it was stored, as it comes back from the database."""
    return mark_safe(html)  # noqa: S308


def plain_text(html: str) -> str:
    """The words of cleaned HTML, for excerpts, feeds, structured data: not HTML any more."""
    reader = _Words()
    reader.feed(NOTE.sub("", html))
    reader.close()
    return " ".join("".join(reader.words).split())


def _policy(policy: Policy | str) -> Policy:
    return policy if isinstance(policy, Policy) else POLICIES[policy]


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _render(text: str, policy: Policy, outline: Outline | None, *, caption: str) -> SafeString:
    policy.bounds.check(text)
    extensions: list[str | Extension] = ["tables", "sane_lists", HouseMarkdown(caption=caption)]
    if policy.newline_is_break:
        extensions.append("nl2br")
    try:
        html = Markdown(extensions=extensions).convert(text)
    except RecursionError as error:
        raise TestoRifiutato(
            "Il testo contiene troppi livelli uno dentro l’altro.", code="livelli"
        ) from error
    return _clean(html, policy, outline)


def _clean(html: str, policy: Policy, outline: Outline | None) -> SafeString:
    cleaned = _cleaner(policy).clean(html).strip()
    # Nothing but the levels and ids of headings is written after the cleaning.
    return mark_safe("".join(_outlined(cleaned, policy, outline or Outline())))  # noqa: S308


@cache
def _cleaner(policy: Policy) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(policy.tags),
        attributes={tag: set(names) for tag, names in policy.attributes.items()},
        allowed_classes={tag: set(names) for tag, names in policy.classes.items()},
        tag_attribute_values=_SCROLL if "div" in policy.tags else {},
        attribute_filter=_kept_attribute,
        url_schemes=set(policy.url_schemes),
        url_relative="pass_through" if policy.relative_urls else "deny",
        link_rel=policy.link_rel,
        clean_content_tags={"script", "style", "template", "title", "textarea", "svg", "math"},
    )


def _kept_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == LAW_ATTRIBUTE:
        return _identifier(value)
    return _only_plain_urls(tag, attribute, value)


def _identifier(text: str) -> str | None:
    """The one spelling of an identifier of law; None for anything else."""
    try:
        return str(parse_identifier(text))
    except IdentificatoreNonValido:
        return None


def _only_plain_urls(tag: str, attribute: str, value: str) -> str | None:
    """Refuse what a browser reads otherwise than it looks: `//host`, backslashes, hidden signs.

    Browsers drop tabs and line feeds inside an address and take `\\` for `/`, so `/<tab>/host` and
    `/\\host` lead away from the site. Schemes are the cleaner's own job.
    """
    if attribute != "href":
        return value
    # The value is kept or refused, never mended: without its odd first character, what the cleaner
    # took for a relative address could have a scheme.
    is_plain = value.isprintable() and " " not in value and "\\" not in value
    return value if is_plain and not value.startswith("//") else None


_LONGEST_HEADING = 1_000
_HEADING = re.compile(r"<(/?)h([1-6])>")


def _outlined(html: str, policy: Policy, outline: Outline) -> Iterator[str]:
    """Cleaned HTML with the levels of its headings put in order, and their ids where wanted."""
    position = 0
    closing: list[int] = []
    for tag in _HEADING.finditer(html):
        yield html[position : tag.start()]
        position = tag.end()
        if tag[1]:
            yield f"</h{closing.pop()}>" if closing else ""
            continue
        level = outline.place(int(tag[2]))
        closing.append(level)
        if policy.heading_ids:
            end = html.find(f"</h{tag[2]}>", position, position + _LONGEST_HEADING)
            words = plain_text(html[position : end if end > 0 else position])
            yield f'<h{level} id="{outline.add(words)}">'
        else:
            yield f"<h{level}>"
    yield html[position:]


_SILENT = frozenset({"script", "style", "template"})


class _Words(HTMLParser):
    """Collect the text; what is not inline is a break between words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag not in WITHIN_WORDS:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag not in WITHIN_WORDS:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)
