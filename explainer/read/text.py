"""Bytes -> lines as an editor shows them, without what may not stand in any file of the content.

Refused: what is not UTF-8, control characters, and the characters that turn the direction of what is shown
(Unicode TR 36, 2.10; CVE-2021-42574). A byte-order mark and CRLF are accepted.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from itertools import islice
from unicodedata import name

from explainer.problems import Place, Problem

MOST_BYTES = 512 * 1024
MOST_REFUSALS = 100  # that are told of one file

_REFUSED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but tab and line feed
    r"\u2028\u2029"  # line and paragraph separators: an editor counts no line there, YAML does
    r"\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates
    r"\ufeff\ufffe\uffff\ud800-\udfff]"
)


def refused(text: str) -> re.Match[str] | None:
    """The first character that may not stand in content."""
    return _REFUSED.search(text)


def character(found: str) -> str:
    """ "U+202E RIGHT-TO-LEFT OVERRIDE"."""
    return f"U+{ord(found):04X} {name(found, 'control character')}"


def lines(content: bytes, path: str, problems: list[Problem]) -> tuple[str, ...] | None:
    """The lines of a file, U+FFFD for each refused character, or None where it cannot be read any further."""
    if len(content) > MOST_BYTES:
        hint = "split it, or shorten it"
        problems.append(Problem(Place(path), f"the file is over {MOST_BYTES // 1024} KiB", hint=hint))
        return None
    content = content.removeprefix(BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(_not_utf8(content, error.start, path))
        return None
    text = text.replace("\r\n", "\n")
    found = tuple(text.split("\n"))
    if not _REFUSED.search(text):
        return found
    problems.extend(islice(_refusals(found, path), MOST_REFUSALS))
    return tuple(_REFUSED.sub("\ufffd", line) for line in found)


def _refusals(lines: Iterable[str], path: str) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        for match in _REFUSED.finditer(line):
            place = Place(path, number, match.start() + 1, 1, line)
            yield Problem(place, f"{character(match[0])} may not stand in content", hint="delete it")


def _not_utf8(content: bytes, start: int, path: str) -> Problem:
    before = content[:start].decode("utf-8").replace("\r\n", "\n").split("\n")
    rest = content[start:].split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    place = Place(path, len(before), len(before[-1]) + 1, 1, before[-1] + rest)
    return Problem(place, "the file is not UTF-8 from here on", hint="save it as UTF-8")
