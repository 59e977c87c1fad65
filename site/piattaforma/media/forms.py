"""The admin's forms for images and documents (`WAGTAILIMAGES_IMAGE_FORM_BASE` and the like)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .fields import ImageFileField
from .verifica import InvalidFileError, check_document


class ImageForm(BaseImageForm):
    """Checks the file before decoding it; a new file gets the renditions that the old one had."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = ImageFileField(
                label=field.label, required=field.required, widget=field.widget
            )

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        # Imported here: the models are not there yet when Wagtail imports its form base.
        from .renditions import SPECS, make_renditions

        was_published = (
            "file" in self.changed_data
            and self.instance.pk is not None
            and self.instance.renditions.filter(filter_spec__in=SPECS).exists()
        )
        image = super().save(commit=commit)
        if commit and was_published:
            make_renditions(image)
        return image


class DocumentForm(BaseDocumentForm):
    """Looks whether the content is what the extension says."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            extension = (file.name or "").rpartition(".")[2].lower()
            try:
                check_document(file, extension)
            except InvalidFileError as error:
                raise ValidationError(str(error), code="contenuto") from error
        return file
