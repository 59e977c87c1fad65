"""Mail as files: the harmless default. Each message is one `.eml` that only the owner may read."""

import os
from pathlib import Path

from django.conf import settings

from .base import Busta, Esito, Fine, Transport, TransportUnavailableError


class FileTransport(Transport):
    """Writes `<codice>.eml` into `POSTA_CARTELLA`; the rename is the point of no return."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(folder or settings.POSTA_CARTELLA)

    def open(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as exc:
            raise TransportUnavailableError(str(exc)) from exc

    def _send(self, busta: Busta) -> Esito:
        target = self.folder / f"{busta.codice}.eml"
        draft = target.with_suffix(".tmp")
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(busta.contenuto)
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(target)
        except OSError as exc:
            return Esito(Fine.RINVIATA, str(exc))
        return Esito(Fine.ACCETTATA, target.name)
