"""The workflows ask for no more than they need, and what they run is what the Makefile and the command line know."""

import re
import subprocess
import sys
from pathlib import Path

import yaml

from tests import built

WORKFLOWS = sorted((built.ROOT / ".github" / "workflows").glob("*.yml"))


def audit(folder: Path) -> subprocess.CompletedProcess[str]:
    zizmor = Path(sys.executable).parent / "zizmor"
    return subprocess.run(
        [zizmor, "--offline", "--no-progress", folder], capture_output=True, text=True, check=False, cwd=folder
    )


def test_zizmor_finds_nothing() -> None:
    done = audit(built.ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout + done.stderr


def test_zizmor_finds_what_is_planted(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    text = (built.ROOT / ".github" / "workflows" / "check.yml").read_text()
    planted = text.replace(
        'run: .venv/bin/python build.py diff "$BASE"', "run: echo ${{ github.event.pull_request.title }}"
    )
    assert planted != text
    (folder / "check.yml").write_text(planted)
    done = audit(tmp_path)
    assert done.returncode != 0
    assert "template-injection" in done.stdout


def test_every_action_is_pinned_by_its_commit() -> None:
    used = [line for path in WORKFLOWS for line in re.findall(r"uses: (.+)", path.read_text())]
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", one)] == []


def test_every_target_and_command_that_a_workflow_calls_is_there() -> None:
    text = "\n".join(path.read_text() for path in WORKFLOWS)
    targets = set(re.findall(r"^([a-z-]+):", (built.ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", text)) - targets == set()
    commands = set(re.findall(r"build\.py ([a-z]+)", text))
    helped = built.run("--help").stdout
    assert {command for command in commands if f"    {command} " not in helped} == set()


def test_every_label_of_a_form_is_one_of_ours_and_made_by_a_workflow() -> None:
    github = built.ROOT / ".github"
    ours = {label["name"]: label for label in yaml.safe_load((github / "labels.yml").read_text())}
    forms = [yaml.safe_load(path.read_text()) for path in (github / "ISSUE_TEMPLATE").glob("*.yml")]
    assert {label for form in forms for label in form.get("labels", [])} - ours.keys() == set()
    assert [name for name, label in ours.items() if label.keys() != {"name", "color", "description"}] == []
    assert ".github/labels.yml" in (github / "workflows" / "labels.yml").read_text()
