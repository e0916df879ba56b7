"""JSON values as texts: of a file, of a script element, of a cell. Never a float, so never NaN."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Union

UNSEEN = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2; RFC 5545, 3.1
COMPACT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
Json = Union[str, int, bool, None, Sequence["Json"], Mapping[str, "Json"]]  # noqa: UP007  # it names itself


def letters(text: str) -> str:
    """Without what XML and calendars cannot hold; content has none of it, and their libraries would write it."""
    return UNSEEN.sub("\ufffd", text)


def as_json(value: Json, indent: int | None = None) -> str:
    """One text without NaN, whole letters left as they are; nothing in it closes an element of HTML."""
    encoder = COMPACT if indent is None else json.JSONEncoder(ensure_ascii=False, allow_nan=False, indent=indent)
    text = encoder.encode(value)
    return text.replace("</", "<\\/")  # a "<" only stands within a JSON text, where "\/" is "/"


def in_script(value: Json) -> str:
    """For a data block (HTML, 4.12.1): without any "<", neither `</script>` nor `<!--<script>` begins in a title."""
    return as_json(value).replace("<", "\\u003c")


def cell(value: Json) -> str | int | None:
    """For a table: plain lists joined by `|`, whatever is nested as JSON text, None where there is nothing."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Sequence) and all(isinstance(each, str) for each in value):
        return "|".join(map(str, value))
    return as_json(value)
