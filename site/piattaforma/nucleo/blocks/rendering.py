"""What the blocks of one page share while they are rendered; the rendering of a stream."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from ..html import Outline, Policy, render_markdown

PREVIEW_TEMPLATE = "nucleo/blocks/preview.html"


@dataclass
class Rendering:
    """The policy of the texts and the outline of the page: `rendering` in the context of blocks."""

    policy: Policy | str = "redazione"
    outline: Outline = field(default_factory=Outline)

    @classmethod
    def of(cls, context: dict[str, Any] | None) -> "Rendering":
        found = (context or {}).get("rendering")
        return found if isinstance(found, cls) else cls()

    def markdown(self, source: str) -> SafeString:
        return render_markdown(source, policy=self.policy, outline=self.outline)


def render_stream(
    stream: StreamValue,
    *,
    policy: Policy | str = "redazione",
    outline: Outline | None = None,
    omit: Collection[str] = (),
) -> SafeString:
    """The HTML of a stream, without wrappers: the children of a `cd-prose`.

    Pass the same `outline` for all the streams of a page, so that ids stay unique;
    `Outline(base=2)` where the page has no headings of its own. Blocks in `omit` are left out.
    """
    context = {"rendering": Rendering(policy=policy, outline=outline or Outline())}
    return format_html_join(
        "\n",
        "{}",
        # `strip()` would make plain text of safe HTML, and it would be escaped.
        ((child.render(context),) for child in stream if child.block_type not in omit),
    )


class MarkdownFieldsMixin:
    """A struct block whose fields in `markdown_fields` reach its template as `<name>_html`."""

    markdown_fields: ClassVar[tuple[str, ...]] = ("testo",)

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(  # type: ignore[misc]
            value, parent_context=parent_context
        )
        rendering = Rendering.of(context)
        return context | {
            f"{name}_html": rendering.markdown(value.get(name) or "")
            for name in self.markdown_fields
        }


class TitleMixin:
    """A struct block with a title: its level `livello` and its id `ancora` ("" without)."""

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(  # type: ignore[misc]
            value, parent_context=parent_context
        )
        outline, title = Rendering.of(context).outline, value.get("titolo") or ""
        level = min(outline.block_level, 6)
        return context | {
            "livello": level,
            "livello_sotto": min(level + bool(title), 6),
            "ancora": outline.add(title) if title else "",
        }
