"""Cards as PNG: our own SVG, drawn by resvg with our own fonts, so that every machine draws the same.

In: the text of an SVG. Out: the bytes of a PNG. What was drawn is kept in a folder, under the digest of all that went
in; what is found damaged there is drawn anew.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import resvg_py

from explainer.view.cards import Card, Text

KEPT_AT_MOST = 1000
DIGEST_LENGTH = 32


@dataclass(frozen=True)
class Press:
    """The fonts to draw with, and where drawings are kept; None: nowhere."""

    fonts: Path
    kept: Path | None

    @cached_property
    def files(self) -> list[str]:
        return [str(path) for path in sorted(self.fonts.glob("*.[ot]tf"))]

    @cached_property
    def letters(self) -> frozenset[str]:
        """Those that the fonts have."""
        return frozenset((self.fonts / "letters.txt").read_text("utf-8"))

    @cached_property
    def digest(self) -> bytes:
        """Of the fonts and of the version of the drawer."""
        every = sha256(version("resvg-py").encode())
        for path in self.files:
            every.update(Path(path).read_bytes())
        return every.digest()


def drawable(press: Press, card: Card) -> bool:
    """Whether the fonts have every letter that must be on it."""
    return all(_has(press, text) for text in card.texts if not text.spare)


def texts(press: Press, card: Card) -> Iterable[Text]:
    """What is written on it."""
    return [text for text in card.texts if _has(press, text)]


def _has(press: Press, text: Text) -> bool:
    return press.letters.issuperset(text.text)


def png(svg: str, press: Press) -> bytes:
    """The picture, from what is kept or drawn anew."""
    if press.kept is None:
        return _drawn(svg, press)
    place = press.kept / sha256(press.digest + svg.encode()).hexdigest()
    found = _kept(place)
    if found is None:
        found = _drawn(svg, press)
        _keep(place, found)
    return found


def _drawn(svg: str, press: Press) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=press.files))


def _kept(place: Path) -> bytes | None:
    """What was kept, behind its digest; None where there is nothing or it is damaged."""
    try:
        content = place.read_bytes()
    except OSError:
        return None
    digest, found = content[:DIGEST_LENGTH], content[DIGEST_LENGTH:]
    return found if sha256(found).digest() == digest else None


def _keep(place: Path, content: bytes) -> None:
    """Puts it there at once or not at all, and the oldest away where they are many. It may fail: it only saves time."""
    beside = place.with_suffix(".new")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(sha256(content).digest() + content)
        beside.replace(place)
        kept = sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for path in kept[:-KEPT_AT_MOST]:
            path.unlink()
