"""One official file → one act."""

from dataclasses import replace

from .accenti import repair
from .akn import read_akn
from .albero import name_of
from .atto_letto import AttoLetto
from .documento_xml import TRUNCATED_UPSTREAM, parse_document
from .nir import read_nir
from .segni import senza_segni


def read_act(nome: str, data: bytes) -> AttoLetto:
    """The act in a file, Akoma Ntoso or NIR by its root. Raises `TestoRifiutato`, and nothing else."""
    document = parse_document(nome, data)
    reader = read_nir if name_of(document.radice) == "NIR" else read_akn
    act = reader(nome, document)
    warnings = list(act.avvisi)
    if len(data) == TRUNCATED_UPSTREAM:
        warnings.append(
            "Il file è lungo esattamente 1 MiB, come quelli troncati all’origine, ma è completo."
        )
    if not act.articoli and not any(one.commi for one in act.allegati):
        warnings.append("L’atto non contiene articoli.")
    if act.rinvii_illeggibili:
        warnings.append(_unreadable(act.rinvii_illeggibili))
    return replace(act, avvisi=tuple(warnings))


def riga_di_sintesi(atto: AttoLetto) -> str:
    """The one line that an import prints of an act."""
    counts = ", ".join(
        [
            _counted(len(atto.articoli), "articolo", "articoli"),
            _counted(atto.numero_commi, "comma", "commi"),
            _counted(atto.numero_rinvii, "rinvio", "rinvii"),
            _counted(len(atto.allegati), "allegato", "allegati"),
        ]
    )
    title = repair(senza_segni(" ".join(atto.titolo.split()))) or "(senza titolo)"
    return f"{title} · {atto.identificatore} · {counts}"


def _counted(number: int, one: str, many: str) -> str:
    written = f"{number:,}".replace(",", ".")
    return f"{written} {one if number == 1 else many}"


def _unreadable(count: int) -> str:
    if count == 1:
        return "Un rinvio non si legge: resta testo."
    return f"{count} rinvii non si leggono: restano testo."
