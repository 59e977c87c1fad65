"""The first answer to a question: asked strictly, then less so, until something is found."""

from collections.abc import Callable

from ..contract import Results
from ..plan import Plan, Speller, make_plan
from ..planning.synonyms import NO_SYNONYMS, Synonyms
from ..planning.typed import Leads, always

NOTHING = Results((), 0)


def first_answer(
    text: str,
    search: Callable[[Plan], Results],
    *,
    synonyms: Synonyms = NO_SYNONYMS,
    speller: Speller | None = None,
    every_word: bool = False,
    leads: Leads = always,
) -> tuple[Plan, Results]:
    """The first plan that finds something, or the last, with what it finds.

    With `every_word`, what has all words is asked before what has some.
    """

    def asked(*, every_word: bool = False, quotes: bool = True) -> tuple[Plan, Results]:
        plan = make_plan(
            text,
            synonyms=synonyms,
            speller=speller,
            every_word=every_word,
            quotes=quotes,
            leads=leads,
        )
        return plan, search(plan) if plan.cerca else NOTHING

    plan, results = asked(every_word=every_word)
    if plan.cerca and not results.totale and every_word:
        plan, results = asked()
    if not results.totale and plan.richieste:
        # Nothing has the words as they are quoted: what has them otherwise is better than nothing.
        plan, results = asked(quotes=False)
    return plan, results
