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
from explainer.write import sealed

KEPT_AT_MOST = 2000


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
    found = sealed.kept(place)
    if found is None:
        found = _drawn(svg, press)
        _keep(place, found)
    return found


def _drawn(svg: str, press: Press) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=press.files))


def _keep(place: Path, content: bytes) -> None:
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        sealed.keep(place, lambda file: file.write(content))


def forget(press: Press) -> None:
    """Takes the oldest drawings away where many are kept. It may fail: they only take room."""
    with suppress(OSError):
        kept = sorted(press.kept.iterdir(), key=lambda path: path.stat().st_mtime_ns) if press.kept else []
        for path in kept[:-KEPT_AT_MOST]:
            path.unlink()
