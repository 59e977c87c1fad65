"""What the tests of citations share."""

import pytest

pytest.register_assert_rewrite("tests.citazioni.notation")
