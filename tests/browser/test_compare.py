"""The comparison as an instrument: every control, by pointer and by keyboard, and the same table as without scripts."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import rig

TODAY = "2026-11-24"
ALL = ["old-town", "river-wheels", "pearl-bay"]
pytestmark = pytest.mark.browser

CELLS = """() => Object.fromEntries([...document.querySelectorAll("td[data-program]")].map(cell =>
    [[cell.dataset.program, cell.dataset.dimension, cell.dataset.aspect, cell.dataset.none].join(" "),
     cell.textContent.replace(/\\s+/g, "")]))"""
FRONT = """() => {
    const {top, left} = document.querySelector(".question-head").getBoundingClientRect();
    const at = x => document.elementFromPoint(x, top + 20);
    return [at(left + 20).className, ...[300, 600, 900].map(x => at(left + x).closest("thead, tbody").tagName)]; }"""
SHOWN = """() => [...document.querySelectorAll("thead [data-program]")].filter(head => {
    const [one, frame] = [head, head.closest(".table-frame")].map(e => e.getBoundingClientRect());
    return one.left >= frame.left - 1 && one.right <= frame.right + 1; }).length"""


@pytest.fixture
def page(browser: Browser, small: str) -> Iterator[Page]:
    with rig.opened(browser, f"{small}/compare/") as page:
        expect(page.locator("input[type=range]")).to_be_visible()
        yield page


def heads(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("thead [data-program]", "all => all.map(one => one.dataset.program)")
    return found


def questions(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        ".comparison td", "all => [...new Set(all.map(one => one.dataset.dimension))]"
    )
    return found


def told(page: Page, text: str) -> None:
    expect(page.locator(".said")).to_contain_text(text)


def unfold(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).first.click()


def static_cells(browser: Browser, root: str, years: Iterable[int]) -> dict[int, object]:
    """What the pages of the years show without scripts."""
    with rig.opened(browser, f"{root}/compare/", scripts=False) as page:
        return {year: page.goto(f"{root}/compare/{year}/") and page.evaluate(CELLS) for year in years}


def drawn_cells(browser: Browser, root: str, years: Iterable[int]) -> dict[int, object]:
    """What scripts make of the last days of the years."""
    found = {}
    with rig.opened(browser, f"{root}/compare/") as page:
        for year in years:
            page.goto(f"{root}/compare/?on={min(f'{year}-12-31', TODAY)}&sort=by-hand")
            told(page, "as of")
            found[year] = page.evaluate(CELLS)
    return found


def test_on_the_last_day_of_a_year_it_shows_what_the_page_of_that_year_shows(browser: Browser, small: str) -> None:
    years = range(2014, 2027)
    assert drawn_cells(browser, small, years) == static_cells(browser, small, years)


def test_so_it_does_for_the_real_content(browser: Browser, origin: str) -> None:
    years = (2016, 2023, 2026)
    assert drawn_cells(browser, origin, years) == static_cells(browser, origin, years)


def test_programs_and_questions_are_chosen_and_the_address_says_so(page: Page) -> None:
    unfold(page, "Schemes (")
    page.get_by_role("checkbox", name="Pearl Bay").uncheck()
    told(page, "2 schemes and")
    assert heads(page) == ["old-town", "river-wheels"]
    unfold(page, "Questions (")
    page.locator("details[open]", has_text="Questions").get_by_role("button", name="None").click()
    told(page, "Nothing is left with this choice")
    page.locator("fieldset").get_by_role("checkbox").nth(3).check()
    assert re.search(r"\?p=old-town,river-wheels&q=[a-z-]+$", page.url)
    page.go_back()
    page.go_back()
    expect(page.locator("thead [data-program]")).to_have_count(2)
    page.go_back()
    expect(page.locator("thead [data-program]")).to_have_count(3)
    assert "?" not in page.url


def test_an_address_opens_as_it_was_left(browser: Browser, small: str) -> None:
    with rig.opened(browser, f"{small}/compare/?p=river-wheels,old-town&q=fleet,status&on=2018-06-01") as page:
        told(page, "2 schemes and 2 questions, as of 1 June 2018")
        assert (heads(page), questions(page)) == (["river-wheels", "old-town"], ["status", "fleet"])
        assert page.locator("input[type=date]").input_value() == "2018-06-01"


def test_a_day_is_typed_stepped_and_slid_to_and_what_changed_is_said(page: Page) -> None:
    page.locator("input[type=date]").fill("2019-11-30")
    told(page, "as of 30 November 2019")
    page.get_by_role("button", name="Next change").click()
    told(page, "as of 1 December 2019. Changed on 1 December 2019: River Wheels")
    assert page.locator("td.changed .flag", has_text="changed").count() == page.locator("td.changed").count() > 0
    assert rig.barriers(page) == []
    page.get_by_role("button", name="Previous change").click()
    expect(page.locator("#page-caption")).not_to_contain_text("December 2019")
    slider = page.locator("input[type=range]")
    slider.focus()
    slider.press("End")
    told(page, "as of 24 November 2026")
    page.go_back()  # days that follow one another are one step
    expect(page.locator("thead [data-program]")).to_have_count(3)
    assert "?" not in page.url


def test_an_arrow_on_the_slider_leads_to_the_next_change(page: Page) -> None:
    marks = page.locator(".slider line").count()
    slider = page.locator("input[type=range]")
    slider.focus()
    slider.press("ArrowLeft")
    told(page, "Changed on 1 December 2025: River Wheels: How many bikes?")
    last = page.locator("input[type=date]").input_value()
    slider.press("ArrowLeft")
    expect(page.locator("input[type=date]")).not_to_have_value(last)
    assert page.locator("td.changed").count() > 0
    page.locator("input[type=date]").fill("2015-06-01")
    told(page, "Other than on")
    told(page, "River Wheels is not there yet")
    assert page.locator(".slider line").count() == marks > 10


def test_the_first_change_is_gone_to(page: Page) -> None:
    page.get_by_role("button", name="Previous change").click()
    page.get_by_role("button", name="Go to the first change").click()
    where = page.evaluate("Object.values(document.activeElement.closest('td.changed').dataset)")
    assert where == ["river-wheels", "fleet"]


def test_rows_that_do_not_differ_are_left_out(page: Page) -> None:
    before = page.locator(".comparison td").count()
    unfold(page, "Filter and sort")
    page.get_by_role("checkbox", name="Only rows that differ").check()
    told(page, "schemes and")
    for row in page.locator(".comparison tbody tr:not(.group-row)").all():
        assert len(set(row.locator("td").all_inner_texts())) > 1
    assert page.locator(".comparison td").count() <= before


@pytest.mark.parametrize(
    ("label", "option", "left"),
    [
        ("Kind", "Free-floating schemes", ["pearl-bay"]),
        ("Where", "River City", ["river-wheels"]),
        ("Tag", "blue", ["river-wheels"]),
    ],
)
def test_programs_are_filtered(label: str, option: str, left: list[str], page: Page) -> None:
    unfold(page, "Filter and sort")
    page.locator("label", has_text=re.compile(f"^{label} ")).locator("select").select_option(label=option)
    expect(page.locator("thead [data-program]")).to_have_count(len(left))
    assert heads(page) == left


def test_programs_are_sorted_by_the_order_of_a_questions_values(page: Page) -> None:
    unfold(page, "Filter and sort")
    page.get_by_label("Sort by").select_option(value="status")
    told(page, "schemes")
    order: list[str] = page.eval_on_selector_all(
        "td[data-dimension=status]", "all => all.map(one => one.querySelector('.value')?.textContent)"
    )
    values = ["Planned", "Open", "Closed for the winter", "Closed"]
    ranks = [values.index(one) if one in values else 9 for one in order]
    assert ranks == sorted(ranks)


def test_weaker_evidence_than_chosen_is_said_in_words(page: Page) -> None:
    unfold(page, "Filter and sort")
    page.get_by_label("Evidence").select_option(index=1)
    told(page, "schemes")
    assert page.locator(".weaker", has_text="weaker than chosen").count() > 0
    assert rig.barriers(page) == []


def test_one_side_of_the_questions_is_shown_alone(page: Page) -> None:
    unfold(page, "Filter and sort")
    page.get_by_label("Show").select_option(label="On the street")
    told(page, "schemes")
    assert page.locator("td[data-aspect=by-rule]").count() == 0
    assert page.locator("td[data-aspect=on-the-street]").count() > 0


def test_a_status_is_that_of_the_day(page: Page) -> None:
    unfold(page, "Filter and sort")
    page.get_by_label("Status").select_option(label="Planned")
    told(page, "Nothing is left with this choice")
    page.locator("input[type=date]").fill("2016-04-01")
    told(page, "as of 1 April 2016")
    assert heads(page) == ["river-wheels"]


def test_the_totals_are_those_of_the_table_as_chosen(page: Page) -> None:
    page.locator(".totals-of summary").click()
    still = page.locator(".totals-of tbody tr").all_inner_texts()
    unfold(page, "Filter and sort")
    page.get_by_label("Evidence").select_option(index=1)
    told(page, "schemes")
    assert page.locator(".totals-of tbody tr").all_inner_texts() == still
    page.locator("input[type=date]").fill("2016-01-01")
    told(page, "as of 1 January 2016")
    assert page.locator(".totals-of tbody tr").all_inner_texts() != still


def test_one_tab_stop_arrows_move_and_enter_opens_the_history(page: Page) -> None:
    assert page.locator("table.comparison :is(td, button, td a)[tabindex='0']").count() == 1
    page.locator(".more[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    where = "Object.values(document.activeElement.closest('td').dataset)"
    assert page.evaluate(where) == ["river-wheels", "opening-day"]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    assert panel.locator("ol > li").count() == 4
    assert panel.get_by_role("link", name="Permanent link").first.get_attribute("href")
    assert rig.barriers(page) == []
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    assert page.evaluate(where) == ["river-wheels", "status"]


def test_a_click_opens_a_cell_and_its_citation_can_be_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("td[data-program=river-wheels][data-dimension=fleet]").click(position={"x": 4, "y": 4})
    page.get_by_role("button", name="Copy as a citation").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    text: str = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("River Wheels, the public bicycle scheme of River City. How many bikes?: ")
    assert "/programs/river-wheels/#fleet" in text


def test_the_table_is_taken_away_as_it_was_chosen(page: Page, tmp_path: Path) -> None:
    unfold(page, "Take it away")
    with page.expect_download() as found:
        page.get_by_role("button", name="Download CSV").click()
    found.value.save_as(tmp_path / "x.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "x.csv").read_text(encoding="utf-8"))))
    assert [len(row) for row in rows] == [4] * len(rows)
    assert len(rows) == 1 + page.locator(".comparison tbody tr:not(.group-row)").count()
    with page.expect_download() as found:
        page.get_by_role("button", name="Download Markdown").click()
    found.value.save_as(tmp_path / "x.md")
    assert (tmp_path / "x.md").read_text(encoding="utf-8").count("\n| ") == len(rows) - 1


@pytest.mark.parametrize(
    ("width_px", "scheme"),
    [
        (320, "dark"),
        (1280, "light"),
        pytest.param(320, "light", marks=pytest.mark.slow),
        pytest.param(768, "light", marks=pytest.mark.slow),
        pytest.param(1280, "dark", marks=pytest.mark.slow),
    ],
)
def test_there_are_no_barriers_with_everything_unfolded(
    width_px: int, scheme: rig.Scheme, browser: Browser, small: str
) -> None:
    with rig.opened(browser, f"{small}/compare/?on=2019-12-01", width_px=width_px, scheme=scheme) as page:
        told(page, "as of 1 December 2019")
        page.get_by_role("button", name="Previous change").click()
        expect(page.locator("td.changed").first).to_be_visible()
        for summary in page.locator("summary").all():
            summary.click()
        assert rig.barriers(page) == []
        assert rig.overflow(page) == []


def test_two_programs_fit_on_the_narrowest_phone_with_the_question_above(browser: Browser, small: str) -> None:
    for scripts in (True, False):
        with rig.opened(browser, f"{small}/compare/", width_px=320, scripts=scripts) as page:
            expect(page.locator("td[data-dimension=status] .more")).to_have_count(len(ALL) if scripts else 0)
            assert page.evaluate(SHOWN) == 2
            assert rig.overflow(page) == []
            question = page.get_by_role("rowheader", name="Can one ride now?")
            first = page.locator("td[data-dimension=status] .answer-link").first
            above, below = question.locator("a").bounding_box(), first.bounding_box()
            assert above
            assert below
            assert above["y"] + above["height"] <= below["y"]


def test_on_paper_every_answer_is_on_the_sheet_and_names_its_program(browser: Browser, origin: str) -> None:
    with rig.opened(browser, f"{origin}/compare/", width_px=794, scripts=False) as page:
        page.emulate_media(media="print")
        off = "all => all.filter(one => one.getBoundingClientRect().right > innerWidth).length"
        assert page.eval_on_selector_all(".comparison td", off) == 0
        label = "cell => getComputedStyle(cell, '::before').content.slice(1, -1) === cell.dataset.program"
        assert page.locator(".comparison td").first.evaluate(label)
        assert page.locator(".comparison-frame").evaluate("one => one.scrollHeight <= one.clientHeight + 1")


def test_on_the_narrowest_phone_no_word_is_cut_off(browser: Browser, origin: str) -> None:
    wider = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    with rig.opened(browser, f"{origin}/comparisons/programs-that-ended/", width_px=320, scripts=False) as page:
        assert page.eval_on_selector_all(".comparison td, .comparison-frame caption", wider) == []
    with rig.opened(browser, f"{origin}/dimensions/status/", width_px=320) as page:
        assert page.eval_on_selector_all(".table-frame", wider) == []


def test_the_heads_stay_in_front_where_the_table_is_scrolled(browser: Browser, origin: str) -> None:
    with rig.opened(browser, f"{origin}/compare/", scripts=False) as page:
        page.locator(".table-frame").first.evaluate("frame => frame.scrollTo(900, 900)")
        assert page.evaluate(FRONT) == ["question-head", "THEAD", "THEAD", "THEAD"]


def test_without_scripts_there_is_no_control_that_does_nothing(browser: Browser, small: str) -> None:
    with rig.opened(browser, f"{small}/compare/", scripts=False) as page:
        assert page.locator("main :is(input, select, button)").count() == 0
        assert heads(page) == ALL
