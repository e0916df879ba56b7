"""What a change of the content means, in words that a reviewer understands: before and after, not lines of YAML.

In: the content folder and a revision of git. Out: a Report as text, Markdown or JSON. The other revision is read out of
git's store into a folder of its own; nothing is checked out.
"""

import io
import json
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from explainer.problems import Problem
from explainer.view.changes import Change, Difference, Said


class RevisionError(Exception):
    """The revision cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Report:
    """`warnings` are those that were not there before; `pages` the addresses whose bytes differ."""

    revision: str
    difference: Difference
    warnings: tuple[str, ...]
    pages: tuple[str, ...]


@contextmanager
def folder_at(content: Path, revision: str) -> Iterator[Path]:
    """The content as it was at a revision, in a temporary folder."""
    if not content.is_dir():
        raise RevisionError(f"there is no content folder {content}")
    _git(content, "rev-parse", "--is-inside-work-tree", otherwise=f"{content} is in no repository of git")
    commit = _git(content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}",
                  otherwise=f"there is no revision {revision!r} here; in a shallow clone, fetch it first")  # fmt: skip
    prefix = _git(content, "rev-parse", "--show-prefix", otherwise="git does not know the folder").decode().strip()
    name = commit.decode().strip()
    missing = f"{revision} has no folder {prefix or content}"
    top = Path(_git(content, "rev-parse", "--show-toplevel", otherwise=missing).decode().rstrip("\n"))
    archive = _git(top, "archive", "--format=tar", f"{name}:{prefix.rstrip('/')}", otherwise=missing)
    with TemporaryDirectory() as there:
        folder = Path(there) / content.name
        folder.mkdir()
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield folder


def _git(folder: Path, *arguments: str, otherwise: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise RevisionError("git is not installed, and diff reads the other revision with it") from error
    if done.returncode:
        raise RevisionError(otherwise)
    return done.stdout


def new_warnings(before: tuple[Problem, ...], after: tuple[Problem, ...]) -> tuple[str, ...]:
    """Warnings by their file's name and words: lines move."""
    known = {(Path(p.place.path).name, p.message) for p in before}
    fresh = (p for p in after if (Path(p.place.path).name, p.message) not in known)
    return tuple(f"{p.place.path}:{p.place.line}: {p.message}" for p in fresh)


def pages_touched(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[str, ...]:
    """Addresses of pages that are new, gone or different."""
    names = sorted(name for name in before.keys() | after.keys() if name.endswith("index.html"))
    return tuple("/" + name.removesuffix("index.html") for name in names if before.get(name) != after.get(name))


# --- In words --------------------------------------------------------------------------------------------------------


def as_text(report: Report) -> str:
    parts = ["\n".join([heading, *(f"  {line}" for line in lines), ""]) for heading, lines in _parts(report)]
    return "\n".join(parts) or f"Nothing that a reader sees differs from {report.revision}.\n"


def as_markdown(report: Report) -> str:
    """For a pull request: whatever the content says stays text."""
    parts = [
        "\n".join([f"### {heading}", "", *(f"- {_plain(line)}" for line in lines), ""])
        for heading, lines in _parts(report)
    ]
    return "\n".join(parts) or f"Nothing that a reader sees differs from {_plain(report.revision)}.\n"


def _plain(line: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#~@!" else c for c in line)


def as_json(report: Report) -> str:
    return json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n"


def _parts(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Headings with their lines; what is empty is left out."""
    told = report.difference
    parts = (
        ("Claims", [sentence(change) for change in told.claims]),
        ("Events", [sentence(change) for change in told.events]),
        ("Sources", list(told.sources)),
        ("Also", list(told.others)),
        ("New warnings", list(report.warnings)),
        (f"Pages touched: {len(report.pages)}", list(report.pages)),
    )
    yield from ((heading, lines) for heading, lines in parts if lines)


def sentence(change: Change) -> str:
    """ "PopID · Places: 380 (as of August 2024) → 1,000 (as of December 2025), evidence: press → own word"."""
    subject = f"{change.program_short} · {change.what}: "
    if change.before is None and change.after is not None:
        return f"{subject}new: {_in_short(change.after)}{_evidence('', change.after.evidence)}{_why(change)}"
    if change.after is None:
        return f"{subject}gone: {_in_short(change.before) if change.before else ''}"
    assert change.before is not None  # the other cases are above
    before, after = _in_short(change.before), _in_short(change.after)
    said = f"{before} → {after}" if before != after else f"{after}, its note, speaker or sources"
    return f"{subject}{said}{_evidence(change.before.evidence, change.after.evidence)}{_why(change)}"


def _in_short(said: Said) -> str:
    return f"{said.text} ({said.when})" if said.when else said.text


def _evidence(before: str, after: str) -> str:
    if before and after and before != after:
        return f", evidence: {before} → {after}"
    return f", evidence: {after}" if after and not before else ""


def _why(change: Change) -> str:
    return f" [{change.why_words}]" if change.why else ""
