"""Every kind of page in a real browser: quiet, no barriers, within 320 px, whole without scripts.

The pages are those of the real site. Barriers are looked for in the test topic's, which are of the same kinds and
small; the real ones, whose length is in the way of axe, are left to `make test-all`, but for those written by hand.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import built
from tests.browser import rig
from tests.browser.conftest import BASE_URL

KINDS = {  # what the address of a page of each kind looks like
    "home": "/",
    "programs": "/programs/",
    "a profile": r"/programs/(popid|river-wheels)/",
    "a profile in two scripts": r"/programs/(china-network-id|pearl-bay)/",
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
    "quality": "/quality/",
    "changes": "/changes/",
    "changes of a year": r"/changes/\d+/",
    "data": "/data/",
    "privacy": "/privacy/",
    "citing": r"/programs/(popid|river-wheels)/cite/",
    "embed": "/embed/",
    "facts in a frame": "/embed/programs/[^/]+/",
    "a comparison in a frame": "/embed/comparisons/[^/]+/",
    "a timeline in a frame": "/embed/timeline/[^/]+/",
    "claims in a frame": r"/embed/claims/(popid|river-wheels)/",
    "a page": "/(about|how-we-count)/",
    "not found": "/404.html",
}
WRITTEN = {"home", "an explainer", "a page", "not found"}
LOOKS = [(320, "dark"), (1280, "light")]
OTHER_LOOKS = [(320, "light"), (1280, "dark")]
pytestmark = pytest.mark.browser


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, addresses: list[str], origin: str) -> str:
    return origin + of_kind(request.param, addresses)


def of_kind(kind: str, addresses: list[str]) -> str:
    """One page of the kind: the last, so that of the years it is the present one."""
    return [page for page in addresses if re.fullmatch(KINDS[kind], page)][-1]


def slow(*values: object) -> object:
    return pytest.param(*values, marks=pytest.mark.slow)


def test_a_page_is_quiet_and_asks_nobody_else(browser: Browser, address: str, origin: str) -> None:
    assert rig.noise(browser, address, origin) == []


@pytest.mark.parametrize(("width_px", "scheme"), [*LOOKS, *(slow(*look) for look in OTHER_LOOKS)])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "not found"])  # that one is at home at its root
def test_a_page_of_the_test_topic_has_no_barriers(
    browser: Browser, small: str, bikes: Path, kind: str, width_px: int, scheme: rig.Scheme
) -> None:
    address = small + of_kind(kind, built.addresses(bikes))
    with rig.opened(browser, address, width_px=width_px, scheme=scheme) as page:
        assert rig.barriers(page) == []


@pytest.mark.parametrize(("width_px", "scheme"), [*LOOKS, *(slow(*look) for look in OTHER_LOOKS)])
@pytest.mark.parametrize("kind", [kind if kind in WRITTEN else slow(kind) for kind in KINDS])
def test_a_page_has_no_barriers(
    browser: Browser, origin: str, addresses: list[str], kind: str, width_px: int, scheme: rig.Scheme
) -> None:
    address = origin + of_kind(kind, addresses)
    with rig.opened(browser, address, width_px=width_px, scheme=scheme) as page:
        assert rig.barriers(page) == []


def test_a_page_fits_a_small_telephone(browser: Browser, address: str) -> None:
    with rig.opened(browser, address, width_px=320) as page:
        assert rig.overflow(page) == []


def test_every_head_of_the_quality_map_stands_over_its_column(browser: Browser, origin: str) -> None:
    """Of those beyond the edge of the frame too."""
    with rig.opened(browser, f"{origin}/quality/", width_px=320) as page:
        left = "row => [...row.cells].slice(1).map(cell => Math.round(cell.getBoundingClientRect().left))"
        heads, cells = (page.locator(f".quality-map {part} tr").first.evaluate(left) for part in ("thead", "tbody"))
        assert heads == cells
        assert heads[-1] > 320


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
