"""The API: every record as JSON, in files that any web server can give (CONTENT-FORMAT, section 10).

In: the records. Out: `api/v1/...`, one record a line, so that two builds can be compared by eye, and `openapi.json`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from explainer.view.records import ClaimRecord, EventRecord, Records
from explainer.write import openapi
from explainer.write.plain import plain
from explainer.write.values import Json, as_json

ROOT = "api/v1/"


def files(records: Records) -> Iterator[tuple[str, bytes]]:
    """Every file of the API."""
    base_url = records.site.base_url
    head = _head(records)
    counts = {"site": plain(records.site, base_url), "counts": plain(records.counts, base_url)}
    yield f"{ROOT}site.json", (as_json({**head, **counts}) + "\n").encode()
    collections: tuple[tuple[str, Iterable[object]], ...] = (
        ("programs", records.programs),
        ("dimensions", records.dimensions),
        ("claims", records.claims),
        ("events", records.events),
        ("sources", records.sources),
    )
    for name, collection in collections:
        yield f"{ROOT}{name}.json", _lines(head, {name: collection}, base_url)
    yield from _programs(records, head)
    yield f"{ROOT}openapi.json", (as_json(openapi.description(records), indent=1) + "\n").encode()


def _head(records: Records) -> dict[str, Json]:
    return {
        "as_of": records.as_of.isoformat(),
        "today": records.today.isoformat(),
        "licence": records.site.licence.content,
    }


def _programs(records: Records, head: dict[str, Json]) -> Iterator[tuple[str, bytes]]:
    """One file a program: it, its claims and events, and the sources that they cite."""
    claims: dict[str, list[ClaimRecord]] = defaultdict(list)
    events: dict[str, list[EventRecord]] = defaultdict(list)
    for claim in records.claims:
        claims[claim.program].append(claim)
    for event in records.events:
        events[event.program].append(event)
    sources = {source.id: source for source in records.sources}
    base_url = records.site.base_url
    for program in records.programs:
        references = (r for own in (claims, events) for item in own[program.id] for r in item.sources)
        cited = sorted({reference.ref for reference in references})
        many: dict[str, Iterable[object]] = {
            "claims": claims[program.id],
            "events": events[program.id],
            "sources": [sources[id] for id in cited],
        }
        one = {**head, "program": plain(program, base_url)}
        yield f"{ROOT}programs/{program.id}.json", _lines(one, many, base_url)


def _lines(head: dict[str, Json], collections: dict[str, Iterable[object]], base_url: str) -> bytes:
    """One object; each record of its collections on a line of its own."""
    parts = [f"{as_json(name)}:{as_json(value)}" for name, value in head.items()]
    for name, collection in collections.items():
        rows = ",\n".join(as_json(plain(record, base_url)) for record in collection)
        parts.append(f"{as_json(name)}:[\n{rows}\n]" if rows else f"{as_json(name)}:[]")
    return ("{" + ",\n".join(parts) + "}\n").encode()
