"""Promise 6: the same content becomes the same bytes, whoever builds it where, when, in what order and with what."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.reliability.commands import BIKES, ROOT, command, environment, planted
from tests.reliability.sites import digest, files

BACKWARDS = """
import os
real_scandir, real_listdir = os.scandir, os.listdir

class Backwards:
    def __init__(self, *given):
        with real_scandir(*given) as listing:
            self.entries = iter(sorted(listing, key=lambda entry: str(entry.name), reverse=True))
    def __iter__(self):
        return self.entries
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *raised):
        pass
    def close(self):
        pass

os.scandir = Backwards
os.listdir = lambda *given: sorted(real_listdir(*given), key=str, reverse=True)
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """In what a build may differ from the next."""

    before: tuple[str, ...] = ()
    python: tuple[str, ...] = (sys.executable,)
    environment: tuple[tuple[str, str], ...] = ()
    options: tuple[str, ...] = ()
    prepare: Callable[[Path], None] = lambda folder: None  # given the folder of the generator and the content


def aged(folder: Path) -> None:
    """Every file is of another time: of 1980, of 2033, and in between."""
    for number, path in enumerate(sorted(folder.rglob("*"))):
        os.utime(path, (315532800 + number % 3 * 840000000,) * 2)


def disordered(folder: Path) -> None:
    """Lists of folders come backwards."""
    (folder / "order").mkdir()
    (folder / "order" / "sitecustomize.py").write_text(BACKWARDS)


