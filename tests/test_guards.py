"""What a folder or a file may not hold: each is refused with its place, soon, and nothing ends the interpreter."""

import os
import time
from pathlib import Path

import pytest

from explainer.problems import Level, Problem
from explainer.read import Reading, read
from tests.contents import TODAY, cases, lay

BASE, _ = cases("problems.txt")
HEAD = "title: New\nkind: shop\nsummary: S.\n"
SECONDS_AT_MOST = 5  # on a busy machine; each takes a fraction of one


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay(tmp_path / "content", BASE)


def told(reading: Reading, content: Path) -> list[str]:
    """The errors, in short: `path:line:column: message`."""
    return [_told(problem, content) for problem in reading.problems if problem.level is Level.ERROR]


def _told(problem: Problem, content: Path) -> str:
    place = problem.place
    return f"{place.path.removeprefix(f'{content}/')}:{place.line}:{place.column}: {problem.message}"


def new(content: Path, written: bytes | str) -> list[str]:
    """What is told of `programs/new.yaml` when this is written in it."""
    (content / "programs" / "new.yaml").write_bytes(written if isinstance(written, bytes) else written.encode())
    begun = time.process_time()
    found = told(read(content, TODAY), content)
    assert time.process_time() - begun < SECONDS_AT_MOST
    return found


# --- Accepted --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        b"\xef\xbb\xbf" + HEAD.encode(),
        HEAD.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode(),
        HEAD.rstrip("\n").encode(),
        b"# yaml-language-server: $schema=../../schema/program.json\n" + HEAD.encode(),
        b"---\n" + HEAD.encode() + b"...\n",
        HEAD.encode() + b"tags: [a,\tb]\n",
        HEAD.encode() + b"# \ta comment\n",
    ],
    ids=["mark", "crlf", "both", "no-last-line-end", "schema", "document", "tab-between", "tab-in-comment"],
)
def test_what_an_editor_may_save_is_accepted(content: Path, written: bytes) -> None:
    assert new(content, written) == []


def test_a_mark_and_line_ends_of_windows_shift_no_place(content: Path) -> None:
    assert new(content, b"\xef\xbb\xbf" + (HEAD + "colour: red\n").replace("\n", "\r\n").encode()) == [
        'programs/new.yaml:4:1: unknown key "colour"'
    ]
    assert new(content, b"\xef\xbb\xbftitel: x\r\nkind: shop\r\nsummary: S.\r\n") == [
        'programs/new.yaml:1:1: unknown key "titel"'
    ]


# --- Refused ---------------------------------------------------------------------------------------------------------


def test_tabs_as_indentation_are_refused_line_by_line(content: Path) -> None:
    assert new(content, HEAD + "claims:\n\tsize:\n  \t- {value: 3, sources: [act]}\n") == [
        "programs/new.yaml:5:1: a tab as indentation",
        "programs/new.yaml:6:3: a tab as indentation",
    ]


def test_a_tab_within_a_block_of_text_is_text(content: Path) -> None:
    claim = "claims:\n  size:\n    - value: 3\n      sources: [act]\n      note: |\n        a\n        \tb\n"
    assert new(content, HEAD + claim) == []


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000 control character"),
        ("\x07", "U+0007 control character"),
        ("\x0b", "U+000B control character"),
        ("\x1b", "U+001B control character"),
        ("\x7f", "U+007F control character"),
        ("\x85", "U+0085 control character"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\u202a", "U+202A LEFT-TO-RIGHT EMBEDDING"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u2069", "U+2069 POP DIRECTIONAL ISOLATE"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\uffff", "U+FFFF control character"),
    ],
)
def test_control_and_direction_characters_are_refused_in_yaml_and_in_markdown(
    content: Path, character: str, name: str
) -> None:
    (content / "programs" / "new.md").write_text(f"Some\ntext{character}.\n", encoding="utf-8", newline="")
    assert new(content, HEAD.replace("S.", f"S{character}.") + "tags: [x]\n") == [
        f"programs/new.yaml:3:11: {name} may not stand in content",
        f"programs/new.md:2:5: {name} may not stand in content",
    ]


@pytest.mark.parametrize("character", ["\u200e", "\u200d", "\u00ad", "\ufffd", "\U0001f600", "é", "ｅ"])
def test_other_characters_are_text(content: Path, character: str) -> None:
    assert new(content, HEAD.replace("S.", f"S{character}.")) == []


def test_a_control_character_is_refused_as_an_escape_too(content: Path) -> None:
    assert new(content, HEAD + 'tags: ["a\\u202eb", "a\\0"]\n"k\\u202e": x\n') == [
        "programs/new.yaml:4:8: U+202E RIGHT-TO-LEFT OVERRIDE may not stand in content",
        "programs/new.yaml:4:20: U+0000 control character may not stand in content",
        "programs/new.yaml:5:1: U+202E RIGHT-TO-LEFT OVERRIDE may not stand in content",
    ]


def test_a_lone_carriage_return_is_no_line_end(content: Path) -> None:
    assert new(content, "title: New\rkind: shop\nsummary: S.\n")[0] == (
        "programs/new.yaml:1:11: U+000D control character may not stand in content"
    )


