"""Hostile content in a real browser: without the policy that would stop it, nothing runs and nothing is asked for."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog
from playwright.sync_api import Error as PlaywrightError

from tests import built
from tests.browser import rig
from tests.reliability import injected
from tests.reliability.commands import command, environment

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.promise(1)]


def heard(browser: Browser, site: Path, addresses: list[str]) -> list[str]:
    """Dialogs, errors, and requests elsewhere or that fail, with each page opened once, without its policy."""
    found: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        found.append(f"dialog {dialog.message}")
        dialog.dismiss()

    with rig.served(site) as origin:
        context = browser.new_context(bypass_csp=True)
        try:
            page = context.new_page()
            page.on("dialog", dismiss)
            page.on("pageerror", lambda error: found.append(f"error {error.message}"))
            page.on("console", lambda said: found.append(f"console {said.text}") if said.type == "error" else None)
            page.on("request", lambda r: found.append(f"asks {r.url}") if not r.url.startswith(origin) else None)
            for address in addresses:
                before = len(found)
                try:
                    page.goto(origin + address, wait_until="load")
                except PlaywrightError as error:  # it led elsewhere before it was there
                    found.append(error.message.splitlines()[0])
                found[before:] = [f"{address}: {one}" for one in found[before:]]
                if page.url.partition("#")[0] != origin + address:
                    found.append(f"{address}: it leads to {page.url}")
        finally:
            context.close()
    return found


def test_nothing_runs_and_nothing_is_asked_for(browser: Browser, tmp_path: Path, figure: Callable[[str], None]) -> None:
    injected.content(tmp_path / "content")
    site = built.build(tmp_path / "content", tmp_path / "site")
    addresses = built.addresses(site)
    assert heard(browser, site, addresses) == []
    figure(f"0 findings by Chromium on {len(addresses)} hostile pages, with their policy set aside")


def test_html_that_is_let_through_is_heard(browser: Browser, tmp_path: Path, figure: Callable[[str], None]) -> None:
    injected.content(tmp_path / "content")
    root = injected.generator(tmp_path / "generator", proves=False)
    call = command("build", "--content", tmp_path / "content", "--out", tmp_path / "site", root=root)
    subprocess.run(call, capture_output=True, check=True, env=environment())
    addresses = [one for one in built.addresses(tmp_path / "site") if one.startswith("/explainers/m-")]
    found = heard(browser, tmp_path / "site", addresses)
    dialogs, asked = (sum(word in one for one in found) for word in (": dialog 1", ": asks https://evil.example/"))
    assert dialogs >= 10
    assert asked >= 1
    figure(f"with HTML let through on purpose Chromium runs {dialogs} scripts and asks another site {asked} times")
