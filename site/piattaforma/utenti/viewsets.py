"""Users in the admin."""

from django import forms
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from .forms import UserCreationForm, UserEditForm


class UserViewSet(WagtailUserViewSet):
    """Wagtail's pages for users, with our forms."""

    def get_form_class(
        self,
        for_update: bool = False,  # noqa: FBT001, FBT002 - Wagtail's signature
    ) -> type[forms.ModelForm]:
        return UserEditForm if for_update else UserCreationForm
