"""Django looks for models here."""

from .norme.models import *  # noqa: F403
