"""The fields of a record, read off its class: name, form, meaning. The one truth of every description of the data."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

from explainer.view.prose import ShownProse
from explainer.view.records import Address, Digits, When


class Form(StrEnum):
    """What a field holds, in words that its readers are shown."""

    TEXT = "text"
    WHEN = "date as written"
    DAY = "day"
    DIGITS = "number as written"
    COUNT = "whole number"
    FLAG = "true or false"
    ADDRESS = "address"
    HTML = "HTML"
    TEXTS = "list of texts"
    TEXT_OR_TEXTS = "text, or list of texts"
    RECORD = "record"
    RECORDS = "list of records"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record, as it is given away."""

    name: str  # as given away
    attribute: str  # of the record
    form: Form
    about: str
    required: bool  # never null
    choices: tuple[str, ...] = ()  # of a closed set
    record: type | None = None  # of RECORD and RECORDS


FORMS = {
    str: Form.TEXT,
    When: Form.WHEN,
    date: Form.DAY,
    Digits: Form.DIGITS,
    int: Form.COUNT,
    bool: Form.FLAG,
    Address: Form.ADDRESS,
    ShownProse: Form.HTML,
}


@cache
def fields_of(record: type) -> tuple[Field, ...]:
    """In the order of the class. Raises KeyError for a type that has no form."""
    hints = get_type_hints(record, include_extras=True)
    return tuple(_field(one.name, *get_args(hints[one.name])) for one in fields(record))


def _field(attribute: str, hint: object, about: str) -> Field:
    parts: Sequence[object] = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    given = [part for part in parts if part is not type(None)]
    form, of = (Form.TEXT_OR_TEXTS, None) if len(given) > 1 else _form(given[0])
    choices = tuple(str(choice) for choice in of) if isinstance(of, type) and issubclass(of, StrEnum) else ()
    record = of if isinstance(of, type) and not choices else None
    return Field(attribute.removesuffix("_"), attribute, form, about, len(given) == len(parts), choices, record)


def _form(hint: object) -> tuple[Form, type | None]:
    """The form, and the record or closed set that the hint is made of."""
    if get_origin(hint) is tuple:
        inner, of = _form(get_args(hint)[0])
        return (Form.RECORDS if inner is Form.RECORD else Form.TEXTS), of
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Form.TEXT, hint
    if isinstance(hint, type) and hint not in FORMS:
        return Form.RECORD, hint
    return FORMS[hint], None  # type: ignore[index]  # a NewType is no type
