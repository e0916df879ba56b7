"""The API: every record as JSON, in files that any web server can give (CONTENT-FORMAT, section 10).

In: the records. Out: `api/v1/...`, one record a line, so that two builds can be compared by eye, and `openapi.json`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from explainer.view.fields import fields_of
from explainer.view.records import ClaimRecord, EventRecord, Records
from explainer.write import openapi
from explainer.write.plain import PlainTable, plain
from explainer.write.values import Json, as_json

ROOT = "api/v1/"
Item = ClaimRecord | EventRecord


def files(records: Records, tables: Iterable[PlainTable]) -> Iterator[tuple[str, bytes]]:
    """Every file of the API."""
    base_url = records.site.base_url
    head = _head(records)
    counts = {"site": plain(records.site, base_url), "counts": plain(records.counts, base_url)}
    yield f"{ROOT}site.json", (as_json({**head, **counts}) + "\n").encode()
    lines = {table.shape.name: _lines(table) for table in tables}
    for name, written in lines.items():
        yield f"{ROOT}{name}.json", _file(head, {name: written})
    yield from _programs(records, lines, head)
    yield f"{ROOT}openapi.json", (as_json(openapi.description(records), indent=1) + "\n").encode()


def _head(records: Records) -> dict[str, Json]:
    return {
        "as_of": records.as_of.isoformat(),
        "today": records.today.isoformat(),
        "licence": records.site.licence.content,
    }


def _programs(
    records: Records, lines: Mapping[str, Sequence[str]], head: Mapping[str, Json]
) -> Iterator[tuple[str, bytes]]:
    """One file a program: it, its claims and events, and the sources that they cite."""
    sources = {source.id: line for source, line in zip(records.sources, lines["sources"], strict=True)}
    claims, events = _by_program(records.claims, lines["claims"]), _by_program(records.events, lines["events"])
    for program, line in zip(records.programs, lines["programs"], strict=True):
        own = (*claims[program.id], *events[program.id])
        cited = sorted({reference.ref for item, _ in own for reference in item.sources})
        many = {
            "claims": [line for _, line in claims[program.id]],
            "events": [line for _, line in events[program.id]],
            "sources": [sources[id] for id in cited],
        }
        yield f"{ROOT}programs/{program.id}.json", _file(head, many, f'"program":{line}')


def _by_program(items: Iterable[Item], lines: Iterable[str]) -> Mapping[str, Sequence[tuple[Item, str]]]:
    found: dict[str, list[tuple[Item, str]]] = defaultdict(list)
    for item, line in zip(items, lines, strict=True):
        found[item.program].append((item, line))
    return found


def _lines(table: PlainTable) -> tuple[str, ...]:
    """Each record as JSON: of its row the columns that are its own."""
    names = [field.name for field in fields_of(table.shape.record)]
    return tuple(as_json(dict(zip(names, row, strict=False))) for row in table.rows)


def _file(head: Mapping[str, Json], collections: Mapping[str, Sequence[str]], *one: str) -> bytes:
    """One object; each record of its collections on a line of its own."""
    parts = [*(f"{as_json(name)}:{as_json(value)}" for name, value in head.items()), *one]
    for name, lines in collections.items():
        rows = ",\n".join(lines)
        parts.append(f"{as_json(name)}:[\n{rows}\n]" if rows else f"{as_json(name)}:[]")
    return ("{" + ",\n".join(parts) + "}\n").encode()
