"""The timeline as an instrument: every control by pointer and by keyboard, and the same in words without scripts."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import rig

pytestmark = pytest.mark.browser

STRETCH = "() => document.querySelector('.lane-drawing[viewBox]').getAttribute('viewBox').split(' ').map(Number)"
LABELS = """() => [...document.querySelectorAll(".lane-labels text")].map(text => {
    const {left, right, top, bottom} = text.getBoundingClientRect(); return [left, right, top + 3, bottom - 3]; })"""
TICKS = """() => [...document.querySelectorAll(".lane-axis")].map(axis =>
    [...axis.querySelectorAll("text")].map(text => text.getBoundingClientRect())
        .map(({left, right}) => [left, right]))"""
WHOLE = (0, 1000)


@pytest.fixture(scope="module")
def root(bikes: Path) -> Iterator[str]:
    with rig.served(bikes) as origin:
        yield origin


@pytest.fixture
def page(browser: Browser, root: str) -> Iterator[Page]:
    with rig.opened(browser, f"{root}/timeline/") as page:
        expect(page.get_by_role("button", name="Zoom in")).to_be_visible()
        yield page


def stretch(page: Page) -> tuple[float, float]:
    """Where the drawn stretch of the axis begins, and how wide it is, in thousandths."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    start, _, width, _ = page.evaluate(STRETCH)
    return start, width


def told(page: Page, text: str) -> None:
    expect(page.locator(".said")).to_contain_text(text)


def lanes(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        ".lane[data-program]", "all => all.filter(e => e.checkVisibility()).map(e => e.dataset.program)"
    )
    return found


def shown(page: Page, selector: str) -> int:
    return page.locator(f"{selector} >> visible=true").count()


def test_buttons_look_closer_move_and_look_at_all_and_back_and_forward_follow(page: Page) -> None:
    page.get_by_role("button", name="Zoom in").click()
    assert stretch(page) == (250, 500)
    page.get_by_role("button", name="Earlier").click()
    assert stretch(page) == (100, 500)
    page.get_by_role("button", name="Later").click()
    told(page, "From 20")
    assert stretch(page) == (250, 500)
    assert re.search(r"\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$", page.url)
    page.get_by_role("checkbox", name="Major only").check()
    page.go_back()
    expect(page.get_by_role("checkbox", name="Major only")).not_to_be_checked()
    page.go_back()
    page.wait_for_url(re.compile(r"/timeline/$"))
    assert stretch(page) == WHOLE
    page.go_forward()
    page.wait_for_url(re.compile("from="))
    assert stretch(page)[1] == pytest.approx(500, abs=1)
    page.get_by_role("button", name="Zoom out").click()
    assert stretch(page) == WHOLE
    page.get_by_role("button", name="Zoom in").click(click_count=2)
    page.get_by_role("button", name="All of it").click()
    assert stretch(page) == WHOLE
    told(page, "All of it.")


def test_keys_do_the_same(page: Page) -> None:
    page.locator(".timeline-frame").focus()
    seen = []
    for key in ("+", "ArrowRight", "ArrowLeft", "Home", "End", "-", "+", "0"):
        page.keyboard.press(key)
        seen.append(stretch(page))
    assert seen == [(250, 500), (350, 500), (250, 500), (0, 500), (500, 500), WHOLE, (250, 500), WHOLE]


def test_a_wheel_with_control_looks_closer_a_drag_moves_and_a_wheel_alone_scrolls_the_page(page: Page) -> None:
    place = page.locator(".lane-drawing[viewBox]").first.bounding_box()
    assert place
    left, top = place["x"], place["y"] + 5
    page.mouse.move(left + place["width"] / 2, top)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    start, width = stretch(page)
    assert (start, width) == (pytest.approx(316, abs=2), pytest.approx(368, abs=2))  # a third and a bit: 1 / e
    page.mouse.down()
    page.mouse.move(left + place["width"] / 2 - 100, top, steps=3)
    page.mouse.up()
    moved, same = stretch(page)
    assert (moved, same) == (pytest.approx(start + width * 100 / place["width"], abs=2), width)
    page.keyboard.down("Shift")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Shift")
    assert stretch(page)[0] < moved
    before = stretch(page)
    page.mouse.wheel(0, 300)
    page.evaluate("() => new Promise(done => (function look() { scrollY ? done() : requestAnimationFrame(look); })())")
    assert stretch(page) == before


def test_two_fingers_look_closer(page: Page) -> None:
    frame = page.locator(".timeline-frame")
    place = frame.bounding_box()
    assert place
    for kind, finger, x in (("down", 1, 500), ("down", 2, 700), ("move", 1, 400), ("move", 2, 800)):
        given = {"pointerId": finger, "clientX": x, "clientY": place["y"] + 20, "pointerType": "touch", "bubbles": True}
        frame.dispatch_event(f"pointer{kind}", given)
    assert stretch(page)[1] == pytest.approx(500, abs=1)


def test_lanes_and_events_are_filtered_by_pointer_and_the_address_says_so(page: Page) -> None:
    everything = shown(page, ".entry")
    page.locator("select[name=kind]").select_option(label="Free-floating scheme")
    assert lanes(page) == ["pearl-bay"]
    assert shown(page, ".lane-kind") == 1
    assert shown(page, ".entry") < everything
    page.locator("select[name=kind]").select_option(label="Any")
    page.locator("select[name=program]").select_option(label="River Wheels")
    assert lanes(page) == ["river-wheels"]
    type_ = page.locator(".entry[data-type] >> visible=true").first.get_attribute("data-type") or ""
    page.locator("select[name=type]").select_option(value=type_)
    assert set(page.eval_on_selector_all(".entry:not([hidden])", "all => all.map(e => e.dataset.type)")) == {type_}
    assert shown(page, ".lane[data-program=river-wheels] .event") == shown(page, ".entry")
    assert re.search(r"\?program=river-wheels&type=[^&]+$", page.url)
    told(page, f" of {everything} listed.")


