"""The users' panel of the admin: listed in INSTALLED_APPS in the place of `wagtail.users`."""

from wagtail.users.apps import WagtailUsersAppConfig


class PannelloUtentiConfig(WagtailUsersAppConfig):
    """Wagtail's users app with our forms (an e-mail address in the place of a user name)."""

    user_viewset = "piattaforma.utenti.viewsets.UserViewSet"
