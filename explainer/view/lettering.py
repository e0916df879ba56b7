"""How wide letters are, about, so that words find room in a picture; sizes and rooms are in its pixels."""

from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

NARROW, BROAD = "ijlIft.,:;'|!()[] ", "mwMW@%—"


def size_of(texts: Iterable[str], smallest: int, largest: int, room: int) -> int:
    """The largest at which the longest of them fits, or the smallest that can be read."""
    widest = max(width(text, 100) for text in texts)
    return max(smallest, min(largest, int(room * 100 / widest)))


def lines_of(text: str, size: int, room: int, at_most: int) -> list[str]:
    """Words in lines that fit; scripts without spaces are broken between letters. What is too much ends in "…"."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width(lines[-1] + piece.rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    lines = [line.strip() for line in lines]
    if len(lines) > at_most:
        lines[at_most - 1 :] = [cut(" ".join(lines[at_most - 1 :]), size, room)]
    return [cut(line, size, room) for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """A word with the space behind it, or a letter of those that are as wide as high."""
    word = ""
    for letter in text:
        if _is_square(letter):
            yield from filter(None, (word, letter))
            word = ""
        else:
            word += letter
            if letter.isspace():
                yield word
                word = ""
    yield from filter(None, (word,))


def cut(text: str, size: int, room: int) -> str:
    if width(text, size) <= room:
        return text
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip(' ,.;:')}…"


def width(text: str, size: int) -> float:
    """About how wide the text is in bold letters, rather too much than too little."""
    return sum(_share(letter) for letter in text) * size


def _share(letter: str) -> float:
    if _is_square(letter):
        return 1
    if letter in NARROW:
        return 0.36
    return 0.95 if letter in BROAD else 0.72 if letter.isupper() else 0.61


def _is_square(letter: str) -> bool:
    return east_asian_width(letter) in "WF"
