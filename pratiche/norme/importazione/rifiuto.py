"""Why a file is not imported."""


class TestoRifiutato(ValueError):
    """The file is not an act that can be read; `str()` is `name:line: message`, in Italian."""

    __test__ = False  # pytest would collect it: its name begins like a test's

    def __init__(self, nome: str, riga: int, colonna: int, messaggio: str) -> None:
        super().__init__(f"{nome}:{riga}: {messaggio}")
        self.nome = nome
        self.riga = riga
        self.colonna = colonna
        self.messaggio = messaggio
