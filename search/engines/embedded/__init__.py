"""The engine that needs nothing installed: tantivy, in a directory of this machine."""

from .engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
