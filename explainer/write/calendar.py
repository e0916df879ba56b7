"""Calendars (RFC 5545): whole days, the same address the same UID, the same content the same bytes.

In: a calendar of the view. Out: its file. DTSTAMP and SEQUENCE come from the content: whoever corrects an entry has
read its sources again, and `checked` says when; SEQUENCE counts the days from 1970 to then, so it rises with every
later reading and never needs to be kept.
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

import icalendar

from explainer.view.calendars import Calendar, Occasion
from explainer.write.addresses import absolute
from explainer.write.values import letters

PRODUCT = "-//explainer//claims//EN"
EPOCH = date(1970, 1, 1)


def file(calendar: Calendar, base_url: str) -> tuple[str, bytes]:
    whole = icalendar.Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):  # RFC 7986, 5.1, and what came before it
        whole.add(name, letters(calendar.title))
    whole.add("description", letters(calendar.about))
    whole.add("url", absolute(base_url, calendar.page))
    for occasion in calendar.occasions:
        whole.add_component(_event(occasion, base_url))
    return calendar.address.removeprefix("/"), whole.to_ical()


def _event(occasion: Occasion, base_url: str) -> icalendar.Event:
    address = absolute(base_url, occasion.address)
    checked = datetime.combine(occasion.checked, time(), UTC)
    event = icalendar.Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, address)))  # RFC 7986, 5.3
    event.add("dtstamp", checked)
    event.add("last-modified", checked)
    event.add("sequence", max(0, (occasion.checked - EPOCH).days))
    event.add("dtstart", occasion.first)
    if occasion.first < date.max:
        event.add("dtend", _day_after(occasion.last))  # exclusive (RFC 5545, 3.6.1)
    event.add("summary", letters(occasion.title))
    event.add("description", letters(_description(occasion, address)))
    event.add("url", address)
    event.add("categories", [letters(occasion.category)])
    event.add("status", "TENTATIVE" if occasion.planned else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _description(occasion: Occasion, address: str) -> str:
    planned = "Planned, or announced; not confirmed." if occasion.planned else ""
    sources = [f"Source: {source}" for source in occasion.sources]
    return "\n".join(line for line in (occasion.when, planned, occasion.text, *sources, address) if line)
