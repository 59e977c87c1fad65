"""`python -m bench.search.nostra [--errori]`: how well the site's search answers its own collection.

Documents and synonyms are those of the database in use, in an index of its own that then goes away.
"""

import argparse
import sys
from itertools import chain

import django


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search.nostra", description=__doc__)
    parser.add_argument(
        "--errori", action="store_true", help="elenca le domande senza una risposta giusta in cima"
    )
    options = parser.parse_args()
    django.setup()
    from search.indice.reading import batches
    from search.risposte.sinonimi import current_synonyms

    from .misura import answer, figures, groups, read_questions

    outcomes = list(answer(chain.from_iterable(batches()), read_questions(), current_synonyms()))
    sizes = {name: len(some) for name, some in groups(outcomes).items()}
    print(f"{'':12}{'domande':>8}{'MRR@10':>9}{'recall@10':>11}{'nDCG@10':>9}")
    for name, one in figures(outcomes).items():
        print(f"{name:12}{sizes[name]:8}{one.mrr:9.4f}{one.recall:11.4f}{one.ndcg:9.4f}")
    if options.errori:
        for one in outcomes:
            if one.quality.mrr < 1:
                print(f"\n{one.domanda.chiave}  {one.domanda.testo}")
                print(f"  giuste  {', '.join(one.domanda.giuste)}")
                print(f"  trovati {', '.join(one.trovati[:5])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
