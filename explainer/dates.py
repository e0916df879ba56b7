"""Dates as far as a source gives them: a subset of EDTF (ISO 8601-2; Library of Congress, levels 0 and 1).

In: the text that was typed. Out: a frozen date that keeps that text, its precision and its doubt.
A precision is never invented: whoever needs days asks for the first or the last that the date may mean.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip

_FORM = re.compile(r"(?P<open>\.\./)?(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?(?P<doubt>[~?%])?", re.ASCII)


class Precision(IntEnum):
    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date with its precision. `open_start` is `../2023-06`: by June 2023, one only knows the end."""

    text: str
    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False
    open_start: bool = False

    @property
    def precision(self) -> Precision:
        if self.day is not None:
            return Precision.DAY
        return Precision.MONTH if self.month is not None else Precision.YEAR

    @property
    def first(self) -> date:
        """The first day that the date may mean, `~ ? %` aside."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that the date may mean, `~ ? %` aside."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def plain(self) -> str:
        """The text without `~ ? %`, and `../` as `by-`: the part of an id that a date makes."""
        bare = self.text.rstrip("~?%")
        return f"by-{bare[3:]}" if self.open_start else bare

    @property
    def words(self) -> str:
        """As a reader sees it: "13 August 2024", "about August 2024", "by June 2023", "2024 (uncertain)"."""
        month = MONTHS[self.month - 1] if self.month else ""
        bare = " ".join(part for part in (str(self.day or ""), month, str(self.year)) if part)
        about = "about " if self.approximate else ""
        by = "by " if self.open_start else ""
        return f"{by}{about}{bare}{' (uncertain)' if self.uncertain else ''}"

    @property
    def machine(self) -> str:
        """A valid value of HTML's `datetime` (year, month or day; HTML 4.5.14), without doubt and openness."""
        return self.text.removeprefix("../").rstrip("~?%")


@lru_cache(maxsize=10_000)
def parse(text: str) -> Edtf | None:
    """The date that the text is, or None where it is none: 2024, 2024-08, 2024-08-13, with ~ ? or %, or ../2023-06."""
    match = _FORM.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(match[part]) if match[part] else None for part in ("year", "month", "day"))
    opened, doubt = bool(match["open"]), match["doubt"] or ""
    if opened and doubt:
        return None
    assert year is not None  # the form has four digits for it
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)  # 2024-00 has a month, and it is none
    except ValueError:
        return None
    return Edtf(text, year, month, day, doubt in ("~", "%"), doubt in ("?", "%"), opened)


def parse_day(text: str) -> date | None:
    """A whole day without any doubt, or None."""
    found = parse(text)
    whole = found and found.precision is Precision.DAY and found.text == found.machine
    return found.first if found and whole else None


def day_words(day: date) -> str:
    """ "13 August 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
