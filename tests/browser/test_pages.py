"""Every kind of page of the real site in a real browser: quiet, no barriers, within 320 px, whole without scripts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import built
from tests.browser import rig
from tests.browser.conftest import BASE_URL

CONTENT = built.ROOT / "content"
KINDS = {  # what the address of a page of each kind looks like
    "home": "/",
    "programs": "/programs/",
    "a profile": "/programs/popid/",
    "a profile in two scripts": "/programs/china-network-id/",
    "compare": "/compare/",
    "a year": r"/compare/\d+/",
    "a comparison": "/comparisons/[^/]+/",
    "questions": "/dimensions/",
    "a question": "/dimensions/[^/]+/",
    "timeline": "/timeline/",
    "sources": "/sources/",
    "a source": "/sources/[^/]+/",
    "an explainer": "/explainers/[^/]+/",
    "glossary": "/glossary/",
    "changes": "/changes/",
    "data": "/data/",
    "citing": "/programs/popid/cite/",
    "embed": "/embed/",
    "facts in a frame": "/embed/programs/[^/]+/",
    "a comparison in a frame": "/embed/comparisons/[^/]+/",
    "a timeline in a frame": "/embed/timeline/[^/]+/",
    "claims in a frame": "/embed/claims/popid/",
    "a page": "/about/",
    "not found": "/404.html",
}
pytestmark = pytest.mark.browser


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, site: Path, origin: str) -> str:
    """Where one page of the kind is: the last, so that of the years it is the present one."""
    wanted = re.compile(KINDS[request.param])
    found = [page for page in built.pages(site) if wanted.fullmatch(page) and not is_redirect(site, page)]
    return origin + found[-1]


def is_redirect(site: Path, address: str) -> bool:
    return address.endswith("/") and 'http-equiv="refresh"' in (site / address[1:] / "index.html").read_text("utf-8")


def test_a_page_is_quiet_and_asks_nobody_else(browser: Browser, address: str, origin: str) -> None:
    assert rig.noise(browser, address, origin) == []


@pytest.mark.parametrize(
    ("width_px", "scheme"),
    [
        (320, "dark"),
        (1280, "light"),
        pytest.param(320, "light", marks=pytest.mark.slow),
        pytest.param(1280, "dark", marks=pytest.mark.slow),
    ],
)
def test_a_page_has_no_barriers(browser: Browser, address: str, width_px: int, scheme: rig.Scheme) -> None:
    with rig.opened(browser, address, width_px=width_px, scheme=scheme) as page:
        assert rig.barriers(page) == []


def test_a_page_fits_a_small_telephone(browser: Browser, address: str) -> None:
    with rig.opened(browser, address, width_px=320) as page:
        assert rig.overflow(page) == []


def test_a_page_is_whole_without_scripts(browser: Browser, address: str) -> None:
    with rig.opened(browser, address) as page, rig.opened(browser, address, scripts=False) as plain:
        assert set(rig.answers(page)) - set(rig.answers(plain)) == set()
        assert rig.hidden(plain) == []


def test_a_page_that_is_not_there_is_dressed_at_any_depth(browser: Browser, origin: str) -> None:
    with rig.opened(browser, f"{origin}/no/such/page/") as page:
        assert page.evaluate("[...document.styleSheets].map(sheet => sheet.cssRules.length > 0)") == [True]
        assert page.locator("h1").count() == 1


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    assert built.dead_links(site, BASE_URL) == []


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    assert built.repeated_ids(site) == []
