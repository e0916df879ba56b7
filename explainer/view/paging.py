"""Long lists in pages of so many, so that no page grows with the site.

In: what is listed, and how much a page holds. Out: what each page holds, and the way from one to the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaf:
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands among those of its list. `before` and `after` are addresses, or empty."""

    number: int
    before: str
    after: str
    leaves: tuple[Leaf, ...]


def shares(items: Sequence[T], at_most: int) -> tuple[Sequence[T], ...]:
    """The items of each page; of no item there is one page, and it is empty."""
    return tuple(items[start : start + at_most] for start in range(0, max(1, len(items)), at_most))


def address(base: str, number: int) -> str:
    """The first page is the list's own address."""
    return base if number == 1 else f"{base}page/{number}/"


def pager(base: str, number: int, count: int) -> Pager | None:
    """None where one page holds all."""
    if count == 1:
        return None
    return Pager(
        number=number,
        before=address(base, number - 1) if number > 1 else "",
        after=address(base, number + 1) if number < count else "",
        leaves=tuple(Leaf(one, address(base, one)) for one in range(1, count + 1)),
    )
