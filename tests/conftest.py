"""For all tests: where CI runs, a test that is skipped is a failure, unless its inputs lie outside."""

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

CORPORA = "corpora"
"""Captures of other projects, beside the repository where there are any; not in a fresh clone."""

if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    # Each process that a test starts would compile all modules anew, which takes longer than its work,
    # and each worker of xdist all tests, asserts rewritten, which takes 5 s.
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    sys.dont_write_bytecode = False
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix

# On a desk Hypothesis looks for new examples in each run; CI gives one commit one answer.
settings.register_profile("statscan", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("statscan")


def pytest_collection_finish() -> None:
    """Thousands of tests stay as long as the run: who looks for garbage need not look at them."""
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what should not have been skipped."""
    for report in _unwelcome(terminalreporter):
        terminalreporter.write_line(f"skipped in CI: {report.nodeid}: {report.longrepr}", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run for it."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.exitstatus == 0 and reporter is not None and _unwelcome(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _unwelcome(reporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    if not os.environ.get("CI"):
        return []
    skipped = reporter.stats.get("skipped", [])
    return [report for report in skipped if CORPORA not in str(report.longrepr)]
