"""How people write an act: house style, short form, popular name, and the slug of its address."""

from .dates import MESI, format_date
from .house_style import format_id
from .partition_names import format_partition
from .popular_names import popular_name
from .short_form import format_short
from .slugs import slug

__all__ = [
    "MESI",
    "format_date",
    "format_id",
    "format_partition",
    "format_short",
    "popular_name",
    "slug",
]