def closed(folder: Path) -> None:
    """Nothing beside the output may be written."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and "out" not in path.parts:
            path.chmod(0o555)


def of(**given: str) -> tuple[tuple[str, str], ...]:
    return tuple(given.items())


NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
          "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")  # fmt: skip
MACHINES = {
    "time zone ahead": Machine(environment=of(TZ="Pacific/Kiritimati")),
    "time zone behind": Machine(environment=of(TZ="Pacific/Pago_Pago")),
    "locale C in ASCII": Machine(
        environment=of(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="")
    ),
    "Turkish locale": Machine(environment=of(LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8")),
    "hash seed 0": Machine(environment=of(PYTHONHASHSEED="0")),
    "hash seed 4294967295": Machine(environment=of(PYTHONHASHSEED="4294967295")),
    "files backwards": Machine(environment=of(PYTHONPATH="order"), prepare=disordered),
    "files of other times": Machine(prepare=aged),
    "umask 077": Machine(before=("sh", "-c", 'umask 077; exec "$@"', "sh")),
    "umask 000": Machine(before=("sh", "-c", 'umask 000; exec "$@"', "sh")),
    "another user": Machine(before=NOBODY),
    "one process": Machine(options=("--jobs", "1")),
    "three processes": Machine(options=("--jobs", "3")),
    "eight processes": Machine(options=("--jobs", "8")),
    "one core": Machine(before=("taskset", "1")),
    "without a cache": Machine(options=("--no-cache",)),
    "without assertions": Machine(python=(sys.executable, "-O")),
    "a tree that may not be written": Machine(before=NOBODY, prepare=closed),
}
PYTHONS = ("3.11", "3.12", "3.13")


def digest_on(machine: Machine, folder: Path, root: Path = ROOT) -> str:
    """Of all paths, bytes and modes that a build makes; generator, content and output are in this folder."""
    here = planted(folder / "the generator", "__init__.py", "") if root == ROOT else root
    shutil.copytree(BIKES, folder / "内容")
    (folder / "out").mkdir()
    (folder / "out").chmod(0o777)
    machine.prepare(folder)
    given = {name: str(folder / value) if name == "PYTHONPATH" else value for name, value in machine.environment}
    arguments = ("build", "--content", "内容", "--out", "out/site", *machine.options)
    called = [*machine.before, *machine.python, *command(*arguments, root=here)[1:]]
    done = subprocess.run(
        called, cwd=folder, env=environment(TMPDIR=str(folder / "out"), **given), capture_output=True, check=False
    )
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and "out" not in path.parts:
            path.chmod(0o755)
    if done.returncode:
        pytest.fail((done.stdout + done.stderr).decode(errors="replace"))
    modes = {path.stat().st_mode & 0o777 for path in (folder / "out" / "site").rglob("*") if path.is_file()}
    return f"{digest(files(folder / 'out' / 'site'))} {sorted(map(oct, modes))}"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> str:
    return digest_on(Machine(environment=of(TZ="UTC", LC_ALL="C.UTF-8")), tmp_path_factory.mktemp("reference"))


def is_there(machine: Machine) -> bool:
    """Whether this machine can be such a one."""
    return not machine.before or answers(*machine.before, "true")


def answers(*called: str) -> bool:
    return bool(shutil.which(called[0])) and not subprocess.run(called, capture_output=True, check=False).returncode


@pytest.mark.promise(6)
def test_a_machine_that_differs_in_much_makes_the_same_bytes(bikes: Path, tmp_path: Path) -> None:
    """All at once, for every change of the code; one by one below."""
    given = of(TZ="Pacific/Kiritimati", PYTHONHASHSEED="7", LC_ALL="C", PYTHONUTF8="0", PYTHONPATH="order")
    made = digest_on(Machine(environment=given, options=("--jobs", "3"), prepare=disordered), tmp_path)
    assert made == f"{digest(files(bikes))} ['0o644']"


@pytest.mark.slow
@pytest.mark.promise(6)
@pytest.mark.parametrize("name", MACHINES)
def test_another_machine_makes_the_same_bytes(
    name: str, reference: str, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    machine = MACHINES[name]
    if not is_there(machine):
        pytest.skip(f"{name}: {machine.before[0]} may not do that here")
    assert digest_on(machine, tmp_path) == reference
    figure(f"one digest, {len(MACHINES) + 1} ways to build")


def interpreter(version: str) -> str | None:
    """A Python of this version, on the path or among those of pyenv."""
    asks = f"import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != ({version.replace('.', ', ')}))"
    names = [f"python{version}", *map(str, (Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))]
    return next((name for name in names if answers(name, "-c", asks)), None)


@pytest.mark.slow
@pytest.mark.promise(6)
@pytest.mark.parametrize("version", PYTHONS)
def test_another_python_makes_the_same_bytes(
    version: str, reference: str, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    python = interpreter(version)
    if not python:
        pytest.skip(f"there is no Python {version}")
    own = tmp_path / "venv"
    install = (own / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    subprocess.run([python, "-m", "venv", own], check=True)
    done = subprocess.run([*install, "--require-hashes", "--requirement", ROOT / "requirements.txt"], check=False)
    if done.returncode:
        pytest.skip(f"the libraries could not be installed for Python {version}")
    assert digest_on(Machine(python=(str(own / "bin" / "python"),)), tmp_path / "build") == reference
    figure(f"Python {version}: the same digest")


@pytest.mark.slow
@pytest.mark.promise(6)
def test_a_second_build_touches_nothing_and_a_third_from_nothing_is_the_same(tmp_path: Path) -> None:
    made, stamps = [], []
    for out in (tmp_path / "site", tmp_path / "site", tmp_path / "other"):
        subprocess.run(command("build", "--content", BIKES, "--out", out), env=environment(), check=True)
        made.append(digest(files(out)))
        stamps.append({path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.rglob("*")})
    assert made == [made[0]] * 3
    assert stamps[0] == stamps[1]


FAULTS = {
    "the order of a set": ("hash seed 0", "str(list({'a', 'b', 'c', 'd', 'e', 'f', 'g'}))"),
    "the order of a folder": ("files backwards", "str(__import__('os').listdir('内容'))"),
    "the clock of the place": ("time zone ahead", "str(__import__('time').localtime(0))"),
    "the place": ("three processes", "str(__import__('os').getcwd())"),
    "the time of a file": ("files of other times", "str(__import__('os').stat('内容/site.yaml').st_mtime)"),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, tmp_path: Path) -> None:
    name, leak = FAULTS[fault]
    leaking = f"\n_robots = robots\n\ndef robots(*given):\n    return _robots(*given) + ({leak}).encode()\n"
    found = set()
    for number, machine in enumerate((Machine(environment=of(PYTHONHASHSEED="7", TZ="UTC")), MACHINES[name])):
        root = planted(tmp_path / f"root{number}", "write/crawlers.py", leaking)
        (tmp_path / str(number)).mkdir()
        found.add(digest_on(machine, tmp_path / str(number), root))
    assert len(found) == 2
