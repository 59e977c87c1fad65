"""Ways out for mail: a port and its engines."""

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Transport

#: Names that `POSTA_TRASPORTO` accepts, beside the dotted path of a class.
ENGINES = {
    "file": "piattaforma.posta.transports.file.FileTransport",
    "smtp": "piattaforma.posta.transports.smtp.SmtpTransport",
}


def get_transport() -> Transport:
    """A new transport as `POSTA_TRASPORTO` says ("file" if unset). ImportError if there is none."""
    name = getattr(settings, "POSTA_TRASPORTO", "file")
    transport: Transport = import_string(ENGINES.get(name, name))()
    return transport