def test_choices_are_made_by_keyboard_alone(page: Page) -> None:
    major = page.get_by_role("checkbox", name="Major only")
    major.focus()
    page.keyboard.press("Space")
    assert shown(page, ".entry") == shown(page, ".entry-major") > 0
    assert shown(page, ".lane .point:not(.major)") == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert shown(page, ".lane-kind") == 0
    firsts = page.eval_on_selector_all(".lane[data-program]", "all => all.map(e => e.dataset.first)")
    assert firsts == sorted(firsts)
    assert "major=1&group=none" in page.url
    page.keyboard.press("Space")
    assert shown(page, ".lane-kind") == 2
    page.locator("select[name=kind]").focus()
    page.keyboard.press("ArrowDown")
    assert lanes(page) == ["old-town", "river-wheels"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")  # all of it
    told(page, "All of it.")


def test_an_address_opens_as_it_was_left(browser: Browser, root: str) -> None:
    with rig.opened(browser, f"{root}/timeline/?from=2018-01-01&to=2020-01-01&kind=docked&group=none&major=1") as page:
        told(page, "listed.")
        assert lanes(page) == ["old-town", "river-wheels"]
        assert page.get_by_role("checkbox", name="Major only").is_checked()
        assert page.get_by_role("checkbox", name="Earliest first").is_checked()
        assert page.locator("select[name=kind]").input_value() == "docked"
        assert [text for text in page.locator(".lane-axis").first.locator("text").all_text_contents() if "2019" in text]
        assert stretch(page)[1] < 500


def test_a_mark_and_its_line_light_up_together_and_a_press_leads_to_the_line(page: Page) -> None:
    line = page.locator(".entry[data-event]").first
    key = line.get_attribute("data-event")
    mark = page.locator(f'.point[data-key="{key}"]')
    line.locator("a").focus()
    expect(mark).to_have_class(re.compile(r"\blit\b"))
    page.keyboard.press("Shift+Tab")
    expect(mark).not_to_have_class(re.compile(r"\blit\b"))
    mark.hover()
    expect(line).to_have_class(re.compile(r"\blit\b"))
    mark.click()
    expect(line.locator("a")).to_be_focused()
    bar = page.locator(".lane .bar").first
    bar.hover()
    expect(page.locator(f'.entry[data-claim="{bar.get_attribute("data-key")}"]')).to_have_class(re.compile(r"\blit\b"))


@pytest.mark.parametrize(
    ("width_px", "scheme"),
    [
        (320, "dark"),
        (768, "light"),
        pytest.param(320, "light", marks=pytest.mark.slow),
        pytest.param(768, "dark", marks=pytest.mark.slow),
        pytest.param(1280, "light", marks=pytest.mark.slow),
        pytest.param(1280, "dark", marks=pytest.mark.slow),
    ],
)
def test_there_are_no_barriers_once_it_was_used(browser: Browser, root: str, width_px: int, scheme: rig.Scheme) -> None:
    with rig.opened(browser, f"{root}/timeline/?group=none", width_px=width_px, scheme=scheme) as page:
        page.get_by_role("button", name="Zoom in").click()
        page.locator("select[name=program]").select_option(index=1)
        page.locator(".entry a >> visible=true").first.focus()
        told(page, "listed.")
        assert rig.barriers(page) == []
        assert rig.overflow(page) == []


@pytest.mark.parametrize("width_px", [320, 1280])
def test_no_words_of_the_drawing_meet(width_px: int, browser: Browser, origin: str) -> None:
    with rig.opened(browser, f"{origin}/programs/popid/", width_px=width_px, scripts=False) as page:
        boxes = page.evaluate(LABELS)
        assert len(boxes) > 3
        for one, other in combinations(boxes, 2):
            assert one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]
    for scripts in (False, True):
        with rig.opened(browser, f"{origin}/timeline/?from=2011-03-01", width_px=width_px, scripts=scripts) as page:
            for words in page.evaluate(TICKS):
                assert len(words) > 2
                assert all(one[1] < other[0] for one, other in pairwise(words))


def test_what_has_focus_is_in_view_however_far_down(browser: Browser, origin: str) -> None:
    with rig.opened(browser, f"{origin}/timeline/", width_px=320) as page:
        for place in (-1, 0, 200):
            page.locator(".entry a").nth(place).focus()
            page.evaluate("() => new Promise(done => setTimeout(done, 300))")
            assert 0 <= page.evaluate("document.activeElement.getBoundingClientRect().top") <= rig.HEIGHT_PX


def test_without_scripts_lanes_stand_by_kind_and_all_that_is_drawn_is_said(browser: Browser, root: str) -> None:
    with rig.opened(browser, f"{root}/timeline/", scripts=False) as page:
        assert page.locator("main :is(button, select, input)").count() == 0
        assert shown(page, ".instrument") == 0
        assert page.locator(".lane-kind").all_inner_texts() == ["Schemes with docks", "Free-floating schemes"]
        drawn = set(page.eval_on_selector_all("[data-key]", "all => all.map(e => e.dataset.key)"))
        said = page.eval_on_selector_all(".entry", "all => all.map(e => e.dataset.event ?? e.dataset.claim)")
        assert drawn == set(said)
        whens = page.locator(".entry time").all_inner_texts()
        assert [when for when in whens if when.startswith("by ")]
        assert [when for when in whens if when.startswith("about ")]