def test_a_file_of_nothing_but_control_characters_is_told_of_in_bounds(content: Path) -> None:
    found = new(content, b"\0" * 500_000)
    assert len([line for line in found if "U+0000" in line]) == 100


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (HEAD.encode() + b"tags: [caf\xe9]\n", "4:11"),
        ("title: 新".encode() + b"\xff\n", "1:9"),
        (HEAD.encode("utf-16"), "1:1"),
        (b"title: \xed\xa0\x80\n", "1:8"),
    ],
    ids=["latin-1", "behind-chinese", "utf-16", "surrogate"],
)
def test_a_file_that_is_not_utf_8_is_refused(content: Path, written: bytes, place: str) -> None:
    (content / "programs" / "new.md").write_bytes(b"\n\xe9\n")
    assert new(content, written) == [
        f"programs/new.yaml:{place}: the file is not UTF-8 from here on",
        "programs/new.md:2:1: the file is not UTF-8 from here on",
    ]


@pytest.mark.parametrize("line", ["#", "a: b", "- "])
def test_a_file_over_512_kib_is_refused_and_nothing_else_is_blamed(content: Path, line: str) -> None:
    (content / "programs" / "corner.md").write_text("[x](program:new#status-2020) [](claim:new/size)")
    written = HEAD + line * (512 * 1024 // len(line))
    assert new(content, written) == ["programs/new.yaml:1:1: the file is over 512 KiB"]


def test_a_file_of_512_kib_is_read(content: Path) -> None:
    assert new(content, HEAD + "#" * (512 * 1024 - len(HEAD))) == []
    (content / "programs" / "new.md").write_text("a\n" * 1000 + "b" * (512 * 1024 - 2000))
    assert new(content, HEAD) == []
    (content / "programs" / "new.md").write_text("a\n" * 1000 + "b" * (512 * 1024 - 1999))
    assert new(content, HEAD) == ["programs/new.md:1:1: the file is over 512 KiB"]


def test_over_20_000_nodes_are_refused(content: Path) -> None:
    room = 20_000 - 9  # the map, three keys with values, one key and its list
    assert new(content, HEAD + f"tags: [{'x, ' * room}]\n") == []
    column = len("tags: [") + 3 * room + 1
    assert new(content, HEAD + f"tags: [{'x, ' * (room + 1)}]\n") == [
        f"programs/new.yaml:4:{column}: the file has over 20,000 parts"
    ]


def test_nesting_over_32_deep_is_refused(content: Path) -> None:
    deep = 31  # inside the map of the file
    (line,) = new(content, HEAD + f"summari: {'[' * deep}{']' * deep}\n")
    assert line.startswith('programs/new.yaml:4:1: unknown key "summari"')
    assert new(content, HEAD + f"summari: {'[' * (deep + 1)}{']' * (deep + 1)}\n") == [
        f"programs/new.yaml:4:{10 + deep}: this is nested over 32 deep"
    ]


@pytest.mark.parametrize("opening", ["[", "{", "{a: ", "[a, ", "- ", "? ", "- - ", "[[a]: ", "&a [", "!!map {"])
@pytest.mark.parametrize("levels", [25_000, 100_000])
def test_nesting_without_end_is_refused_and_ends_nothing(content: Path, opening: str, levels: int) -> None:
    found = new(content, "title: x\nx: " + opening * levels)
    assert len(found) < 100
    assert all(line.startswith("programs/new.yaml:") for line in found)


PLENTY = (
    "a: &a [" + "*a, " * 5000 + "]", "<<: [*a, *b]", "? " * 20_000, "'" * 100_000, '"\\' * 50_000, "%TAG ! x",
    "- " * 100_000, "!" * 100_000, "a" * 500_000 + ": b", "|" + "9" * 1000, "x: " * 10_000,
    "{" + "a: b, " * 9_000 + "}", "\n".join(f"k{number}: x" for number in range(9_000)), "title: x\n" * 9_000,
)  # fmt: skip


@pytest.mark.parametrize("line", PLENTY, ids=range(len(PLENTY)))
def test_yaml_out_of_all_proportion_is_refused_soon(content: Path, line: str) -> None:
    found = new(content, f"title: x\n{line}\n")
    assert found
    assert all(line.startswith("programs/new.yaml:") for line in found)


@pytest.mark.parametrize(
    "line", ["[" * 50_000, "> " * 20_000, "*a " * 30_000, "- " * 2_000, "[@a](" * 20_000, "`" * 99_000]
)
def test_markdown_out_of_all_proportion_ends_soon(content: Path, line: str) -> None:
    (content / "programs" / "new.md").write_text(line)
    new(content, HEAD)


def test_a_definition_that_is_used_again_and_again_does_not_make_a_page_of_100_mb(content: Path) -> None:
    used = "[a]: https://x.example/" + "b" * 99_981 + "\n\n" + "[a] " * 9 + "\n\n[a]\n\n"
    (content / "programs" / "new.md").write_text(used)
    assert new(content, HEAD) == []
    (content / "programs" / "new.md").write_text(used + "[a] " * 20_000)
    assert new(content, HEAD) == ["programs/new.md:7:1: links with over 1,000,000 characters of addresses"]


# --- The folder ------------------------------------------------------------------------------------------------------


def test_readme_hidden_files_and_translations_are_passed_over(content: Path) -> None:
    hidden = (".hidden", "programs/.new.yaml.swp", ".git/config")
    lay(
        content,
        dict.fromkeys((*hidden, "README.md", "programs/README.md", "media/README.md", "translations/x.txt"), "\0"),
    )
    assert told(read(content, TODAY), content) == []


def test_what_is_no_plain_file_is_refused(content: Path) -> None:
    target = content.parent / "secret.yaml"
    target.write_text(HEAD)
    (content / "programs" / "linked.yaml").symlink_to(target)
    (content / "programs" / "dangling.yaml").symlink_to(content / "nowhere")
    (content / "programs" / "old.yaml").symlink_to("new.yaml")
    (content / "media").symlink_to(content.parent, target_is_directory=True)
    (content / "explainers").symlink_to(content, target_is_directory=True)
    os.mkfifo(content / "programs" / "pipe.yaml")
    os.mkfifo(content / "glossary.yaml")
    (content / "programs" / "folder.yaml").mkdir()
    (content / "programs" / "deeper").mkdir()
    found = read(content, TODAY)
    assert sorted(told(found, content)) == [
        "explainers:1:1: a symbolic link is not followed",
        "glossary.yaml:1:1: this is no plain file",
        "media:1:1: a symbolic link is not followed",
        "programs/dangling.yaml:1:1: a symbolic link is not followed",
        'programs/deeper:1:1: unknown folder "deeper"',
        'programs/folder.yaml:1:1: unknown folder "folder.yaml"',
        "programs/linked.yaml:1:1: a symbolic link is not followed",
        "programs/old.yaml:1:1: a symbolic link is not followed",
        "programs/pipe.yaml:1:1: this is no plain file",
    ]


def test_an_image_over_4_mib_is_refused(content: Path) -> None:
    (content / "media").mkdir()
    for name, size in (("whole.png", 4 << 20), ("large.png", (4 << 20) + 1), ("endless.png", 1 << 40)):
        (content / "media" / name).write_bytes(b"\x89PNG\r\n\x1a\n")
        os.truncate(content / "media" / name, size)
    assert told(read(content, TODAY), content) == [
        "media/endless.png:1:1: the image is over 4 MiB",
        "media/large.png:1:1: the image is over 4 MiB",
    ]


def test_names_that_are_no_text_are_refused_and_can_be_printed(content: Path) -> None:
    (content / "media").mkdir()
    for name in (b"programs/caf\xe9.yaml", b"media/\xff.png", b"media/a\nb.png", b"\x1b[2J.yaml"):
        Path(os.fsdecode(bytes(content) + b"/" + name)).write_bytes(HEAD.encode())
    found = told(read(content, TODAY), content)
    assert found == [
        '\ufffd[2J.yaml:1:1: unknown file "\ufffd[2J.yaml"',
        "media/a\ufffdb.png:1:1: the name of this file cannot be shown",
        "media/\ufffd.png:1:1: the name of this file cannot be shown",
        'programs/caf\ufffd.yaml:1:1: "caf\ufffd" is not an id',
    ]


@pytest.mark.parametrize("name", ["A", "a_b", "a--b", "-a", "a-", "a.b", "a b", "é", "新", "a" * 65, "a" * 200])
def test_a_name_that_is_no_id_is_refused(content: Path, name: str) -> None:
    (content / "programs" / f"{name}.yaml").write_text(HEAD)
    assert told(read(content, TODAY), content) == [f'programs/{name}.yaml:1:1: "{name}" is not an id']


@pytest.mark.parametrize("name", ["a", "0", "a-b", "a" * 64, "2024-x"])
def test_a_name_that_is_an_id_is_accepted(content: Path, name: str) -> None:
    (content / "programs" / f"{name}.yaml").write_text(HEAD)
    assert told(read(content, TODAY), content) == []


def test_an_empty_folder_lacks_site_yaml_and_nothing_else(tmp_path: Path) -> None:
    reading = read(tmp_path, TODAY)
    assert told(reading, tmp_path) == ["site.yaml:1:1: there is no site.yaml"]
    assert reading.catalogue is None


def test_media_may_lie_in_folders_of_its_own(content: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (3).to_bytes(4, "big") + (2).to_bytes(4, "big")
    (content / "media" / "deep").mkdir(parents=True)
    (content / "media" / "deep" / "A b.PNG").write_bytes(png)
    (content / "media" / "wrong.gif.exe").write_bytes(b"GIF89a")
    (content / "programs" / "new.md").write_text("![A wheel](../media/deep/A%20b.PNG) ![No](../media/deep/a%20b.PNG)")
    assert told(read(content, TODAY), content) == [
        "media/wrong.gif.exe:1:1: a GIF whose name does not end so",
        'programs/new.md:1:43: there is no file "media/deep/a b.PNG" in the content',
    ]
