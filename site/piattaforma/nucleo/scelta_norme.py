"""The field for an identifier in the admin: typed, or chosen among what a register finds.

Which register, the kernel does not know: an app names the view that searches. Without one the field
is a plain one.
"""

from typing import Any

from django import forms
from django.urls import reverse


class _Port:
    url_name = ""


def set_norm_search(url_name: str) -> None:
    """Name the view of the admin that answers with readings of `?q=`, as a fragment of HTML."""
    _Port.url_name = url_name


class IdentificatoreInput(forms.TextInput):
    """Beside the field, «Cerca una norma» opens a dialog that writes the identifier chosen."""

    class Media:
        css = {"all": ["nucleo/admin/scelta_norme.css"]}
        js = ["nucleo/admin/scelta_norme.js"]

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        if _Port.url_name:
            attrs["data-controller"] = "cd-scelta-norme"
            attrs["data-cd-scelta-norme-url-value"] = reverse(_Port.url_name)
        return attrs
