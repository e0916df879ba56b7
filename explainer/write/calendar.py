"""Calendars (RFC 5545): whole days, the same address the same UID, the same content the same bytes.

In: calendars of the view. Out: their files. DTSTAMP and SEQUENCE come from the content: whoever corrects an entry has
read its sources again, and `checked` says when; SEQUENCE counts the days from 1970 to then, so it rises with every
later reading and never needs to be kept.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from explainer.view.calendars import Calendar, Occasion
from explainer.write.addresses import absolute
from explainer.write.values import letters

PRODUCT = "-//explainer//claims//EN"
EPOCH = date(1970, 1, 1)
OCTETS_AT_MOST = 74  # of a line; 75 would be allowed (RFC 5545, 3.1), and the blank before a further one is one
ESCAPES = {"\\": "\\\\", ";": r"\;", ",": r"\,", "\n": r"\n"}  # RFC 5545, 3.3.11


def files(calendars: Iterable[Calendar], base_url: str) -> Iterator[tuple[str, bytes]]:
    """Every calendar. What stands in several of them is written once."""
    written: dict[str, bytes] = {}
    for calendar in calendars:
        for occasion in calendar.occasions:
            if occasion.address not in written:
                written[occasion.address] = _content(_event(occasion, base_url))
        events = (written[occasion.address] for occasion in calendar.occasions)
        head = _content(_head(calendar, base_url))
        yield calendar.address.removeprefix("/"), b"".join((head, *events, b"END:VCALENDAR\r\n"))


def _head(calendar: Calendar, base_url: str) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield "CALSCALE:GREGORIAN"
    yield f"DESCRIPTION:{_text(calendar.about)}"
    yield f"NAME:{_text(calendar.title)}"  # RFC 7986, 5.1, and what came before it:
    yield f"X-WR-CALNAME:{_text(calendar.title)}"
    yield f"URL:{absolute(base_url, calendar.page)}"


def _event(occasion: Occasion, base_url: str) -> Iterator[str]:
    address = absolute(base_url, occasion.address)
    checked = f"{_digits(occasion.checked)}T000000Z"
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{_text(occasion.title)}"
    yield f"DTSTART;VALUE=DATE:{_digits(occasion.first)}"
    if occasion.first < date.max:
        yield f"DTEND;VALUE=DATE:{_digits(_day_after(occasion.last))}"  # exclusive (RFC 5545, 3.6.1)
    yield f"DTSTAMP:{checked}"
    yield f"UID:{uuid5(NAMESPACE_URL, address)}"  # RFC 7986, 5.3
    yield f"SEQUENCE:{max(0, (occasion.checked - EPOCH).days)}"
    yield f"CATEGORIES:{_text(occasion.category)}"
    yield f"DESCRIPTION:{_text(_description(occasion, address))}"
    yield f"LAST-MODIFIED:{checked}"
    yield f"STATUS:{'TENTATIVE' if occasion.planned else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{address}"
    yield "END:VEVENT"


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _description(occasion: Occasion, address: str) -> str:
    planned = "Planned, or announced; not confirmed." if occasion.planned else ""
    sources = [f"Source: {source}" for source in occasion.sources]
    return "\n".join(line for line in (occasion.when, planned, occasion.text, *sources, address) if line)


# --- Lines ------------------------------------------------------------------------------------------------------------


def _text(text: str) -> str:
    return re.sub(r"[\\;,\n]", lambda sign: ESCAPES[sign[0]], letters(text))


def _content(lines: Iterable[str]) -> bytes:
    return b"".join(b"\r\n ".join(_folded(line.encode())) + b"\r\n" for line in lines)


def _folded(line: bytes) -> Iterator[bytes]:
    """The line as several where it is long. No letter is cut in two, and no escape."""
    while len(line) > OCTETS_AT_MOST:
        end = OCTETS_AT_MOST
        while line[end] & 0b1100_0000 == 0b1000_0000:
            end -= 1
        end -= line[end - 1] == ord("\\")
        yield line[:end]
        line = line[end:]
    yield line
