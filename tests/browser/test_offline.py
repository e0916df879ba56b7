"""The site in one file, opened from the disk: all pages, links that stay within, anchors, and a search."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import built
from tests.browser import rig

BIKES = built.ROOT / "tests" / "topics" / "bikes"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("offline") / "bikes.html"
    done = built.run("export", path, "--content", BIKES)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """The page that was opened; nothing may be amiss by the end of the test, and nobody may have been asked."""
    heard: list[str] = []
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = context.new_page()
    page.on("console", lambda said: heard.append(said.text))
    page.on("pageerror", lambda error: heard.append(error.message))
    page.on("request", lambda asked: heard.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None)
    page.goto(file.as_uri())
    expect(page.locator("main .lead, main h1").first).to_be_visible()
    yield page
    context.close()
    assert heard == []


def test_a_link_leads_to_a_page_and_its_anchor_within_the_file(page: Page) -> None:
    page.evaluate("location.hash = '#/sources/gazette-2019/'")
    page.locator("main a[href*='/programs/']").first.click()
    expect(page.locator("main .profile-head h1")).to_be_visible()
    assert page.url.count("#") == 2


def test_words_are_found_in_any_script(page: Page) -> None:
    page.get_by_role("searchbox").fill("珠湾")
    expect(page.locator("main h1")).to_contain_text("found")
    assert page.locator(".found a").evaluate_all("all => all.map(one => one.hash)").count("#/programs/pearl-bay/") == 1


def test_it_has_no_barriers_and_fits_a_telephone(page: Page) -> None:
    assert rig.barriers(page) == []
    assert rig.overflow(page) == []


def test_without_scripts_it_says_where_the_site_is(browser: Browser, file: Path) -> None:
    with rig.opened(browser, file.as_uri(), scripts=False) as page:
        expect(page.locator("main")).to_contain_text("The same without scripts is at https://bikes.example/")


def test_the_same_content_gives_the_same_bytes(file: Path, tmp_path: Path) -> None:
    assert built.run("export", tmp_path / "again.html", "--content", BIKES).returncode == 0
    assert (tmp_path / "again.html").read_bytes() == file.read_bytes()


def test_another_ending_is_refused(tmp_path: Path) -> None:
    done = built.run("export", tmp_path / "site.pdf", "--content", BIKES)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


@pytest.mark.slow
def test_the_real_site_stays_under_six_megabytes(tmp_path: Path) -> None:
    assert built.run("export", tmp_path / "site.html").returncode == 0
    assert (tmp_path / "site.html").stat().st_size < 6_000_000
