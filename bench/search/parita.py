"""`python -m bench.search.parita [--semi N…] [--diverse]`: how often both engines answer alike.

Documents are those of the database in use and each of their sections; both indexes are new and go away.
The cluster is the one of SEARCH_NODE_URL, or a node that is started for it.
"""

import argparse
import sys
import tempfile
from itertools import chain
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from .confronto import Confronto


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search.parita", description=__doc__)
    parser.add_argument("--semi", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument(
        "--diverse", action="store_true", help="elenca le domande che hanno altre risposte"
    )
    options = parser.parse_args()
    django.setup()
    from search.engines import make_engine
    from search.engines.required import ENGINES
    from search.indice.reading import batches
    from search.risposte.sinonimi import current_synonyms

    from .brani import with_sections
    from .cluster import on_node
    from .confronto import LEAST, beginnings_of, compared, completed_otherwise, fill
    from .richieste import draw

    documents = list(with_sections(chain.from_iterable(batches())))
    synonyms = current_synonyms()
    print(f"{len(documents)} documenti")
    with (
        on_node(),
        tempfile.TemporaryDirectory(prefix="condivisa-parita-") as folder,
    ):
        ours, other = (make_engine(name, folder) for name in ENGINES)
        for engine in (ours, other):
            fill(engine, documents)
        is_same = True
        for seed in options.semi:
            found = compared(ours, other, draw(documents, seed), synonyms)
            print(_told(seed, found), flush=True)
            if options.diverse:
                for one in found.diverse:
                    print(f"  {one.richiesta.genere}: {one.richiesta.testo}")
            is_same = is_same and found.parita >= LEAST and not found.contate_diverse
        typed = beginnings_of(documents)
        otherwise = completed_otherwise(ours, other, typed)
    print(f"completamento: {len(typed)} inizi, uguali {len(typed) - len(otherwise)}")
    return 0 if is_same and not otherwise else 1


def _told(seed: int, found: "Confronto") -> str:
    return (
        f"seme {seed}: {len(found.risposte)} domande; i primi dieci, in ordine, uguali "
        f"{100 * found.parita:.2f} %; altri totali o altre facce {len(found.contate_diverse)}"
    )


if __name__ == "__main__":
    sys.exit(main())
