"""How a content is called in an index: "app_label.model_name:pk"."""

from django.apps import apps
from django.db.models import Model

from piattaforma.nucleo.contents import Contenuto


def uid_of(contenuto: Contenuto | type[Model], pk: int) -> str:
    model = contenuto.modello if isinstance(contenuto, Contenuto) else contenuto
    return f"{model._meta.label_lower}:{pk}"


def key_of(uid: str) -> tuple[type[Model], int]:
    """Raises ValueError, or LookupError for a model that is not there."""
    label, _, pk = uid.partition(":")
    return apps.get_model(label), int(pk)
