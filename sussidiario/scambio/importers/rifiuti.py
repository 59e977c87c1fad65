"""Why nothing was imported."""

from piattaforma.nucleo.refusals import Refused


class ImportRefused(Refused):
    """Nothing was imported. `errors` say file and line where there is one."""
