"""The engine of a cluster: the same answers as the embedded one, for all machines of a site."""

from .client import client_from_settings
from .engine import ElasticEngine

__all__ = ["ElasticEngine", "client_from_settings"]
