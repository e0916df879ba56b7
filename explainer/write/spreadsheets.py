"""The tables as CSV (RFC 4180) and what describes them as a data package (Frictionless Data Package 1).

In: the tables of the view. Out: `data/<name>.csv`, `data/datapackage.json`. What a spreadsheet would run as a formula
is kept from it (OWASP, CSV Injection); numbers are left alone.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import StringIO

from explainer.view.fields import Field, Form
from explainer.view.records import Records
from explainer.view.tables import Shape
from explainer.write.openapi import DIGITS, WHEN
from explainer.write.plain import PlainTable
from explainer.write.values import Json, as_json, cell

ROOT = "data/"
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(DIGITS, re.ASCII)
TYPES = {
    Form.DAY: "date",
    Form.DIGITS: "number",
    Form.COUNT: "integer",
    Form.FLAG: "boolean",
    Form.RECORD: "object",
    Form.RECORDS: "array",
}
LISTS = (Form.TEXTS, Form.TEXT_OR_TEXTS, Form.RECORDS)  # one without anything in it is an empty cell


def files(records: Records, tables: Sequence[PlainTable]) -> Iterator[tuple[str, bytes]]:
    """Every table, and the description of them all."""
    resources: list[Json] = []
    for table in tables:
        content = as_csv(table)
        yield f"{ROOT}{table.shape.name}.csv", content
        resources.append(_resource(table.shape, content))
    yield f"{ROOT}datapackage.json", (as_json(_package(records, resources), indent=1) + "\n").encode()


def as_csv(table: PlainTable) -> bytes:
    """A header and a line a row."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.shape.columns])
    writer.writerows([_harmless(cell(value)) for value in row] for row in table.rows)
    return text.getvalue().encode()


def _harmless(value: str | int | None) -> str | int | None:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RUN_BY_SPREADSHEETS) and not NUMBER.fullmatch(value) else value
    return str(value).lower() if isinstance(value, bool) else value


# --- The data package -----------------------------------------------------------------------------------------------


def _package(records: Records, resources: Sequence[Json]) -> Json:
    site = records.site
    return {
        "profile": "tabular-data-package",
        "name": "claims",
        "title": site.title,
        "description": site.tagline or site.title,
        "homepage": site.base_url,
        "version": records.as_of.isoformat(),
        "created": f"{records.today.isoformat()}T00:00:00Z",
        "licenses": [{"name": site.licence.content, "title": site.licence.content}],
        "resources": resources,
    }


def _resource(shape: Shape, content: bytes) -> Json:
    return {
        "profile": "tabular-data-resource",
        "name": shape.name,
        "path": f"{shape.name}.csv",
        "description": shape.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(column) for column in shape.columns],
            "missingValues": [""],
            "primaryKey": list(shape.key),
            "foreignKeys": [_foreign_key(*link) for link in shape.links.items()],
        },
    }


def _field(column: Field) -> Json:
    constraints: dict[str, Json] = {"required": True} if column.required and column.form not in LISTS else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.form is Form.WHEN:
        constraints["pattern"] = WHEN
    return {
        "name": column.name,
        "type": TYPES.get(column.form, "string"),
        "description": f"{column.about} ({column.form})",
        **({"constraints": constraints} if constraints else {}),
    }


def _foreign_key(column: str, table: str) -> Json:
    return {"fields": column, "reference": {"resource": table, "fields": "id"}}
