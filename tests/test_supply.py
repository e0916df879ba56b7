"""What the project is made of: every dependency by hash, every action by commit, all of it in a bill of materials."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.built import ROOT

REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(r"^([a-z0-9][\w.-]*)==([\w.]+)", re.MULTILINE)
USES = re.compile(r"uses:\s*(\S+)")
MAKE_SBOM = re.compile(r"cyclonedx-py requirements .*")


def unpinned(text: str) -> list[str]:
    """The requirements that name no version or no hash, and lines that lead anywhere else."""
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith(" ")]
    return [
        line for line in lines if not line.startswith("#") and not (PINNED.match(line) and "--hash=sha256:" in line)
    ]


def by_name(text: str) -> list[str]:
    """The actions that are named by anything but a commit."""
    return [used for used in USES.findall(text) if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used)]


@pytest.mark.promise(15)
def test_every_dependency_has_its_hash_and_every_action_its_commit(figure: Callable[[str], None]) -> None:
    texts = {name: (ROOT / name).read_text("utf-8") for name in REQUIREMENTS}
    workflows = [path.read_text("utf-8") for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
    assert [line for text in texts.values() for line in unpinned(text)] == []
    assert [used for text in workflows for used in by_name(text)] == []
    counts = [len(PINNED.findall(text)) for text in texts.values()]
    actions = len({used for text in workflows for used in USES.findall(text)})
    figure(f"{counts[0]} packages to build with and {counts[1]} to test with, all by hash; {actions} actions by commit")


def test_what_is_not_pinned_is_found() -> None:
    text = "a==1 \\\n    --hash=sha256:00\nb==2\nc>=1 --hash=sha256:00\n-r other.txt\n--index-url https://x.example/\n"
    assert unpinned(text) == ["b==2", "c>=1 --hash=sha256:00", "-r other.txt", "--index-url https://x.example/"]
    assert by_name("uses: a/b@v4\nuses: a/b@main\nuses: a/b@" + "0" * 40) == ["a/b@v4", "a/b@main"]


@pytest.mark.promise(15)
def test_the_bill_of_materials_names_every_package_with_its_hashes(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    (call,) = MAKE_SBOM.findall((ROOT / "Makefile").read_text("utf-8"))
    arguments = call.replace("sbom.json", str(tmp_path / "sbom.json")).split()[1:]
    command = [Path(sys.executable).with_name("cyclonedx-py"), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    bill = json.loads((tmp_path / "sbom.json").read_bytes())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = {(one["name"], one["version"]) for one in bill["components"]}
    assert named == set(PINNED.findall((ROOT / "requirements.txt").read_text("utf-8")))
    hashed = [one for one in bill["components"] if one["externalReferences"][0]["hashes"]]
    assert len(hashed) == len(bill["components"])
    figure(f"a bill of materials (CycloneDX 1.6) of {len(hashed)} packages: make sbom")
