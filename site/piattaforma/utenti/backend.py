"""Who may be signed in: asked at sign-in and again at every request of a session."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class AccountBackend(ModelBackend):
    """Django's, without the demonstration's accounts wherever the site is not one.

    Their password is public: a database filled by `make run` may later be put online.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        if getattr(user, "dimostrativo", False) and not settings.DIMOSTRAZIONE:
            return False
        return super().user_can_authenticate(user)
