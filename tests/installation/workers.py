"""Which tests share a worker of pytest-xdist: those that share an installation, a browser, a server.

With this version of pytest the marks of `--dist loadgroup` group nothing (xdist writes a name that
pytest no longer reads), and each worker would start everything for itself. So the groups are here.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

#: group → the beginnings of its tests' paths
GROUPS = {
    "letta": (
        "tests/accessibility/",
        "tests/performance/test_budgets.py",
        "tests/security/test_headers.py",
        "tests/test_errors.py",
        "tests/browser/",
    ),
    "processi": ("tests/migrations/", "tests/faults/"),
}


class ByInstallation(LoadScopeScheduling):
    """A group goes to one worker; all other tests go wherever there is room."""

    def _split_scope(self, nodeid: str) -> str:
        for group, beginnings in GROUPS.items():
            if nodeid.startswith(beginnings):
                return group
        return nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return ByInstallation(config, log) if config.getvalue("dist") == "loadgroup" else None
