"""Values of records as JSON values.

In: what a field of a record may hold, or whole tables. Out: texts, whole numbers, flags, nulls, lists and maps.
"""

from collections.abc import Iterable
from dataclasses import dataclass, is_dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from types import NoneType
from typing import cast

from explainer.view.fields import fields_of
from explainer.view.prose import ShownProse
from explainer.view.tables import Shape, Table
from explainer.write.addresses import absolute
from explainer.write.render import prose
from explainer.write.values import Json

PLAIN = frozenset({str, int, bool, NoneType})


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table as JSON values, made once for every file that holds them."""

    shape: Shape
    rows: tuple[tuple[Json, ...], ...]


def plain_tables(tables: Iterable[Table], base_url: str) -> tuple[PlainTable, ...]:
    return tuple(
        PlainTable(table.shape, tuple(tuple([plain(value, base_url) for value in row]) for row in table.rows))
        for table in tables
    )


def plain(value: object, base_url: str) -> Json:
    """The value as JSON knows it; prose is HTML whose addresses are absolute. Raises TypeError for anything unknown."""
    if type(value) in PLAIN:  # most are
        return cast(Json, value)
    match value:
        case StrEnum():
            return value.value
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
