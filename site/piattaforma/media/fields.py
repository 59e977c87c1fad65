"""The form field of an image's file."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField

from .verifica import InvalidFileError, image_size


class ImageFileField(WagtailImageField):
    """Wagtail's field, which decodes the image, behind a look at the size and the header alone.

    Whatever a malformed file makes the decoder raise is an error at the field, never a 500.
    """

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values:
            return super().to_python(data)
        self.check_image_file_size(data)
        try:
            width, height = image_size(data)
        except InvalidFileError as error:
            raise ValidationError(str(error), code="invalid_image") from error
        if self.max_image_pixels and width * height > self.max_image_pixels:
            raise ValidationError(
                f"L'immagine ha troppi pixel ({width} × {height}): al massimo "
                f"{self.max_image_pixels // 1_000_000} milioni.",
                code="file_too_many_pixels",
            )
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(
                "L'immagine è danneggiata: salvala di nuovo e riprova.", code="invalid_image"
            ) from error
