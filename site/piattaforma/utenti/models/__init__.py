"""Models of the app: accounts and counters of limits."""

from .conteggio import Conteggio
from .user import LowercaseEmailField, User, UserManager, normalise_email

__all__ = ["Conteggio", "LowercaseEmailField", "User", "UserManager", "normalise_email"]
