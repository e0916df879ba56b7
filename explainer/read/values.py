"""A value as it was typed -> the Answer that it is, by the type of its dimension.

Each function returns an Answer or raises a FormError that says what to write. Inline Markdown is not parsed here.
"""

import re
from functools import cache

from babel.numbers import list_currencies

from explainer import dates
from explainer.model import Answer, Dimension, NoAnswer, ValueType
from explainer.problems import suggestion
from explainer.read.forms import DATE_HINT, FormError

_NUMBER = re.compile(r"(~|>=|<=|>|<)?(-?\d{1,30}(?:\.\d{1,30})?)", re.ASCII)
_MONEY = re.compile(rf"({_NUMBER.pattern}) +([A-Z]{{3}})", re.ASCII)
QUALIFIERS = {"~": "about", ">": "more than", "<": "less than", ">=": "at least", "<=": "at most"}
NUMBER_HINT = 'write digits such as 380 or 1.5, with "~", ">", "<", ">=" or "<=" before them if need be'


def silence(kind: str) -> Answer:
    """One of the kinds of no answer, which has its words where it is shown."""
    return Answer("", none=NoAnswer(kind))


def single(written: str, dimension: Dimension) -> Answer:
    """The value of a dimension of any type but `choices` and `text`."""
    match dimension.type:
        case ValueType.CHOICE:
            return Answer(_label(written, dimension), value=written)
        case ValueType.NUMBER:
            return _number(written)
        case ValueType.MONEY:
            return _money(written)
        case ValueType.DATE:
            return _date(written)
        case ValueType.YES_NO:
            return _yes_no(written)
        case _:
            raise ValueError(dimension.type)


def several(written: tuple[str, ...], dimension: Dimension) -> Answer:
    """The values of a dimension of type `choices`, each of which has been looked at."""
    return Answer(", ".join(_label(one, dimension) for one in written), value=written)


def one_of_several(written: str, before: tuple[str, ...], dimension: Dimension) -> None:
    """One entry of a list of choices: known, and not given before."""
    _label(written, dimension)
    if written in before:
        raise FormError(f'"{written}" is already given', "delete it")


def _label(written: str, dimension: Dimension) -> str:
    labels = {choice.id: choice.label for choice in dimension.values}
    if written not in labels:
        message = f'"{written}" is not a value of "{dimension.id}"'
        raise FormError(message, suggestion(written, labels), tuple(labels))
    return labels[written]


def _number(written: str) -> Answer:
    found = _NUMBER.fullmatch(written)
    if not found:
        raise FormError(f'"{written}" is not a number', _plainer(written, _NUMBER) or NUMBER_HINT)
    qualifier, number = found.groups()
    return Answer(_number_words(qualifier, number), value=written, number=number, qualifier=qualifier)


def _money(written: str) -> Answer:
    found = _MONEY.fullmatch(written)
    if not found:
        hint = _plainer(written, _MONEY) or 'write a number and a currency: "1.50 EUR", "~1800000000 GBP"'
        raise FormError(f'"{written}" is not an amount of money', hint)
    _, qualifier, number, currency = found.groups()
    if currency not in _currencies():
        raise FormError(f'"{currency}" is not a currency', "write a code of ISO 4217 such as EUR")
    text = f"{_number_words(qualifier, number)} {currency}"
    return Answer(text, value=written, number=number, qualifier=qualifier, currency=currency)


def _plainer(written: str, form: re.Pattern[str]) -> str:
    """What to write where only the thousands are set apart, a blank follows the sign, or a code is in small letters."""
    bare = re.sub(r"(?<=\d)[,_ '](?=\d{3})", "", re.sub(r"(?<=[~<>=]) +", "", written)).upper()
    if re.search(r"\d{31}", written):
        return "30 digits are the most"
    return f'write "{bare}"' if form.fullmatch(bare) else ""


def _number_words(qualifier: str | None, number: str) -> str:
    """ "about 1,800,000": thousands set apart, decimals as they were written."""
    whole, point, decimals = number.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    words = f"{sign}{int(digits):,}{point}{decimals}"
    return f"{QUALIFIERS[qualifier]} {words}" if qualifier else words


def _date(written: str) -> Answer:
    date = dates.parse(written)
    if date is None:
        raise FormError(f'"{written}" is not a date', DATE_HINT)
    return Answer(date.words, value=written)


def _yes_no(written: str) -> Answer:
    if written not in ("yes", "no"):
        raise FormError(f'"{written}" is neither yes nor no', suggestion(written.lower(), ("yes", "no")), ("yes", "no"))
    return Answer(written.capitalize(), value=written)


@cache
def _currencies() -> frozenset[str]:
    """Every code of ISO 4217 that is or was in use (CLDR)."""
    return frozenset(list_currencies())
