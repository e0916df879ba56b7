"""JSON Schemas for editors: made from the classes that check the content, with this content's own ids in them.

In: a catalogue. Out: a schema (JSON Schema 2020-12) for each kind of file. An editor offers the dimensions with their
questions, the values that each may have, kinds, types of event, sources and programs.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from explainer.model import Catalogue, Dimension, ValueType
from explainer.read.schema import ID_PATTERN, json_schemas

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def editor_schemas(catalogue: Catalogue) -> Mapping[str, Schema]:
    """By kind of file: site, sources, dimension, program, explainer, page, comparison, glossary."""
    found = json_schemas()
    for name, schema in found.items():
        schema["$schema"] = DRAFT
        schema["title"] = f"{catalogue.site.title}: {name}"
        _offer(schema, catalogue)
    _claims(found["program"], catalogue.dimensions)
    return found


def _offer(schema: Schema, catalogue: Catalogue) -> None:
    """Puts the ids of this content wherever one is to be chosen."""
    site = catalogue.site
    definitions: dict[str, Schema] = schema.get("$defs", {})
    own = schema.get("properties", {})
    source = definitions.get("Source", {}).get("properties", {})
    event = definitions.get("Event", {}).get("properties", {})
    reference = definitions.get("FullReference", {}).get("properties", {})
    if "kind" in source:
        source["kind"] = _closed((k, level.label) for level in site.evidence for k in level.kinds)
    if "type" in event:
        event["type"] = _closed((one.id, one.label) for one in site.event_types)
    if "ref" in reference:
        reference["ref"] = _known(catalogue.sources)
        for name in ("Claim", "Position", "Event"):
            if name in definitions:
                items = definitions[name]["properties"]["sources"]["items"]
                items["anyOf"][0] = _known(catalogue.sources)
    if "kind" in own:
        own["kind"] = _closed((kind.id, kind.one) for kind in site.kinds)
    for key, ids in (("related", [p.id for p in catalogue.programs]), ("programs", [p.id for p in catalogue.programs]),
                     ("dimensions", [d.id for d in catalogue.dimensions])):  # fmt: skip
        if key in own:
            own[key]["items"] = {"enum": ids}
    if "applies_to" in own:
        own["applies_to"]["items"] = _closed((kind.id, kind.one) for kind in site.kinds)


def _closed(choices: Iterable[tuple[str, str]]) -> Schema:
    """One of a list; each with what it is called."""
    return {"oneOf": [{"const": id, "description": label} for id, label in choices]}


def _known(ids: Iterable[str]) -> Schema:
    """An id that is there already, or one that this very file defines."""
    return {"anyOf": [{"enum": list(ids)}, {"type": ["string", "number"], "pattern": ID_PATTERN}]}


def _claims(schema: Schema, dimensions: Iterable[Dimension]) -> None:
    claims = schema["properties"]["claims"]
    claims["properties"] = {dimension.id: _of_dimension(dimension) for dimension in dimensions}
    claims["additionalProperties"] = False


def _of_dimension(dimension: Dimension) -> Schema:
    narrower: Schema = {}
    if dimension.type in (ValueType.CHOICE, ValueType.CHOICES):
        one = _closed((choice.id, choice.means or choice.label) for choice in dimension.values)
        narrower["value"] = one if dimension.type is ValueType.CHOICE else {"type": "array", "items": one}
    if dimension.type is ValueType.YES_NO:
        narrower["value"] = {"enum": ["yes", "no"]}
    if dimension.aspects:
        narrower["aspect"] = _closed((aspect.id, aspect.label) for aspect in dimension.aspects)
    needs = {"required": ["aspect"]} if dimension.aspects else {}
    return {
        "description": f"{dimension.question} ({dimension.type}{f', {dimension.unit}' if dimension.unit else ''})",
        "type": "array",
        "items": {"allOf": [{"$ref": "#/$defs/Claim"}, {"properties": narrower, **needs}]},
    }


def as_json(schema: Schema) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
