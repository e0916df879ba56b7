"""While one writes: the mistakes lie over the page in a real browser, and go when they are mended."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import built
from tests.serving import running

pytestmark = pytest.mark.browser

BIKES = built.ROOT / "tests" / "topics" / "bikes"


def test_a_mistake_lies_over_the_page_until_it_is_mended(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(BIKES, tmp_path / "bikes")
    sheet = tmp_path / "bikes" / "programs" / "old-town.yaml"
    right = sheet.read_text(encoding="utf-8")
    complaints: list[str] = []
    with running(built.ROOT / "build.py", "serve", "--content", tmp_path / "bikes", "--port", "0") as server:
        page = browser.new_page()
        page.goto(f"{server.address}programs/old-town/")
        expect(page).not_to_have_title("Not built yet")
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.reload()
        title = page.title()
        alert = page.get_by_role("alert")
        expect(alert).to_have_count(0)

        sheet.write_text(right.replace("claims:", "clams:", 1), encoding="utf-8")
        expect(alert.locator("li").filter(has_text="old-town.yaml:6:1: error: ")).to_contain_text("6 | clams:")
        assert alert.evaluate("e => getComputedStyle(e.getRootNode().host).position") == "fixed"
        assert page.title() == title

        sheet.write_text(right, encoding="utf-8")
        expect(alert).to_have_count(0)
        page.close()
    assert complaints == []


def test_a_save_shows_in_the_page_by_itself(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(BIKES, tmp_path / "bikes")
    site = tmp_path / "bikes" / "site.yaml"
    with running(built.ROOT / "build.py", "serve", "--content", tmp_path / "bikes", "--port", "0") as server:
        page = browser.new_page()
        page.goto(server.address)  # the first build may still be at work
        expect(page).to_have_title("Bikes for hire")
        site.write_text(site.read_text(encoding="utf-8").replace("Bikes for hire", "Wheels for hire"), encoding="utf-8")
        expect(page).to_have_title("Wheels for hire")
        page.close()


def test_while_writing_each_claim_names_its_line_and_the_drafts_are_listed(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(BIKES, tmp_path / "bikes")
    with running(built.ROOT / "build.py", "serve", "--content", tmp_path / "bikes", "--port", "0") as server:
        page = browser.new_page()
        page.goto(server.address)
        expect(page).to_have_title("Bikes for hire")
        page.goto(f"{server.address}programs/old-town/")
        file = tmp_path / "bikes" / "programs" / "old-town.yaml"
        line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if "value: 45," in text)
        expect(page.locator("#fleet .serve-place")).to_have_text(f"{file}:{line}")
        page.get_by_role("link", name="Drafts").click()
        expect(page.locator("h1")).to_have_text("Drafts: 3 to look at")
        expect(page.locator("li", has_text='"fleet" is past its shelf life of 180 days')).to_contain_text(
            f"line {line}: warning"
        )
        page.close()
