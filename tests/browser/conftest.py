"""One browser and one built site for all tests of this folder."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import built
from tests.browser import rig

BASE_URL = "https://site.example/"
expect.set_options(timeout=30_000)  # of what comes at once on a machine that has nothing else to do


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = subprocess.run([built.ROOT / "tools" / "browser"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=rig.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site."""
    return built.once(
        tmp_path_factory, "site", lambda out: built.build(built.ROOT / "content", out, "--base-url", BASE_URL)
    )


@pytest.fixture(scope="session")
def addresses(site: Path) -> list[str]:
    """Of the pages of the real site."""
    return built.addresses(site)


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """Where the real site is served."""
    with rig.served(site) as address:
        yield address


@pytest.fixture(scope="session")
def small(bikes: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of the test topic is served, beneath a path of its own; it ends without a slash."""
    root = tmp_path_factory.mktemp("served")
    (root / "at" / "a").mkdir(parents=True)
    (root / "at" / "a" / "path").symlink_to(bikes)
    with rig.served(root) as address:
        yield f"{address}/at/a/path"
