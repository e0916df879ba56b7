"""Content that tries to be more than text: Markdown, fields of free text, values with a form, names of files.

In: `tests/cases/hostile-*.txt`. Out: files by path, one a case, so that a mistake in one refuses that one alone; free
texts go by turns into every field that holds any. YAML is written as JSON, which it holds.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from tests.contents import CASES

Files = dict[str, str]
Map = dict[str, object]
Text = Callable[[], str]

PROGRAMS = 12  # that hold the free texts, each in many fields
SOURCE = {"title": "T", "publisher": "P", "kind": "register", "url": "https://x.example/", "checked": "2026-10-01"}


@dataclass(frozen=True, slots=True)
class Attack:
    """One case: what it is called, and the file that it stands in."""

    name: str
    path: str
    content: str


def markdown() -> tuple[Attack, ...]:
    blocks = (CASES / "hostile-markdown.txt").read_text("utf-8").split("\n=== ")[1:]
    titled = (block.partition("\n") for block in blocks)
    return tuple(
        Attack(title, f"explainers/m-{n}.md", _with_head({"title": f"M {n}", "summary": "S."}, body))
        for n, (title, _, body) in enumerate(titled)
    )


def texts() -> tuple[str, ...]:
    return tuple((CASES / "hostile-text.txt").read_text("utf-8").splitlines())


def _with_head(head: Mapping[str, object], body: str) -> str:
    return f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n{body}\n"


# --- Free texts -----------------------------------------------------------------------------------------------------


def in_fields() -> Files:
    """Programs, terms, an article, a comparison and a question whose every text is one of the hostile ones."""
    lines = texts()
    turn = count()

    def text() -> str:
        return lines[next(turn) % len(lines)]

    programs = {f"programs/t-{n}.yaml": json.dumps(_program(n, text), ensure_ascii=False) for n in range(PROGRAMS)}
    terms = [{"term": line, "id": f"t-{n}", "means": text(), "also": [text()]} for n, line in enumerate(lines)]
    terms += [{"term": text(), "id": id, "means": text()} for id in ("dock", "free-floating")]  # of the honest pages
    head = {"title": text(), "summary": text()}
    return {
        **programs,
        "glossary.yaml": json.dumps(terms, ensure_ascii=False),
        "pages/t.md": _with_head({**head, "nav": True}, text()),
        "comparisons/t.md": _with_head({**head, "programs": ["t-0", "t-1"]}, text()),
        "dimensions/t.md": _with_head(_dimension(text), text()),
    }


def _program(n: int, text: Text) -> Map:
    names = {name: f"s-{n}-{name}" for name in "abcd"}
    sources = {id: {**SOURCE, "title": text(), "publisher": text()} for id in names.values()}
    cited = [{"ref": id, "at": text(), "quote": text()[:300], "says": text()} for id in names.values()]
    day = f"20{10 + n}-05-04"
    claims: Map = {
        "fleet": [{"value": f"{n + 1}0", "from": "2020", "note": text(), "said_by": text(), "sources": cited}],
        "t": [
            {"value": text(), "scope": text(), "sources": cited[:2]},
            {"none": "withheld", "note": text()},
            {"positions": [_position(text, cited), _position(text, cited)], "scope": "x"},
        ],
        "hours": [{"value": text(), "sources": cited[2:]}],
    }
    return {
        "title": text(),
        "short": text(),
        "native": [{"text": text(), "lang": "zh-Hans"}],
        "kind": "docked",
        "summary": text(),
        "operators": [text(), text()],
        "jurisdictions": [text()],
        "tags": [text(), text()],
        "claims": claims,
        "events": [
            {"date": day, "title": text(), "text": text(), "type": "opening", "major": True, "sources": cited},
            {"date": f"{day[:5]}06", "title": text(), "sources": cited[:1]},
        ],
        "sources": sources,
    }


def _position(text: Text, cited: list[Map]) -> Map:
    return {"value": text(), "said_by": text(), "note": text(), "sources": cited[:1]}


def _dimension(text: Text) -> Map:
    return {
        "label": text(), "short": text(), "question": text(), "group": text(), "type": "text", "default": True,
        "framework": [{"name": text(), "url": "https://x.example/"}],
    }  # fmt: skip


# --- Values with a form, and names of files -------------------------------------------------------------------------


def values() -> tuple[Attack, ...]:
    """Each in a file of its own."""
    lines = (CASES / "hostile-values.txt").read_text("utf-8").split("\n\n", 1)[1].splitlines()
    found = []
    for n, line in enumerate(lines):
        place, _, value = line.partition(": ")
        where, _, key = place.partition(".")
        if where not in ("site", "glossary"):  # of which there is one: `whole`
            found.append(Attack(line, *_file(n, where, key, value)))
    return tuple(found)


def whole() -> Iterator[tuple[str, Files]]:
    """Cases that stand in a file of which there is but one, each with that file in place of the honest one."""
    site = (CASES.parent / "topics" / "bikes" / "site.yaml").read_text("utf-8")
    for line in (CASES / "hostile-values.txt").read_text("utf-8").splitlines():
        place, _, value = line.partition(": ")
        where, _, key = place.partition(".")
        if where == "site":
            written = {"content": value, "code": value} if key == "licence" else value
            yield line, {"site.yaml": _with(site, key, written)}
        elif where == "glossary":
            term = {"term": "T", "means": "M", key: [value] if key == "see" else value}
            yield line, {"glossary.yaml": json.dumps([term], ensure_ascii=False)}
    for line in texts()[::16]:
        words = _with(_with(_with(site, "title", line), "tagline", line), "program", {"one": line, "many": line})
        yield f"site: {line}", {"site.yaml": words}


def _with(site: str, key: str, value: object) -> str:
    """The text of `site.yaml` with another value of a key that stands on one line."""
    kept = [line for line in site.splitlines() if not line.startswith(f"{key}:")]
    return "\n".join([*kept, f"{key}: {json.dumps(value, ensure_ascii=False)}", ""])


def _file(n: int, where: str, key: str, value: str) -> tuple[str, str]:
    """Its path and its content."""
    source: Map = {**SOURCE}
    claim: Map = {"value": "3", "from": "2020", "sources": [f"v-{n}"]}
    event: Map = {"date": "2020", "title": "E", "sources": [f"v-{n}"]}
    program: Map = {"title": f"V {n}", "kind": "docked", "summary": "S."}
    id, dimension = f"v-{n}", "fleet"
    head: Map = {"title": "V", "summary": "S."}
    match where, key:
        case "source", "id":
            id = value
            claim["sources"] = event["sources"] = [value]
        case "source", _:
            source[key] = value
        case "program", "native":
            program["native"] = [{"text": "x", "lang": value}]
        case "program", _:
            program[key] = [value] if key in ("aliases", "related") else value
        case "claim", ("fleet" | "fare" | "open" | "choice"):
            dimension = {"fleet": "fleet", "fare": "hour-fare", "open": "helmet", "choice": "tickets"}[key]
            claim["value"] = [value] if key == "choice" else value
            claim |= {"aspect": "by-rule"} if key == "open" else {}
        case "claim", "none":
            claim = {"none": value}
        case "claim", "searched":
            claim = {"none": "searched-not-found", "searched": value}
        case "claim", _:
            claim[key] = value
        case "event", _:
            event[key] = value
        case "dimension", _:
            return f"dimensions/v-{n}.md", _with_head(_of_dimension(key, value), "x")
        case "comparison", _:
            head |= {"programs": ["pearl-bay", "old-town"], key: [value, "river-wheels"]}
            return f"comparisons/v-{n}.md", _with_head(head, "x")
        case "article", _:
            return f"explainers/v-{n}.md", _with_head({**head, key: [value] if key == "aliases" else value}, "x")
        case "path", _:
            return value, _with_head(head, "x") if value.endswith(".md") else json.dumps(program)
    program |= {"claims": {dimension: [claim]}, "events": [event], "sources": {id: source}}
    return f"programs/v-{n}.yaml", json.dumps(program, ensure_ascii=False)


def _of_dimension(key: str, value: str) -> Map:
    head: Map = {"label": "L", "question": "Q?", "group": "G", "type": "choice", "values": [{"id": "a", "label": "A"}]}
    match key:
        case "framework":
            head["framework"] = [{"name": "F", "url": value}]
        case "phase":
            head["values"] = [{"id": "a", "label": "A", "phase": value}]
        case "choice":
            head["values"] = [{"id": value, "label": "A"}]
        case "aspect":
            head["aspects"] = [{"id": value, "label": "A"}]
        case _:
            head[key] = value
    return head
