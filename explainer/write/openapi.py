"""The description of the API (OpenAPI 3.1.1), its schemas read off the records that it gives.

In: the records. Out: one JSON value. The fields of a record are those of its class, so the description and the files
cannot differ: every field is always there, and null where the content has nothing.
"""

from collections.abc import Iterator, Mapping

from explainer.view import records as rc
from explainer.view.fields import Field, Form, fields_of
from explainer.view.records import Records
from explainer.write.values import Json

WHEN = r"^(\.\./)?\d{4}(-\d{2}(-\d{2})?)?[~?%]?$"
DIGITS = r"^-?\d+(\.\d+)?$"
TEXTS: dict[str, Json] = {"type": "array", "items": {"type": "string"}}
SCHEMAS: dict[Form, dict[str, Json]] = {
    Form.TEXT: {"type": "string"},
    Form.WHEN: {"type": "string", "pattern": WHEN},
    Form.DAY: {"type": "string", "format": "date"},
    Form.DIGITS: {"type": "string", "pattern": DIGITS},
    Form.COUNT: {"type": "integer"},
    Form.FLAG: {"type": "boolean"},
    Form.ADDRESS: {"type": "string", "format": "iri"},
    Form.HTML: {"type": "string", "contentMediaType": "text/html"},
    Form.TEXTS: TEXTS,
    Form.TEXT_OR_TEXTS: {"anyOf": [{"type": "string"}, TEXTS]},
}
COLLECTIONS: tuple[tuple[str, type], ...] = (
    ("programs", rc.ProgramRecord),
    ("dimensions", rc.DimensionRecord),
    ("claims", rc.ClaimRecord),
    ("events", rc.EventRecord),
    ("sources", rc.SourceRecord),
)
OF_PROGRAM = ("claims", "events", "sources")
HEAD: dict[str, Json] = {
    "as_of": {"type": "string", "format": "date", "description": "The day that decides which claims hold"},
    "today": {"type": "string", "format": "date", "description": "The day that judges what is due for a check"},
    "licence": {"type": "string", "description": "Of text and data, SPDX"},
}
ABOUT = """\
Every dated, sourced claim behind the site, in plain files without keys or limits. Names are those of the content
format. What is absent is null, booleans never are; dates and numbers are texts, as they were written: `2024-08`,
`2024~` (about), `2024?` (uncertain), `../2023-06` (by then)."""


def description(records: Records) -> Json:
    """What `/api/` answers, as OpenAPI 3.1.1 with JSON Schema 2020-12."""
    site = records.site
    many = {name: _listed(record) for name, record in COLLECTIONS}
    bodies: dict[str, dict[str, Json]] = {
        "site": {"site": _ref(rc.SiteRecord), "counts": _ref(rc.SiteCounts)},
        **{name: {name: schema} for name, schema in many.items()},
        "program": {"program": _ref(rc.ProgramRecord), **{name: many[name] for name in OF_PROGRAM}},
    }
    return {
        "openapi": "3.1.1",
        "info": {
            "title": site.title,
            "summary": site.tagline or site.title,
            "description": ABOUT,
            "version": "1",
            "license": {"name": site.licence.content, "identifier": site.licence.content},
        },
        "servers": [{"url": f"{site.base_url}api/v1"}],
        "paths": {
            "/site.json": _get("site", "The site, and how much there is"),
            **{f"/{name}.json": _get(name, f"All {name}, sorted by program, then id") for name, _ in COLLECTIONS},
            "/programs/{id}.json": _program_path(records),
        },
        "components": {
            "schemas": {
                **{f"{name}-file": _object({**HEAD, **body}) for name, body in bodies.items()},
                **{_name(record): _schema(record) for record in _every_record()},
            }
        },
    }


def _get(name: str, summary: str) -> dict[str, Json]:
    content: Json = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}-file"}}}
    answers: dict[str, Json] = {"200": {"description": summary, "content": content}}
    return {"get": {"operationId": name, "summary": summary, "responses": answers}}


def _program_path(records: Records) -> Json:
    example: dict[str, Json] = {"example": records.programs[0].id} if records.programs else {}
    schema: Json = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
    id: Json = {"name": "id", "in": "path", "required": True, "schema": schema, **example}
    return {**_get("program", "One program: its claims, its events, and the sources they cite"), "parameters": [id]}


# --- From records to schemas ----------------------------------------------------------------------------------------


def _every_record() -> tuple[type, ...]:
    """The records that a file holds, and those within them, each once."""
    tops = (rc.SiteRecord, rc.SiteCounts, *(record for _, record in COLLECTIONS))
    return tuple(dict.fromkeys(found for top in tops for found in _within(top)))


def _within(record: type) -> Iterator[type]:
    yield record
    for field in fields_of(record):
        if field.record:
            yield from _within(field.record)


def _name(record: type) -> str:
    return record.__name__.removesuffix("Record")


def _ref(record: type) -> dict[str, Json]:
    return {"$ref": f"#/components/schemas/{_name(record)}"}


def _listed(record: type) -> dict[str, Json]:
    return {"type": "array", "items": _ref(record)}


def _object(properties: Mapping[str, Json]) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _schema(record: type) -> Json:
    return _object({field.name: _property(field) for field in fields_of(record)})


def _property(field: Field) -> Json:
    schema = _of_form(field)
    if not field.required:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "description": field.about}


def _of_form(field: Field) -> dict[str, Json]:
    if field.record:
        return _listed(field.record) if field.form is Form.RECORDS else _ref(field.record)
    return {"type": "string", "enum": list(field.choices)} if field.choices else SCHEMAS[field.form]
