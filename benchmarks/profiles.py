"""Deterministic profiles for measuring: the same number gives the same bytes, on any machine.

In: how many programs. Out: a content folder of about 11 kB a program, twenty claims, ten events, eight sources, and
500 words of prose each; and the same facts as plain data, which the sites of other generators are made from.
"""

import random
from dataclasses import dataclass
from pathlib import Path

WORDS = (
    "account", "agency", "answer", "audit", "border", "card", "change", "check", "city", "claim", "clerk", "code",
    "council", "court", "date", "day", "device", "office", "document", "door", "draft", "enrol", "entry", "error",
    "event", "face", "fee", "field", "file", "form", "group", "handset", "hour", "house", "image", "index", "key",
    "law", "letter", "level", "limit", "line", "list", "log", "mark", "market", "match", "measure", "member",
    "minister", "month", "name", "network", "notice", "number", "order", "owner", "page", "paper", "part",
    "payment", "period", "person", "phone", "place", "plan", "point", "post", "press", "price", "print",
    "process", "program", "proof", "public", "record", "register", "report", "request", "result", "review",
    "rule", "school", "screen", "season", "service", "shop", "sign", "site", "source", "staff", "state",
    "station", "step", "store", "street", "system", "table", "term", "test", "text", "ticket", "till", "time",
    "title", "token", "town", "trade", "trial", "value", "visit", "voice", "wallet", "week", "word", "work",
    "year", "zone",
)  # fmt: skip
STATES = ("planned", "pilot", "open", "paused", "ended")
PHASES = ("before", "before", "running", "paused", "ended")
DEGREES = ("yes", "mostly", "rarely", "no")
EVENTS = ("launch", "rule", "report")
FIRST_YEAR, LAST_YEAR = 2008, 2026


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    title: str
    publisher: str
    kind: str
    published: str


@dataclass(frozen=True, slots=True)
class Claim:
    dimension: str
    value: str
    date: str
    measured: bool
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Event:
    date: str
    title: str
    type: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Profile:
    id: str
    title: str
    kind: str
    summary: str
    operator: str
    country: str
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    sources: tuple[Source, ...]
    prose: str


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    label: str
    type: str
    values: tuple[str, ...]


QUESTIONS = (
    Question("status", "Where does it stand?", "choice", STATES),
    *(Question(f"choice-{n}", f"What is chosen in case {n}?", "choice", DEGREES) for n in range(1, 9)),
    *(Question(f"number-{n}", f"How many are counted in case {n}?", "number", ()) for n in range(1, 5)),
    *(Question(f"words-{n}", f"How is case {n} put into words?", "text", ()) for n in range(1, 4)),
)  # fmt: skip


def profile(number: int) -> Profile:
    dice = random.Random(f"profile {number}")
    id = f"program-{number:05}"
    sources = tuple(
        Source(f"{id}-s{n}", _sentence(dice, 7), _publisher(dice), dice.choice(("law", "news", "company")), _day(dice))
        for n in range(8)
    )
    return Profile(
        id=id,
        title=f"{dice.choice(WORDS).title()} {dice.choice(WORDS)} {number}",
        kind=dice.choice(("public", "private")),
        summary=_sentence(dice, 16),
        operator=f"{dice.choice(WORDS).title()} {dice.choice(WORDS)}",
        country=dice.choice(("GB", "IN", "KE", "CN", "BR", "EE")),
        claims=tuple(_claims(dice, sources)),
        events=tuple(_events(dice, sources)),
        sources=sources,
        prose=_prose(dice, sources),
    )


def _publisher(dice: random.Random) -> str:
    return f"{dice.choice(WORDS).title()} {dice.choice(('Post', 'Office', 'Group'))}"


def _claims(dice: random.Random, sources: tuple[Source, ...]) -> list[Claim]:
    found = []
    for question in QUESTIONS:
        count = 3 if question.id == "status" else 1 + dice.randrange(2)
        years = sorted(dice.sample(range(FIRST_YEAR, LAST_YEAR), count))
        for year in years:
            found.append(Claim(
                question.id, _value(dice, question), f"{year}-{1 + dice.randrange(12):02}", question.type == "number",
                _sentence(dice, 14), dice.choice(sources).id,
            ))  # fmt: skip
    return found


