"""`python -m bench.search.parita [--semi N…] [--diverse]`: how often both engines answer alike.

Documents are those of the demonstration, loaded into a database that goes away, and each of their sections.
The cluster is the node of SEARCH_NODE_URL, or one that is started for it.
"""

import argparse
import os
import shutil
import sys
import tempfile
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.contract import Document
    from search.planning.synonyms import Synonyms

    from .confronto import Confronto

#: Their database is a file in a folder of its own, whatever the site's is.
SETTINGS = "piattaforma.settings.test"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search.parita", description=__doc__)
    parser.add_argument("--semi", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument(
        "--diverse", action="store_true", help="elenca le domande che hanno altre risposte"
    )
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ.pop("TEST_DATABASE_URL", None)
    import django

    django.setup()
    from search.engines import ENGINES, make_engine

    from .brani import with_sections
    from .cluster import on_node
    from .confronto import LEAST, beginnings_of, compared, completed_otherwise, fill
    from .richieste import draw

    demonstration, synonyms = _demonstration()
    documents = list(with_sections(demonstration))
    print(f"{len(documents)} documenti", flush=True)
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


def _demonstration() -> "tuple[list[Document], Synonyms]":
    """What search reads of it."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from piattaforma.dimostrazione.load import load_demo
    from search.indice.reading import batches
    from search.risposte.sinonimi import current_synonyms

    try:
        call_command("migrate", run_syncdb=True, verbosity=0)
        load_demo()
        return list(chain.from_iterable(batches())), current_synonyms()
    finally:
        connection.close()
        shutil.rmtree(settings.VAR_DIR)


def _told(seed: int, found: "Confronto") -> str:
    return (
        f"seme {seed}: {len(found.risposte)} domande; i primi dieci, in ordine, uguali "
        f"{100 * found.parita:.2f} %; altri totali o altre facce {len(found.contate_diverse)}"
    )


if __name__ == "__main__":
    sys.exit(main())
