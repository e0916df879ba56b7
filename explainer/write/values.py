"""Values of records as JSON values, and JSON values as the text of a cell.

In: what a field of a record may hold. Out: texts, whole numbers, flags, nulls, lists and maps; never a float, so never
NaN.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Union

from explainer.view.fields import fields_of
from explainer.view.prose import ShownProse
from explainer.write.render import absolute, prose

UNSEEN = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2; RFC 5545, 3.1
Json = Union[str, int, bool, None, Sequence["Json"], Mapping[str, "Json"]]  # noqa: UP007  # it names itself


def letters(text: str) -> str:
    """Without what XML and calendars cannot hold; content has none of it, and their libraries would write it."""
    return UNSEEN.sub("\ufffd", text)


def plain(value: object, base_url: str) -> Json:
    """The value as JSON knows it; prose is HTML whose addresses are absolute. Raises TypeError for anything unknown."""
    match value:
        case StrEnum():
            return value.value
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case ShownProse():
            return str(prose(partial(absolute, base_url), value))
        case tuple():
            return [plain(each, base_url) for each in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            fields = fields_of(type(value))
            return {field.name: plain(getattr(value, field.attribute), base_url) for field in fields}
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def as_json(value: Json, indent: int | None = None) -> str:
    """One text without NaN, whole letters left as they are; safe inside a `script` element too."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=separators, indent=indent)
    return text.replace("</", "<\\/")  # a "<" only stands within a JSON text, where "\/" is "/"


def cell(value: Json) -> str | int | None:
    """For a table: plain lists joined by `|`, whatever is nested as JSON text, None where there is nothing."""
    match value:
        case None | str() | bool() | int():
            return value
        case Sequence() if all(isinstance(each, str) for each in value):
            return "|".join(str(each) for each in value)
    return as_json(value)
