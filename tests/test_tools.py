"""The scripts and lists that set a machine up."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.built import ROOT


def ask(tool: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "tools" / tool, *arguments],
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
    )


def pretender(path: Path, *, has_venv: bool) -> Path:
    """A program that answers as a new Python does, with venv or without."""
    path.write_text(f'#!/bin/sh\ncase "$2" in *venv*) exit {0 if has_venv else 1};; esac\n')
    path.chmod(0o755)
    return path


def test_a_python_that_can_make_the_environment_is_named(tmp_path: Path) -> None:
    python = pretender(tmp_path / "python", has_venv=True)
    found = ask("python", pretender(tmp_path / "other", has_venv=False), python)
    assert (found.returncode, found.stdout, found.stderr) == (0, f"{python}\n", "")


def test_a_python_without_venv_gets_the_name_of_the_package(tmp_path: Path) -> None:
    python = pretender(tmp_path / "python", has_venv=False)
    found = ask("python", python)
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == (
        f"{python} has no venv or no ensurepip.\nOn Debian and Ubuntu: sudo apt-get install python3-venv\n"
    )


def test_a_machine_without_a_new_python_is_told_so() -> None:
    found = ask("python", "/no/such/python", "/bin/false")
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == (
        "Python 3.11 or newer is needed, and none of these is one: /no/such/python /bin/false\n"
        "Install one (https://www.python.org/downloads/), or name it: make PYTHON=/path/to/python3\n"
    )


def test_a_browser_that_is_named_and_not_there_is_an_error() -> None:
    found = ask("browser", BROWSER_PATH="/no/such/browser")
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == "BROWSER_PATH is /no/such/browser: there is no such program.\n"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes_and_names_no_registry(name: str) -> None:
    text = (ROOT / name).read_text()
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    form = re.compile(
        r"[a-z0-9-]+(\[[a-z]+\])?==[^\s;]+( ; [^\n]+?)?( \\\n    --hash=sha256:[0-9a-f]{64})+(\n    #.*)*"
    )
    assert [entry for entry in entries if not form.fullmatch(entry)] == []
    assert "://" not in text
