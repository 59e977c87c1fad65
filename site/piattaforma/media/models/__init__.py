"""Models of the app."""

from .document import Document
from .image import Image
from .rendition import Rendition

__all__ = ["Document", "Image", "Rendition"]
