"""Whatever becomes of the files of a topic: they are read or told of, and what is told has a place in them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.problems import Level, Place, as_github, as_json, as_text, ordered
from explainer.read import read
from tests.contents import TODAY

BIKES = Path(__file__).parent / "topics" / "bikes"
TEXTS = sorted(path.relative_to(BIKES) for path in BIKES.rglob("*.*") if path.suffix in (".yaml", ".md"))
TEXTS = [path for path in TEXTS if path.name != "README.md"]
PIECES = st.one_of(
    st.sampled_from(
        ("\t", "\0", "\u202e", "法律", "é", "\r", "\ufeff", "---", "- ", ": ", "{", "}", "[", "]", "'", '"', "#", "&a ",
         "*a", "!!str ", "<<: ", "? ", "%", ">", "|", " ", "@", "`", "~", "../", "2024-13", "0", "-1", "yes", "true",
         "[@x]", "null", "[](claim:x)", "(program:)", "](#", "![](", "[^1]", "\n", "\n\n", "\n  ", "\n- ", "\\",
         "value: ", "none: ", "😀")
    ),
    st.text(max_size=5),
)  # fmt: skip

Change = Callable[[str], str]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Deletes, doubles, swaps, moves or cuts a line, or changes characters; where, by a share of the text."""
    how = draw(st.sampled_from(("delete", "double", "swap", "cut", "indent", "insert", "erase", "replace")))
    share, other = draw(st.floats(0, 1, exclude_max=True)), draw(st.floats(0, 1, exclude_max=True))
    piece, length = draw(PIECES), draw(st.integers(1, 12))

    def change(text: str) -> str:
        lines = text.splitlines(keepends=True) or [""]
        one, two = int(share * len(lines)), int(other * len(lines))
        at = int(share * (len(text) + 1))
        match how:
            case "delete":
                del lines[one]
            case "double":
                lines.insert(two, lines[one])
            case "swap":
                lines[one], lines[two] = lines[two], lines[one]
            case "cut":
                lines[one] = lines[one][: int(other * len(lines[one]))]
            case "indent":
                lines[one] = " " * length + lines[one] if other < 0.5 else lines[one][length:]
            case "insert":
                return text[:at] + piece + text[at:]
            case "erase":
                return text[:at] + text[at + length :]
            case "replace":
                return text[:at] + piece + text[at + length :]
        return "".join(lines)

    return change


EDITS = st.lists(st.tuples(st.sampled_from(TEXTS), changes()), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def content() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(shutil.copytree(BIKES, Path(folder) / "bikes"))


def lies_in_its_file(place: Place, content: Path) -> bool:
    """Line and column are in the file as an editor shows it, and the snippet is that line."""
    path = Path(place.path)
    if path == content / "site.yaml" and not path.exists():
        return (place.line, place.column) == (1, 1)
    lines = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else None
    return line is not None and 0 < place.column <= len(line) + 1 and len(place.snippet) in (0, len(line))


def check(content: Path, edits: list[tuple[Path, Change]]) -> None:
    try:
        for path, change in edits:
            text = (content / path).read_bytes().decode()
            (content / path).write_bytes(change(text).encode("utf-8", "surrogatepass"))
        reading = read(content, TODAY)
        astray = [problem for problem in reading.problems if not lies_in_its_file(problem.place, content)]
        assert astray == []
        failed = any(problem.level is Level.ERROR for problem in reading.problems)
        assert (reading.catalogue is None) == failed
        found = ordered(reading.problems)
        assert as_text(found).count("\n") <= 4 * len(found)
        assert as_github(found).count("\n") == len(found)
        as_json(found).encode()
    finally:
        for path, _ in edits:
            shutil.copyfile(BIKES / path, content / path)


@given(edits=EDITS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_changed_content_is_read_or_told_of(content: Path, edits: list[tuple[Path, Change]]) -> None:
    check(content, edits)


@pytest.mark.slow
@given(edits=EDITS)
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_much_changed_content_is_read_or_told_of(content: Path, edits: list[tuple[Path, Change]]) -> None:
    check(content, edits)
