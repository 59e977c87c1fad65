"""What the forms of the admin send: the fields of a page as it came, with some changed."""

from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.test import Client


def form_data(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """Every field that the page at `address` shows, as a browser would send it back."""
    context = client.get(address).context
    data: dict[str, Any] = {}
    for name in ("form", "versione_form", "stati", "relazioni", "commi"):
        part = context.get(name)
        if not isinstance(part, BaseForm | BaseFormSet):
            continue
        for bound in _fields(part):
            value = bound.value()
            if value is True:
                data[bound.html_name] = "on"
            elif value not in (None, False, "") or bound.name.endswith("_FORMS"):
                data[bound.html_name] = (
                    [getattr(v, "pk", v) for v in value] if isinstance(value, list) else value
                )
    return data | changes


def _fields(part: Any) -> Any:
    if hasattr(part, "management_form"):
        yield from part.management_form
        for form in part.forms:
            yield from form
        return
    yield from part
    for formset in getattr(part, "formsets", {}).values():
        yield from _fields(formset)


def errors(response: Any) -> dict[str, str]:
    """Field → what the page says is wrong with it."""
    return {name: " ".join(said) for name, said in response.context["form"].errors.items()}
