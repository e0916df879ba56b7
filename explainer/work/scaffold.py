"""New files that pass `check` at once, with what may be answered beside each question.

In: what a contributor says of the new thing, and the catalogue that it joins. Out: texts by path within the content
folder, and the one function that writes them: all or none, and never over a file that is there.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from explainer.model import Catalogue, Dimension, ValueType

Files = Mapping[str, str]


class TakenError(Exception):
    """A file of that name is there; the message names it."""


def write(folder: Path, files: Files) -> None:
    """All of them, or none. Raises TakenError where one is there, and the OSError of a machine that fails."""
    taken = [name for name in files if (folder / name).exists()]
    if taken:
        raise TakenError(f"{folder / taken[0]} is there already: choose another id, or edit it")
    done: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                done.append(path)
                file.write(text)
    except OSError:
        for path in done:
            with suppress(OSError):
                path.unlink()
        raise


def program(catalogue: Catalogue, id: str, title: str, kind: str, summary: str) -> Files:
    """Its facts, every question that applies to its kind still open, and its prose."""
    asked = [dimension for dimension in catalogue.dimensions if kind in dimension.applies_to]
    facts = [
        "# yaml-language-server: $schema=../../site/schema/program.json",
        f"title: {quoted(title)}",
        f"kind: {kind}",
        f"summary: {quoted(summary)}",
        "# operators: [who runs it]",
        "# jurisdictions: [GB]                       # ISO 3166-1 alpha-2, or a name",
        "# native: [{text: the name in its own script, lang: zh-Hans}]",
        "",
        "# For each question: what is so, since when (from) or when it was measured (as_of), who says so, a source.",
        "#   - {value: ..., from: 2024-08, said_by: ..., note: ..., sources: [an-id-from-below]}",
        "# Where somebody looked and found nothing: - {none: searched-not-found, searched: 2026-01-31}",
        "claims:",
        *(line for dimension in asked for line in _open_question(dimension)),
        "",
        "# events:",
        "#   - {date: 2024-08-06, title: It opens, type: an-id, major: true, text: How., sources: [an-id-from-below]}",
        f"#     type: {' | '.join(one.id for one in catalogue.site.event_types)}",
        "",
        "# sources:",
        "#   an-id:",
        "#     title: ...",
        "#     publisher: ...",
        f"#     kind: {' | '.join(k for level in catalogue.site.evidence for k in level.kinds)}",
        "#     url: https://...",
        "#     archived: https://web.archive.org/...",
        "#     published: 2024-08-06",
        "#     checked: 2026-01-31                    # the day on which you read it",
        "",
    ]
    prose = "## What it is\n\n\n## How it works\n\n\n## What changed\n\n\n## What is disputed\n"
    return {f"programs/{id}.yaml": "\n".join(facts), f"programs/{id}.md": prose}


def _open_question(dimension: Dimension) -> list[str]:
    aspects = [f"aspect: {aspect.id}, " for aspect in dimension.aspects] or [""]
    return [
        f"  # {dimension.question}",
        *([f"  # {allowed}"] if (allowed := answers(dimension)) else []),
        f"  {dimension.id}:",
        *(f"    - {{{aspect}none: not-researched}}" for aspect in aspects),
    ]


def answers(dimension: Dimension) -> str:
    """What may be answered, in one line."""
    match dimension.type:
        case ValueType.CHOICE:
            return "one of: " + ", ".join(choice.id for choice in dimension.values)
        case ValueType.CHOICES:
            return "a list of: " + ", ".join(choice.id for choice in dimension.values)
        case ValueType.NUMBER:
            return f'a number{f" of {dimension.unit}" if dimension.unit else ""}, such as 380 or "~380" or ">=1000"'
        case ValueType.MONEY:
            return 'an amount, such as 1.50 EUR or "~1800000000 GBP"'
        case ValueType.DATE:
            return "a date, such as 2024, 2024-08 or 2024-08-13"
        case ValueType.YES_NO:
            return "yes or no"
        case _:
            return "a few words, at most 400 characters"


def dimension(catalogue: Catalogue, id: str, label: str, question: str, type: str, group: str) -> Files:
    """A question that comes after all others, and what its author has to decide."""
    order = max((one.order for one in catalogue.dimensions), default=0) + 10
    values = ["values:                     # first to last", "  - {id: first-value, label: First value, means: ...}",
              "  - {id: second-value, label: Second value}"]  # fmt: skip
    lines = [
        "---",
        f"label: {quoted(label)}",
        f"question: {quoted(question)}",
        f"group: {quoted(group)}",
        f"order: {order}",
        f"type: {type}",
        *(values if type in (ValueType.CHOICE, ValueType.CHOICES) else []),
        "# shelf_life: 180           # days after which an answer is due for a check",
        "# default: true             # in the comparison before the reader chooses",
        "---",
        "## Why it matters",
        "",
        "",
        "## How an editor decides",
        "",
        "",
        "## A good and a bad answer",
        "",
    ]
    return {f"dimensions/{id}.md": "\n".join(lines)}


def explainer(id: str, title: str, summary: str) -> Files:
    """A text without a body."""
    front = [
        "---",
        f"title: {quoted(title)}",
        f"summary: {quoted(summary)}",
        "---",
        "",
        "Cite with \\[@source-id].",
        "",
    ]
    return {f"explainers/{id}.md": "\n".join(front)}


def comparison(id: str, title: str, summary: str, programs: Iterable[str]) -> Files:
    """Some programs side by side, by the questions that the site compares by."""
    front = [
        "---",
        f"title: {quoted(title)}",
        f"summary: {quoted(summary)}",
        f"programs: [{', '.join(programs)}]",
        "# dimensions: [...]         # default: the default ones",
        "---",
        "",
        "Why these, side by side.",
        "",
    ]
    return {f"comparisons/{id}.md": "\n".join(front)}


def quoted(text: str) -> str:
    """A text in double quotes, whatever it begins with."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# --- Another topic ---------------------------------------------------------------------------------------------------

