"""The whole way of a first contribution, as somebody would go it who has only read CONTRIBUTING."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import built

BIKES = built.ROOT / "tests" / "topics" / "bikes"
SOURCE = """
sources:
  hill-2025:
    title: Bikes on the hill
    publisher: The Hill Post
    kind: newspaper
    url: https://example.com/hill
    archived: https://example.com/archive/hill
    published: 2025-05-02
    checked: 2026-11-20
"""


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], cwd=folder, check=True)


def test_new_fill_in_break_read_mend_diff_build(tmp_path: Path) -> None:
    content = Path(shutil.copytree(BIKES, tmp_path / "content"))
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "what was there"]):
        git(tmp_path, *arguments)

    done = built.run("new", "program", "hill-bikes", "--content", content, "--title", "Hill Bikes", "--kind", "docked",
                     "--summary", "Bikes with a motor.")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert built.run("check", "--content", content).returncode == 0

    facts = content / "programs" / "hill-bikes.yaml"
    open_question = "  status:\n    - {none: not-researched}\n"
    assert open_question in facts.read_text()
    wrong = "  status:\n    - {value: opne, from: 2025-5, sources: [hill-2025]}\n"
    facts.write_text(facts.read_text().replace(open_question, wrong) + SOURCE)
    told = built.run("check", "--content", content)
    assert told.returncode == 1
    line = facts.read_text().splitlines().index(wrong.splitlines()[1]) + 1
    assert f'{facts}:{line}:15: error: "opne" is not a value of "status"' in told.stdout
    assert 'did you mean "open"?' in told.stdout
    assert f'{facts}:{line}:27: error: "2025-5" is not a date' in told.stdout

    before = built.run("build", "--content", content, "--out", tmp_path / "site")
    assert (before.returncode, (tmp_path / "site").exists()) == (1, False)

    facts.write_text(facts.read_text().replace("opne", "open").replace("2025-5,", "2025-05,"))
    assert built.run("check", "--content", content).returncode == 0
    difference = built.run("diff", "main", "--content", content)
    assert "  Hill Bikes · Status: new: Open (since May 2025), evidence: Newspaper\n" in difference.stdout
    assert "  /programs/hill-bikes/\n" in difference.stdout

    site = built.build(content, tmp_path / "site")
    page = built.pages(site)["/programs/hill-bikes/"]
    assert "since May 2025" in page.text
    assert "status-2025-05" in page.ids


@pytest.mark.parametrize(
    "answer", ["Hill Bikes\ndocked\nBikes with a motor.\n", "\nHill Bikes\ndokced\ndocked\nBikes with a motor.\n"]
)
def test_who_sits_at_a_terminal_is_asked(answer: str, tmp_path: Path) -> None:
    content = Path(shutil.copytree(BIKES, tmp_path / "content"))
    command = f"{sys.executable} {built.ROOT / 'build.py'} new program hill-bikes --content {content}"
    script = shutil.which("script")
    if script is None:
        pytest.skip("no script(1) to pretend a terminal with")
    subprocess.run([script, "-qec", command, "/dev/null"], input=answer.encode(), check=True, capture_output=True)
    text = (content / "programs" / "hill-bikes.yaml").read_text()
    assert 'title: "Hill Bikes"\nkind: docked\nsummary: "Bikes with a motor."\n' in text


def test_who_ends_the_questions_is_told_what_is_missing(tmp_path: Path) -> None:
    content = Path(shutil.copytree(BIKES, tmp_path / "content"))
    script = shutil.which("script")
    if script is None:
        pytest.skip("no script(1) to pretend a terminal with")
    command = f"{sys.executable} {built.ROOT / 'build.py'} new program hill-bikes --content {content}"
    done = subprocess.run([script, "-qec", command, "/dev/null"], input=b"\x04", check=False, capture_output=True)
    assert b"--title is missing" in done.stdout
    assert b"Traceback" not in done.stdout
    assert done.returncode == 2
