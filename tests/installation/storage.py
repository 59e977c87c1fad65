"""The static files of production; only our own are compressed (the admin's take most of a minute)."""

from collections.abc import Iterable, Iterator
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class OwnFilesCompressed(CompressedManifestStaticFilesStorage):
    def compress_files(self, paths: Iterable[str]) -> Iterator[Any]:
        return super().compress_files([path for path in paths if path.startswith("condivisa/")])
