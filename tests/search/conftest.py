"""What the tests of search share."""

import pytest

pytest.register_assert_rewrite(
    *(f"tests.search.contract_{part}" for part in ("words", "law", "lists", "readers", "writing"))
)
