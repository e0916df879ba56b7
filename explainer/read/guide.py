"""Every key that content may have, as Markdown for contributors, out of the classes that check it.

Out: the text of docs/fields.md; a test holds the two together.
"""

from collections.abc import Iterator
from typing import Any

from explainer.read.schema import json_schemas

Schema = dict[str, Any]

FILES = {
    "program": "`programs/<id>.yaml`",
    "dimension": "`dimensions/<id>.md`, front matter",
    "explainer": "`explainers/<id>.md` and `pages/<id>.md`, front matter",
    "comparison": "`comparisons/<id>.md`, front matter",
    "site": "`site.yaml`",
    "sources": "`sources.yaml`, a map from id to source",
    "glossary": "`glossary.yaml`, a list of terms",
}
FORMS = {
    r"^\d{4}-\d{2}-\d{2}$": "a whole day: 2024-08-13",
    "^https?://": "a web address",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "an id: a-z, 0-9, single hyphens",
}
OPENING = """\
# Every key of the content

Made by `make guide` from the classes that check the content; do not edit it by hand.
What the keys mean together, and a whole example, is in [CONTRIBUTING.md](../CONTRIBUTING.md).
"""


def guide() -> str:
    """`docs/fields.md`: a table for each kind of file, then for each piece that stands in several."""
    schemas = json_schemas()
    parts: dict[str, Schema] = {}
    for name in FILES:
        parts |= schemas[name].get("$defs", {})
    files = [
        f"## {heading}\n\n{_table(schemas[name])}" for name, heading in FILES.items() if "properties" in schemas[name]
    ]
    pieces = [f"## A {name.lower()}\n\n{_table(part)}" for name, part in sorted(parts.items()) if "properties" in part]
    return "\n".join([OPENING, *files, "# Pieces\n", *pieces])


def _table(schema: Schema) -> str:
    required = schema.get("required", ())
    rows = [
        f"| `{key}` | {'yes' if key in required else ''} | {_about(part)} |"
        for key, part in schema["properties"].items()
    ]
    return "\n".join(["| key | required | |", "|---|---|---|", *rows, ""])


def _about(part: Schema) -> str:
    return "; ".join([part["description"], *_forms(part)] if "description" in part else list(_forms(part)))


def _forms(part: Schema) -> Iterator[str]:
    if "enum" in part:
        yield " · ".join(f"`{value}`" for value in part["enum"])
    pattern = part.get("pattern", "")
    if pattern:
        yield FORMS.get(pattern, "a date: 2024, 2024-08, 2024-08-13, with ~ ? or %, or ../2024-08")
    if part.get("type") == "boolean":
        yield "`true` or `false`"
    if part.get("type") == "integer":
        yield "a whole number"
    if part.get("type") == "array":
        yield "a list"
