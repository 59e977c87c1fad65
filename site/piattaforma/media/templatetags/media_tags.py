"""Images in pages."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models import Image, Rendition
from ..renditions import published_renditions

register = template.Library()


@register.simple_tag
def picture_of(
    image: Image | None,
    sizes: str = "100vw",
    classe: str = "",
    alt: str | None = None,
    loading: str = "lazy",
) -> SafeString:
    """`<picture>` from the renditions that exist; makes none.

    Without renditions only the alternative text is left, so that nothing is lost for the reader.
    `alt` replaces the image's own text (`""`: decorative here); `loading="eager"` is for the first
    image of a page.
    """
    if image is None:
        return SafeString("")
    text = image.alt if alt is None else alt
    renditions = published_renditions(image)
    webp = [r for r in renditions if r.filter_spec.endswith("format-webp")]
    fallback = next((r for r in renditions if r not in webp), None) or next(iter(webp), None)
    if fallback is None:
        return _missing(text)
    return format_html(
        '<picture>{}<img src="{}" width="{}" height="{}" alt="{}"{} loading="{}" decoding="async">'
        "</picture>",
        _source(webp, sizes),
        fallback.url,
        fallback.width,
        fallback.height,
        text,
        format_html(' class="{}"', classe) if classe else "",
        loading,
    )


def _source(webp: list[Rendition], sizes: str) -> SafeString:
    if not webp:
        return SafeString("")
    srcset = ", ".join(f"{rendition.url} {rendition.width}w" for rendition in webp)
    return format_html('<source type="image/webp" srcset="{}" sizes="{}">', srcset, sizes)


def _missing(text: str) -> SafeString:
    return format_html('<span class="cd-image-missing">{}</span>', text) if text else SafeString("")
