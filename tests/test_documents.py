"""What the documents say is so."""

import re
import shutil
from pathlib import Path

import pytest

from explainer.read.guide import guide
from tests import built

CONTRIBUTING = (built.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (built.ROOT / "README.md").read_text(encoding="utf-8")
MISTAKES = re.findall(r"^\| `(\w+: \[.*\])` \| `(.+)` \|$", CONTRIBUTING, re.MULTILINE)
PROGRAM = """\
title: Example
kind: payment
summary: An example.
claims:
  {claim}
events:
  - {{date: 2024, title: Begins, sources: [example-2024]}}
sources:
  example-2024:
    title: A text
    publisher: A publisher
    kind: news
    url: https://example.org/
    checked: 2026-11-01
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The questions of the real site, and no program yet."""
    folder = tmp_path_factory.mktemp("place") / "content"
    (folder / "programs").mkdir(parents=True)
    shutil.copy(built.ROOT / "content" / "site.yaml", folder)
    for path in (built.ROOT / "content" / "dimensions").glob("*.md"):
        (folder / "dimensions").mkdir(exist_ok=True)
        (folder / "dimensions" / path.name).write_text(path.read_text().split("\n---\n")[0] + "\n---\n")
    return folder


def test_the_list_of_common_mistakes_is_found() -> None:
    assert len(MISTAKES) >= 12


@pytest.mark.parametrize(("claim", "message"), MISTAKES)
def test_each_common_mistake_gets_the_words_that_it_is_said_to_get(claim: str, message: str, content: Path) -> None:
    file = content / "programs" / "example.yaml"
    file.write_text(PROGRAM.format(claim=claim))
    done = built.run("check", "--content", content)
    assert done.returncode == 1
    assert message in done.stdout
    assert f"{file}:5:" in done.stdout


def test_the_guide_is_that_of_the_classes() -> None:
    assert (built.ROOT / "docs" / "fields.md").read_text(encoding="utf-8") == guide()


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "docs/fields.md"]
)
def test_every_file_that_a_document_links_to_is_there(name: str) -> None:
    document = built.ROOT / name
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    own = [link for link in links if not link.startswith("../../")]  # of the host, such as its issues
    assert [link for link in own if not (document.parent / link).exists()] == []


def test_every_target_that_a_document_names_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (built.ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", "\n".join(re.findall(r"`[^`]*`", README + CONTRIBUTING))))
    assert named - targets == set()
