"""The search in a real browser, on the second topic and below a path."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import rig

pytestmark = pytest.mark.browser


def found(page: Page, words: str) -> list[str]:
    """The addresses of what is found, from the root of the site."""
    page.get_by_label("Words").fill(words)
    expect(page.locator(".said")).to_contain_text("found.")
    expect(page.locator(".found li").first).to_be_visible()
    links: list[str] = page.locator(".found a").evaluate_all("all => all.map(one => one.href)")
    return [link.partition("/at/a/path")[2] for link in links]


def test_a_claim_is_found_and_the_result_leads_to_its_anchor(browser: Browser, small: str) -> None:
    with rig.opened(browser, f"{small}/search/") as page:
        assert "/programs/river-wheels/#fleet-2025-12" in found(page, "workshop")


def test_another_script_is_found(browser: Browser, small: str) -> None:
    with rig.opened(browser, f"{small}/search/") as page:
        assert any("pearl-bay" in one or "harbour-2021" in one for one in found(page, "珠湾"))


def test_a_question_is_read_by_the_words_that_tell_pages_apart(browser: Browser, small: str) -> None:
    with rig.opened(browser, f"{small}/search/") as page:
        assert found(page, "Whose workshop is there, and should you have it?") == found(page, "workshop")


def test_where_no_page_has_all_words_those_with_most_are_found(browser: Browser, small: str) -> None:
    with rig.opened(browser, f"{small}/search/") as page:
        assert any("/programs/river-wheels/" in one for one in found(page, "workshop wheels daylight"))


def test_results_are_narrowed_down_and_the_address_says_so(browser: Browser, small: str) -> None:
    with rig.opened(browser, f"{small}/search/?q=helmet&section=Question") as page:
        expect(page.locator(".found li").first).to_be_visible()
        links: list[str] = page.locator(".found a").evaluate_all("all => all.map(one => one.href)")
        assert all("/dimensions/" in link for link in links)
        page.get_by_label("Section").select_option("Scheme")
        expect(page.locator(".found a").first).to_have_attribute("href", re.compile("/programs/"))
        assert page.url.endswith("?q=helmet&section=Scheme")


def test_a_stroke_leads_to_the_search_from_any_page(browser: Browser, small: str) -> None:
    with rig.opened(browser, f"{small}/programs/old-town/") as page:
        page.keyboard.press("/")
        page.wait_for_url("**/search/")
        expect(page.get_by_label("Words")).to_be_focused()


def test_it_is_quiet_has_no_barriers_and_asks_nobody_else(browser: Browser, small: str) -> None:
    assert rig.noise(browser, f"{small}/search/?q=helmet", small.removesuffix("/at/a/path")) == []
    with rig.opened(browser, f"{small}/search/?q=helmet", width_px=320, scheme="dark") as page:
        expect(page.locator(".found li").first).to_be_visible()
        assert rig.barriers(page) == []
        assert rig.overflow(page) == []


def test_without_scripts_the_lists_of_everything_are_offered(browser: Browser, small: str) -> None:
    with rig.opened(browser, f"{small}/search/", scripts=False) as page:
        expect(page.get_by_label("Words")).to_be_hidden()
        expect(page.get_by_text("needs scripts")).to_be_visible()
        assert page.locator("section[aria-labelledby=page-indexes] a").count() >= 6
