"""Signing in."""

import math

from django.http import HttpResponse
from wagtail.admin.views.account import LoginView as WagtailLoginView

from .forms import LoginForm


class LoginView(WagtailLoginView):
    """Wagtail's sign-in page; too many failures are answered with 429 and when to come back.

    It stands in the place of every such page of Wagtail (the admin's and the one for readers of
    restricted pages), outside any transaction: a failure must be counted.
    """

    def get_form_class(self) -> type[LoginForm]:
        return LoginForm

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.wait is not None:
            response.status_code = 429
            response["Retry-After"] = str(math.ceil(form.wait.total_seconds()))
        return response
