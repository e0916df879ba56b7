"""What each promise was found to be, collected from all tests; after a run of everything, `docs/reliability.md`."""

import os
import platform
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import built, figures

pytest_plugins = ["pytester"]
PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tells what was found of the promise that the test is marked with: `figure("500 kills: 0 broken")`."""
    assert request.node.get_closest_marker("promise"), "mark the test with the promise: @pytest.mark.promise(3)"
    return lambda words: request.node.user_properties.append(("figure", words))


@pytest.fixture(scope="session")
def bikes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site of the test topic. Nobody changes it."""
    topic = Path(__file__).parent / "topics" / "bikes"
    return built.once(tmp_path_factory, "bikes", lambda out: built.build(topic, out))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """So that a report says which promise it is about, from another process too."""
    for item in items:
        if marker := item.get_closest_marker("promise"):
            item.user_properties.append(("promise", marker.args[0]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    if not is_of_everything(config) or exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        return
    cores = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    PAGE.write_text(figures.page(outcomes(terminalreporter), f"{datetime.now(UTC):%Y-%m-%d}, {cores}"), "utf-8")
    terminalreporter.write_line(f"wrote {PAGE}")


def is_of_everything(config: pytest.Config) -> bool:
    """No test was left out by its name, its place or a mark."""
    chosen = (config.option.markexpr, config.option.keyword, config.option.collectonly, config.getoption("lf", False))
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not any(chosen)


def outcomes(terminalreporter: pytest.TerminalReporter) -> Iterator[figures.Outcome]:
    """One a test that is marked with a promise, in order of their names."""
    kinds = {"passed": "passed", "failed": "failed", "error": "failed", "skipped": "skipped"}
    found = [(report, kinds[kind]) for kind in kinds for report in terminalreporter.stats.get(kind, ())]
    for report, outcome in sorted(found, key=lambda pair: pair[0].nodeid):
        told = dict(report.user_properties)
        if "promise" in told:
            words = tuple(str(value) for name, value in report.user_properties if name == "figure")
            reason = str(report.longrepr[2]).removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
            yield figures.Outcome(told["promise"], report.nodeid, outcome, words, reason)
