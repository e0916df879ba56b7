"""Calendars, read back by the icalendar library."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from explainer import dates
from explainer.view.index import Index
from explainer.write import calendar
from tests import factory as f
from tests import sample, views

BASE = "https://example.org/bikes/"


def made(index: Index) -> dict[str, bytes]:
    return dict(calendar.files(views.calendars(index), BASE))


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return made(sample.index())


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def days(event: icalendar.Event) -> tuple[date, date]:
    return event.decoded("dtstart"), event.decoded("dtend")


def only(*items: object, index_day: date = sample.DAY) -> icalendar.Event:
    (event,) = events(made(f.index(f.program(events=items), day=index_day))["calendar.ics"])  # type: ignore[arg-type]
    return event


def test_the_site_and_each_program_has_a_calendar(files: Mapping[str, bytes]) -> None:
    assert files.keys() == {"calendar.ics", "programs/empty/calendar.ics", "programs/velo/calendar.ics"}


def test_events_and_changes_of_status_are_in_it_in_order(files: Mapping[str, bytes]) -> None:
    found = events(files["calendar.ics"])
    assert [(str(e["summary"]), *days(e)) for e in found] == [
        ("Velo: status: open (by June 2016)", date(2016, 6, 1), date(2016, 7, 1)),
        (f"Velo: {sample.CLOSING} (about June 2016 to July 2016)", date(2016, 6, 1), date(2016, 8, 1)),
        (f"Velo: @{sample.CHINESE}", date(2027, 3, 1), date(2027, 3, 2)),
    ]
    assert [str(e["summary"]) for e in events(files["programs/velo/calendar.ics"])] == [
        str(e["summary"]) for e in found
    ]
    assert events(files["programs/empty/calendar.ics"]) == []


@pytest.mark.parametrize(
    ("written", "first", "after"),
    [
        ("2024", date(2024, 1, 1), date(2025, 1, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),  # a day short: there is none after the last
    ],
)
def test_a_date_is_as_long_as_it_is_imprecise_and_its_end_is_exclusive(written: str, first: date, after: date) -> None:
    assert days(only(f.event(written, "It"))) == (first, after)


def test_the_very_last_day_has_no_end() -> None:
    event = only(f.event("9999-12-31", "It"))
    assert (event.decoded("dtstart"), "dtend" in event) == (date(9999, 12, 31), False)


def test_an_entry_says_what_it_rests_on(files: Mapping[str, bytes]) -> None:
    event = events(files["calendar.ics"])[1]
    assert str(event["description"]) == (
        'about June 2016 to July 2016\nFirst line,\n"second" & last\n'
        f'Source: {sample.CHINESE} & {{Rules}} 100%. The "Council". https://example.org/x\n'
        f"{BASE}programs/velo/#launch"
    )
    assert (event["url"], event["transp"], event["status"]) == (
        f"{BASE}programs/velo/#launch",
        "TRANSPARENT",
        "CONFIRMED",
    )
    assert event["categories"].to_ical() == b"Launch"


def test_what_is_to_come_is_tentative_and_says_so(files: Mapping[str, bytes]) -> None:
    event = events(files["calendar.ics"])[2]
    assert event["status"] == "TENTATIVE"
    assert "Planned, or announced; not confirmed." in str(event["description"]).splitlines()


def test_an_entry_keeps_its_uid_when_all_else_changes() -> None:
    first = only(f.event("2024", "It", id="it"))
    later = only(f.event("2024-05-01", "It was so", id="it", end="2024-06"))
    other = only(f.event("2024", "It", id="other"))
    assert first["uid"] == later["uid"] != other["uid"]


def test_the_sequence_rises_with_a_later_reading_of_the_sources() -> None:
    def at(checked: date) -> icalendar.Event:
        source = replace(f.source("paper"), checked=checked)
        site = f.index(f.program(events=(f.event("2024", "It"),)), sources=(source,))
        return events(made(site)["calendar.ics"])[0]

    before, after = at(date(2026, 11, 1)), at(date(2026, 11, 3))
    assert after["sequence"] - before["sequence"] == 2
    assert after.decoded("dtstamp") == datetime(2026, 11, 3, tzinfo=UTC)
    assert after.decoded("dtstamp") - before.decoded("dtstamp") == timedelta(days=2)


def test_an_end_before_the_beginning_never_makes_a_negative_span() -> None:
    event = replace(f.event("2024-05-03", "It"), end=dates.parse("2024-04"))
    assert days(only(event)) == (date(2024, 5, 3), date(2024, 5, 4))


def test_lines_are_folded_and_end_as_the_standard_says(files: Mapping[str, bytes]) -> None:
    """RFC 5545, 3.1."""
    lines = files["calendar.ics"].split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


def test_a_text_cannot_add_a_property_or_break_the_file() -> None:
    event = only(f.event("2024", "It\r\nSTATUS:CANCELLED\nEND:VEVENT\x07; a, b", id="it"))
    assert event["status"] == "CONFIRMED"
    assert str(event["summary"]) == "Velo: It\ufffd\nSTATUS:CANCELLED\nEND:VEVENT\ufffd; a, b (2024)"


def test_same_content_same_bytes(files: Mapping[str, bytes]) -> None:
    assert made(sample.index()) == files


def test_the_name_of_a_calendar_may_have_commas(files: Mapping[str, bytes]) -> None:
    named = [line for line in files["calendar.ics"].split(b"\r\n") if line.startswith((b"NAME", b"X-WR-CALNAME"))]
    assert named == [b"NAME:Bikes\\, side by side", b"X-WR-CALNAME:Bikes\\, side by side"]