def _value(dice: random.Random, question: Question) -> str:
    if question.values:
        return dice.choice(question.values)
    return str(dice.randrange(10, 10**6)) if question.type == "number" else _sentence(dice, 8)


def _events(dice: random.Random, sources: tuple[Source, ...]) -> list[Event]:
    days = sorted({_day(dice) for _ in range(10)})
    return [
        Event(day, _sentence(dice, 6), dice.choice(EVENTS), _sentence(dice, 18), dice.choice(sources).id)
        for day in days
    ]


def _day(dice: random.Random) -> str:
    return f"{dice.randrange(FIRST_YEAR, LAST_YEAR)}-{1 + dice.randrange(12):02}-{1 + dice.randrange(28):02}"


def _sentence(dice: random.Random, length: int) -> str:
    return " ".join(dice.choices(WORDS, k=length)).capitalize()


def _prose(dice: random.Random, sources: tuple[Source, ...]) -> str:
    parts = []
    for heading in ("What it is", "How it works", "What changed", "What is disputed"):
        lines = [f"{_sentence(dice, 15)}, *{dice.choice(WORDS)}* [@{dice.choice(sources).id}]." for _ in range(8)]
        parts.append(f"## {heading}\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


# --- Our own format --------------------------------------------------------------------------------------------------

SITE = """\
title: Measured, side by side
tagline: Made to be measured.
base_url: https://example.org/
language: en
licence: {content: CC-BY-4.0, code: MIT}
program: {one: program, many: programs}
kinds:
  - {id: public, one: Public program, many: Public programs}
  - {id: private, one: Private program, many: Private programs}
evidence:
  - {id: binding, label: Binding text, kinds: [law]}
  - {id: press, label: Press report, kinds: [news]}
  - {id: own, label: Own word, kinds: [company], own_word: true}
event_types:
  - {id: launch, label: Launch}
  - {id: rule, label: Rule}
  - {id: report, label: Report}
"""


def write_content(folder: Path, count: int) -> None:
    """A content folder of so many programs."""
    for name in ("dimensions", "programs"):
        (folder / name).mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE)
    for order, question in enumerate(QUESTIONS):
        (folder / "dimensions" / f"{question.id}.md").write_text(_dimension(question, order))
    for number in range(count):
        one = profile(number)
        (folder / "programs" / f"{one.id}.yaml").write_text(facts(one))
        (folder / "programs" / f"{one.id}.md").write_text(one.prose)


def _dimension(question: Question, order: int) -> str:
    lines = ["---", f"label: {question.label}", f"question: {question.label}", "group: All", f"order: {order}",
             f"type: {question.type}", "default: true"]  # fmt: skip
    if question.id == "status":
        lines.append("role: status")
    phases = [f", phase: {phase}" if question.id == "status" else "" for phase in PHASES]
    if question.values:
        lines.append("values:")
        lines += [f"  - {{id: {v}, label: {v.title()}{phases[n]}}}" for n, v in enumerate(question.values)]
    return "\n".join([*lines, "---", "", "Why it is asked.", ""]).replace("id: yes", 'id: "yes"')


def facts(one: Profile) -> str:
    lines = [f"title: {one.title}", f"kind: {one.kind}", f"summary: {one.summary}.", f"operators: [{one.operator}]",
             f"jurisdictions: [{one.country}]", "claims:"]  # fmt: skip
    for question in QUESTIONS:
        lines.append(f"  {question.id}:")
        for claim in (claim for claim in one.claims if claim.dimension == question.id):
            when = "as_of" if claim.measured else "from"
            lines += [f"    - value: {claim.value}", f"      {when}: {claim.date}", f"      note: {claim.note}.",
                      f"      sources: [{claim.source}]"]  # fmt: skip
    lines.append("events:")
    for event in one.events:
        lines += [f"  - date: {event.date}", f"    title: {event.title}", f"    type: {event.type}",
                  f"    text: {event.text}.", f"    sources: [{event.source}]"]  # fmt: skip
    lines.append("sources:")
    for source in one.sources:
        lines += [f"  {source.id}:", f"    title: {source.title}", f"    publisher: {source.publisher}",
                  f"    kind: {source.kind}", f"    url: https://example.org/{source.id}",
                  f"    published: {source.published}", "    checked: 2026-11-01"]  # fmt: skip
    return "\n".join(lines) + "\n"