STARTER: Files = {
    "site.yaml": """\
# yaml-language-server: $schema=../site/schema/site.json
title: Bikes, side by side
tagline: Bike-share schemes, compared from their sources
base_url: https://example.org/
language: en
licence: {content: CC-BY-4.0, code: MIT}
program: {one: scheme, many: schemes}
kinds:
  - {id: docked, one: Docked scheme, many: Docked schemes}
  - {id: free-floating, one: Free-floating scheme, many: Free-floating schemes}
evidence:                                   # strongest first
  - {id: binding, label: Binding text, kinds: [law, contract]}
  - {id: press, label: Press report, kinds: [news]}
  - {id: operator, label: Operator's own word, kinds: [company], own_word: true}
event_types:
  - {id: launch, label: Launch}
  - {id: closure, label: Closure}
""",
    "dimensions/status.md": """\
---
label: Where does it stand?
question: Is the scheme planned, open or closed?
group: What it is
order: 10
type: choice
role: status
default: true
values:
  - {id: planned, label: Planned, phase: before}
  - {id: open, label: Open, phase: running}
  - {id: suspended, label: Suspended, phase: paused}
  - {id: closed, label: Closed, phase: ended}
---
## How an editor decides

*Open* from the first day on which anybody can take a bike.
""",
    "dimensions/bikes.md": """\
---
label: How many bikes?
question: How many bikes can be taken?
group: What it is
order: 20
type: number
unit: bikes
default: true
shelf_life: 365
---
A count on a day. The scheme's own count is its own word.
""",
    "programs/example.yaml": """\
# yaml-language-server: $schema=../../site/schema/program.json
title: An example scheme
kind: docked
summary: A made-up scheme that shows how facts are written. Replace it with a real one.
claims:
  status:
    - {value: planned, from: 2019-05, sources: [example-news]}
    - {value: open, from: 2020-03-14, sources: [example-news]}
  bikes:
    - {value: "~200", as_of: 2020-03, said_by: The operator, sources: [example-operator]}
events:
  - {date: 2020-03-14, title: The first ride, type: launch, major: true, sources: [example-news]}
sources:
  example-news:
    title: Bikes arrive
    publisher: A newspaper
    kind: news
    url: https://example.com/news
    published: 2020-03-15
    checked: 2026-01-31
  example-operator:
    title: Our fleet
    publisher: The operator
    kind: company
    url: https://example.com/fleet
    checked: 2026-01-31
""",
    "programs/example.md": """\
## What it is

A made-up scheme with [](claim:bikes), open since March 2020 [@example-news].
""",
    "pages/about.md": """\
---
title: About
summary: What this site is and who makes it.
nav: true
---
Every answer carries its date, who says so and its source.
""",
}
