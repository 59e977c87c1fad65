"""The contract of a search engine: whoever answers passes all of it.

Subclass `EngineContract`, give `new_engine`, and name the subclass `Test…`.
"""

from tests.search.contract_law import LawContract
from tests.search.contract_lists import ListsContract
from tests.search.contract_readers import ReadersContract
from tests.search.contract_words import WordsContract
from tests.search.contract_writing import WritingContract


class EngineContract(WordsContract, LawContract, ListsContract, ReadersContract, WritingContract):
    """Every check, over `contract_collection`."""
