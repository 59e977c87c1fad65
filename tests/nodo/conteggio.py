"""Continuous integration fails where the contract did not run on the node: a skip looks like a success."""

import os
from typing import Any

import pytest

#: Tests of the contract that must have passed on the node. Raise it when the contract grows.
CONTRACT_TESTS = 253
_CLASS = "::TestElasticEngine::"


class Conteggio:
    """Counts in the process that leads the run, which hears of every worker's tests."""

    def __init__(self) -> None:
        self.passed = 0
        self.complaint = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed and _CLASS in report.nodeid:
            self.passed += 1

    # First: the summary is written, and the exit decided, after the hooks of plugins.
    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.passed < CONTRACT_TESTS:
            self.complaint = (
                f"Contratto della ricerca sul nodo: {self.passed} prove passate, "
                f"ne servono almeno {CONTRACT_TESTS}"
            )
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.complaint:
            terminalreporter.write_line(self.complaint, red=True)


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI") == "true" and not hasattr(config, "workerinput") and _is_whole(config):
        config.pluginmanager.register(Conteggio(), "conteggio del contratto")


def _is_whole(config: pytest.Config) -> bool:
    """Were all tests asked for, and to run: no path, no selection?"""
    return (
        config.args_source == pytest.Config.ArgsSource.TESTPATHS
        and config.option.markexpr in ("", "not soak")
        and not (config.option.keyword or config.option.deselect or config.option.collectonly)
    )
