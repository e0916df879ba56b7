"""The forms a text may have: a date, an address, an id. Each takes what was written, returns it or says what to write.

An empty text passes each of them: it stands where something is missing or wrong, and that was noted already.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from explainer import dates
from explainer.model import WRITTEN_NO_ANSWERS, NoAnswer
from explainer.problems import suggestion
from explainer.read.document import SeveralLines
from explainer.read.slug import ID_LENGTH, is_id, slug

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
_BLANK_OR_UNSAFE = re.compile(r"[\s<>\"{}|\\^`]")

DATE_HINT = "write 2010, 2010-09 or 2010-09-28, with ~ (approximate), ? (uncertain) or % (both), or ../2010-09 (by)"


class FormError(ValueError):
    """What is wrong with a value, what to write instead, and what it was to come from."""

    def __init__(self, message: str, hint: str = "", allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.allowed = allowed


def one_line(written: object) -> object:
    """Refuses a text over several lines; of what is no text the schema speaks."""
    if isinstance(written, SeveralLines) or (isinstance(written, str) and "\n" in written):
        raise FormError("this text has to stand on one line", "join the lines")
    return written


def at_most(length: int) -> Callable[[str], str]:
    """A check of a text: as it was, or FormError where it has more characters."""

    def check(written: str) -> str:
        if len(written) > length:
            raise FormError(f"this text has {len(written):,} characters", f"{length:,} are the most")
        return written

    return check


def identifier(written: str) -> str:
    return _identifier(written, ID_LENGTH)


def anchor(written: str) -> str:
    """The id of a claim or an event, free of what headings and templates take."""
    for taken in ("s-", "page-"):
        if written.startswith(taken):
            rest = written.removeprefix(taken)
            raise FormError(f'an id here may not begin with "{taken}"', f'write "{rest}"' if rest else "write another")
    return _identifier(written, 120)


def _identifier(written: str, length: int) -> str:
    if not written or is_id(written, length):
        return written
    if len(written) > length:
        raise FormError(f"this id has {len(written)} characters", f"{length} are the most")
    form = "a-z, 0-9 and single hyphens"
    is_foreign = not re.search(r"[a-zA-Z0-9]", written)
    hint = f"write it in {form}" if is_foreign else f'write "{slug(written, length)}": {form}'
    raise FormError(f'"{written}" is not an id', hint)


def date(written: str) -> str:
    if written and dates.parse(written) is None:
        raise FormError(f'"{written}" is not a date', DATE_HINT)
    return written


def date_without_opening(written: str) -> str:
    if date(written).startswith("../"):
        raise FormError(f'"{written}" has no beginning', f'write "{written[3:]}"')
    return written


def day(written: str) -> str:
    if written and dates.parse_day(written) is None:
        raise FormError(f'"{written}" is not a day', "write it as 2010-09-28")
    return written


def web_address(written: str) -> str:
    """As written, or empty. Raises FormError for what a browser would not open as http or https, or not as it stands
    there (RFC 3986)."""
    if not written:
        return written
    try:
        parts = urlsplit(written)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # an unclosed bracket, or a port that is no number
        sound = False
    unsafe = _BLANK_OR_UNSAFE.search(written)
    if sound and unsafe:
        raise FormError(f'"{unsafe[0]}" may not stand in a web address', f"write {quote(unsafe[0])} for it")
    if not sound or unsafe:
        raise FormError(f'"{written}" is not a web address', "write it as https://example.org/...")
    return written


def base_address(written: str) -> str:
    """An address that others are joined to."""
    if "?" in web_address(written) or "#" in written:
        raise FormError(f'"{written}" has a query or a fragment', "write it as https://example.org/path/")
    return written


def language(written: str) -> str:
    """By its form only (RFC 5646 2.1)."""
    if written and not _LANGUAGE.fullmatch(written):
        plainer = written.replace("_", "-")
        hint = f'write "{plainer}"' if _LANGUAGE.fullmatch(plainer) else "write a BCP 47 tag such as en or zh-Hans"
        raise FormError(f'"{written}" is not a language', hint)
    return written


def truth(written: object) -> object:
    """`true` or `false`, written so."""
    if written == "":
        return False
    if isinstance(written, str):
        if written not in ("true", "false"):
            raise FormError(f'"{written}" is neither true nor false', "", ("true", "false"))
        return written == "true"
    return written


def whole(written: object) -> object:
    """A whole number."""
    if written == "":
        return 0
    if isinstance(written, str):
        if not _WHOLE.fullmatch(written):
            raise FormError(f'"{written}" is not a whole number', "write it as 10")
        return int(written)
    return written


def days(written: object) -> object:
    """A whole number of 1 or more; 0 where nothing was written."""
    number = whole(written)
    if written != "" and isinstance(number, int) and number < 1:
        raise FormError(f'"{written}" is not a number of days', "write 1 or more, or leave the key out")
    return number


def no_answer(written: str) -> str:
    """A kind of no answer that may be written."""
    if written == NoAnswer.NOT_RECORDED:
        raise FormError(f'"{written}" is never written, only shown', "", WRITTEN_NO_ANSWERS)
    return one_of(WRITTEN_NO_ANSWERS)(written)


def one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    """A check of a word: as it was, or FormError with the nearest of those allowed. Empty is allowed."""

    def check(written: str) -> str:
        if written and written not in allowed:
            raise FormError(f'"{written}" is not known here', suggestion(written, allowed), allowed)
        return written

    return check
