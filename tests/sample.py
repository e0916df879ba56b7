"""One catalogue with a bit of everything that is given away: partial dates, a dispute, money, Chinese, bad texts."""

from dataclasses import replace
from datetime import date

from explainer import dates
from explainer.model import (
    Answer,
    CopyRead,
    Framework,
    Native,
    NoAnswer,
    Program,
    Prose,
    Reference,
    SourceId,
    ValueType,
)
from explainer.view.index import Index
from tests import factory as f

FORMULA = '=cmd|"/C calc"!A0'
CLOSING = "</script><script>alert(1)</script>"
CHINESE = "网号认证服务"
DAY = date(2026, 11, 24)


def prose(text: str) -> Prose:
    """As `read` makes it: markup escaped, here without any of its own."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Prose((escaped,), text, text)


DIMENSIONS = (
    f.STATUS,
    f.dimension(
        "fleet",
        ValueType.NUMBER,
        unit="bikes",
        order=2,
        shelf_life_days=100,
        framework=(Framework("Frame", "https://example.org/frame"),),
        body=prose("Why it matters."),
    ),
    f.dimension("fare", ValueType.MONEY, order=3, aspects=(f.aspect("day"), f.aspect("night"))),
    f.dimension("rules", ValueType.TEXT, order=4, applies_to=("docked",)),
)

SOURCES = (
    replace(
        f.source("law-2016", "law", date(2026, 1, 15)),
        title=f"{CHINESE} & {{Rules}} 100%",
        publisher='The "Council"',
        published=dates.parse("2016-08~"),
        archived="https://archive.example/x",
        lang="zh-Hans",
    ),
    replace(f.source("leaflet", "company", date(2026, 3, 1)), url="", copy=CopyRead.PRINT, title=FORMULA),
)

FLEET = f.claim(
    "fleet",
    "",
    as_of="2018~",
    id="fleet-2018",
    answer=Answer("about 1.10", value="~1.10", number="1.10", qualifier="~"),
    said_by="+The Gazette",
    note=prose(CLOSING),
    references=(Reference(SourceId("law-2016"), "p. 3", 'says "so"', CHINESE), Reference(SourceId("paper"))),
)
FARE = f.claim(
    "fare.day",
    "",
    "2020-02",
    id="fare-day-2020-02",
    to="2021",
    scope=CHINESE,
    answer=Answer("-5 GBP", value="-5 GBP", number="-5", currency="GBP"),
    references=(Reference(SourceId("leaflet")),),
)
DISPUTE = f.claim(
    "fleet",
    "",
    as_of="2020",
    id="fleet-2020",
    answer=None,
    positions=(
        replace(f.position("320", "The operator", "leaflet"), answer=Answer("320", value="320", number="320")),
        f.position("withheld", "A reader"),
    ),
    references=(),
)
RULES = f.claim("rules", FORMULA, id="rules", searched=None)
SILENT = f.claim(
    "rules",
    "",
    id="rules-searched",
    scope="elsewhere",
    answer=Answer("", none=NoAnswer.SEARCHED_NOT_FOUND),
    searched=date(2026, 11, 2),
    references=(),
)
OPEN = f.claim("status", "open", "../2016-06", id="status-by-2016-06")

LAUNCH = f.event(
    "2016-06~",
    CLOSING,
    id="launch",
    end="2016-07",
    type="launch",
    major=True,
    text=prose('First line,\n"second" & last'),
    references=(Reference(SourceId("law-2016")), Reference(SourceId("law-2016"), "p. 9")),
)
PLANNED = f.event("2027-03-01", f"@{CHINESE}", id="planned")

VELO: Program = replace(
    f.program(OPEN, FLEET, FARE, DISPUTE, RULES, SILENT, events=(LAUNCH, PLANNED)),
    native=(Native("网号", "zh-Hans"),),
    operators=("-Operator", "Sons"),
    tags=("blue",),
)
EMPTY = f.program(id="empty", kind="free")


def index(day: date = DAY) -> Index:
    return f.index(EMPTY, VELO, dimensions=DIMENSIONS, sources=SOURCES, day=day)
