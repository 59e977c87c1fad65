"""Forms about people: signing in, and users in the admin."""

import math
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from . import accesso
from .indirizzo import client_address


class LoginForm(WagtailLoginForm):
    """Wagtail's sign-in form with a limit on failures; `wait` is set when it is reached."""

    wait: timedelta | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget = forms.EmailInput(
            attrs=self.fields["username"].widget.attrs | {"autocomplete": "username"}
        )
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        email = cleaned.get("username")
        if not email or not cleaned.get("password"):
            return cleaned
        address = client_address(self.request) if self.request else ""
        self.wait = accesso.begin_attempt(email=email, address=address)
        if self.wait is not None:
            raise ValidationError(_too_many(self.wait), code="troppi_tentativi")
        try:
            super().clean()
        except ValidationError:
            accesso.record_failure(address=address)
            raise
        accesso.record_success(email=email)
        return cleaned


def _too_many(wait: timedelta) -> str:
    minutes = math.ceil(wait.total_seconds() / 60)
    when = "un minuto" if minutes == 1 else f"{minutes} minuti"
    return f"Troppi tentativi di accesso non riusciti. Riprova fra {when}."


class UserFormMixin:
    """An account has an address, not a user name."""

    error_messages = WagtailUserCreationForm.error_messages | {
        "duplicate_username": "Esiste già un utente con questo indirizzo e-mail.",
    }


class UserCreationForm(UserFormMixin, WagtailUserCreationForm):
    """A new user."""


class UserEditForm(UserFormMixin, WagtailUserEditForm):
    """A user who exists."""
