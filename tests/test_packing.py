"""Packing: what comes out is equal to what went in, of the same class, whatever it is made of."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from io import BytesIO
from typing import NamedTuple

from explainer.packing import pack, packed, unpacked


class Size(Enum):
    SMALL = "s"


class Spot(NamedTuple):
    line: int
    size: Size | None = None


class Many(tuple[int, ...]):
    """A tuple with a name, but none for its parts."""


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class One:
    value: object


@dataclass(frozen=True, slots=True)
class Record:
    spots: dict[str, Spot]
    on: date
    noted: list[object] = field(default_factory=list)


RECORD = Record({"a": Spot(1, Size.SMALL), "b": Spot(2)}, date(2026, 2, 1), [One(Nothing()), One((1, 2)), Many((3,))])


def test_records_come_out_as_they_went_in() -> None:
    written = BytesIO()
    pack([RECORD, RECORD], written)
    first, second = found = unpacked(written.getvalue())  # type: ignore[misc]
    assert repr(found) == repr([RECORD, RECORD])
    assert found == [RECORD, RECORD]
    assert type(first.noted[2]) is Many
    assert first is second


def test_a_failure_comes_out_with_its_notes() -> None:
    failure = ValueError("no", 3)
    failure.add_note("said beside it")
    found = unpacked(packed(failure))
    assert (type(found), found.args, found.__notes__) == (ValueError, ("no", 3), ["said beside it"])  # type: ignore


def test_without_a_memo_equal_records_have_equal_bytes() -> None:
    spot = Spot(10_000)
    shared, not_shared = {"a": spot, "b": spot}, {"a": Spot(10_000), "b": Spot(int("10000"))}
    assert packed(shared, fast=True) == packed(not_shared, fast=True)
    assert packed(shared) != packed(not_shared)
