"""The images of a page, found through its fields and blocks."""

from collections.abc import Iterator

from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from piattaforma.media.renditions import make_renditions


def make_page_renditions(*, page: Page) -> None:
    """Make the missing renditions of every image of `page`: readers' requests write nothing."""
    model = get_image_model()
    wanted = set(image_keys(page))
    for image in model.objects.filter(pk__in=wanted).prefetch_related("renditions"):
        make_renditions(image)


def image_keys(page: Page) -> Iterator[int]:
    """Primary keys of the images that the fields and the blocks of a page point to."""
    model = get_image_model()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            for target, key, _, _ in field.stream_block.extract_references(value):
                if issubclass(target, model):
                    yield int(key)
        elif field.many_to_one and field.related_model is model and getattr(page, field.attname):
            yield getattr(page, field.attname)
