"""What `new` writes passes at once, and never takes the place of anything."""

import json
import shutil
from pathlib import Path

import pytest

from explainer.work import scaffold
from tests import built

BIKES = built.ROOT / "tests" / "topics" / "bikes"
NEW = {
    "program": ["--title", 'Grün: "Wheels"', "--kind", "docked", "--summary", "> A scheme, # 1"],
    "dimension": ["--title", "Colour?", "--question", "Which colour: blue?", "--type", "choices", "--group", "*All"],
    "explainer": ["--title", "@Why", "--summary", "% Because"],
    "comparison": ["--title", "Two", "--summary", "Two of them", "--programs", "old-town, river-wheels"],
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BIKES, tmp_path / "content"))


@pytest.mark.parametrize("what", NEW)
def test_what_is_new_passes_and_is_not_written_twice(what: str, content: Path) -> None:
    done = built.run("new", what, "fresh", "--content", content, *NEW[what])
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"next: fill it in, then python build.py check --content {content}"
    checked = built.run("check", "--content", content)
    assert (checked.returncode, "error" in checked.stdout.replace("0 errors", "")) == (0, False), checked.stdout
    again = built.run("new", what, "fresh", "--content", content, *NEW[what])
    assert (again.returncode, again.stdout) == (2, "")
    assert "is there already: choose another id, or edit it" in again.stderr


def test_a_new_program_has_every_question_of_its_kind_with_what_may_be_answered(content: Path) -> None:
    built.run("new", "program", "fresh", "--content", content, *NEW["program"])
    text = (content / "programs" / "fresh.yaml").read_text()
    asked = [line.strip(" :") for line in text.splitlines() if line.startswith("  ") and line.endswith(":")]
    assert [one for one in asked if not one.startswith("#")] == [
        "status", "opening-day", "fleet", "hour-fare", "tickets", "helmet", "hours", "docks"
    ]  # fmt: skip
    assert "  # one of: planned, open, winter-break, closed\n  status:\n    - {none: not-researched}\n" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["program", "Fresh Wheels"],
         "build.py: 'Fresh Wheels' is not an id: write 'fresh-wheels', a-z, 0-9 and single hyphens\n"),
        (["program", "fresh"], "build.py: --title is missing: as it is called; a question: as it heads a row\n"),
        (["program", "fresh", "--title", "F", "--kind", "doked"],
         "build.py: 'doked' is no kind: docked, free-floating\n"),
        (["comparison", "fresh", "--title", "F", "--summary", "S", "--programs", "old-town,old-twon"],
         "build.py: there is no program 'old-twon'; did you mean \"old-town\"?\n"),
        (["comparison", "fresh", "--title", "F", "--summary", "S", "--programs", "old-town"],
         "build.py: a comparison has two to eight programs, each once\n"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_one_sentence_and_writes_nothing(arguments: list[str], message: str, content: Path) -> None:
    before = built.files(content)
    done = built.run("new", *arguments, "--content", content)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    assert built.files(content) == before


def test_a_starter_for_another_topic_builds(tmp_path: Path) -> None:
    done = built.run("new", "site", tmp_path / "trams")
    assert done.returncode == 0, done.stderr
    site = built.build(tmp_path / "trams", tmp_path / "site")
    assert built.dead_links(site, "https://example.org/") == []
    assert built.run("new", "site", tmp_path / "trams").returncode == 2


def test_of_several_files_none_is_written_where_one_is_taken(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("kept")
    with pytest.raises(scaffold.TakenError):
        scaffold.write(tmp_path, {"a": "new", "b": "new"})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"b": "kept"}


def test_editors_are_offered_the_ids_of_this_content(tmp_path: Path) -> None:
    site = built.build(BIKES, tmp_path / "site")
    schema = json.loads((site / "schema" / "program.json").read_text())
    claims = schema["properties"]["claims"]["properties"]
    assert list(claims) == ["status", "opening-day", "fleet", "hour-fare", "tickets", "helmet", "hours", "docks"]
    status = claims["status"]["items"]["allOf"][1]["properties"]["value"]["oneOf"]
    assert [one["const"] for one in status] == ["planned", "open", "winter-break", "closed"]
    kinds = [one["const"] for one in schema["properties"]["kind"]["oneOf"]]
    known = schema["$defs"]["FullReference"]["properties"]["ref"]["anyOf"][0]["enum"]
    assert (kinds, "gazette-2019" in known) == (["docked", "free-floating"], True)
