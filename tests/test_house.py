"""The house keeps its floor plan: what a module of `explainer/` may import, ask the world and print, by its syntax."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "explainer"
CASES = Path(__file__).parent / "cases" / "house.txt"

BELOW = {  # the rooms that a room may import from, beside itself
    "ground": set(),
    "read": {"ground"},
    "view": {"ground"},
    "write": {"ground", "view"},
    "work": {"ground", "read", "view", "write"},
    "cli": {"ground", "read", "view", "write", "work"},
}
PLACES = {  # third-party packages and the network: the modules that may import them
    "yaml": ("read/load.py",),
    "markdown_it": ("read/prose.py",),
    "mdit_py_plugins": ("read/prose.py",),
    "pydantic": ("read/schema.py", "read/validate.py"),
    "pydantic_core": ("read/validate.py",),
    "babel": ("read/*.py",),
    "jinja2": ("write/compiled.py", "write/render.py"),
    "markupsafe": ("write/render.py",),
    "icalendar": ("write/calendar.py",),
    "pagefind": ("write/search.py",),
    "resvg_py": ("write/cards.py",),
    "brotli": ("write/smaller.py",),
    "livereload": ("work/serve.py",),
    "tornado": ("work/serve.py",),
    "http": ("work/serve.py", "work/sources.py"),
    "socket": ("work/serve.py", "work/sources.py"),
    "urllib.request": ("work/sources.py",),
}
WORLD = {  # the clock, the environment, the arguments, the terminal: only in cli.py
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "time.localtime", "time.gmtime",
    "os.environ", "os.getenv", "sys.argv", "sys.exit", "sys.stdout", "sys.stderr",
}  # fmt: skip
LINES_AT_MOST = 300
REASON = f"Longer than {LINES_AT_MOST} lines because"

Fault = tuple[int, str]  # line, sentence


@dataclass(frozen=True, slots=True)
class Module:
    path: str  # within the package: view/compare.py
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        room = self.path.removesuffix(".py").split("/")[0]
        return room if room in BELOW else "ground"

    @property
    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Each imported name with its statement, dotted from the root: `explainer.read.load.Marks`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                package = ["explainer", *self.path.split("/")[:-1]]
                base = package[: len(package) + 1 - node.level] if node.level else []
                for alias in node.names:
                    yield node, ".".join([*base, *filter(None, [node.module]), alias.name])


House = dict[str, Module]  # by dotted name


def house(package: Path) -> House:
    found = {}
    for path in sorted(package.rglob("*.py")):
        inner = path.relative_to(package)
        parts = inner.with_suffix("").parts
        text = path.read_text(encoding="utf-8")
        name = ".".join(("explainer", *(part for part in parts if part != "__init__")))
        found[name] = Module(inner.as_posix(), text, ast.parse(text))
    return found


def module_named(name: str, modules: House) -> str | None:
    """The module that an imported name is, or lies in."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name or None


# --- The rules ------------------------------------------------------------------------------------------------------


def arrows(module: Module, modules: House) -> Iterator[Fault]:
    """A room imports only from the rooms below it."""
    for node, name in module.imports:
        target = module_named(name, modules)
        room = modules[target].room if target else module.room
        if room not in {module.room, *BELOW[module.room]}:
            yield node.lineno, f"{module.room} may not import {room}"


def third_parties(module: Module, modules: House) -> Iterator[Fault]:
    """A third-party package is known only where the table says; one that the table does not name, nowhere."""
    for node, name in module.imports:
        root = name.partition(".")[0]
        places = [PLACES[package] for package in PLACES if f"{name}.".startswith(f"{package}.")]
        if places and not any(fnmatch(module.path, place) for place in places[0]):
            yield node.lineno, f"{name} belongs in {' or '.join(places[0])}"
        elif not places and root != "explainer" and root not in sys.stdlib_module_names:
            yield node.lineno, f"no room is named for {root}"


def late_imports(module: Module, modules: House) -> Iterator[Fault]:
    """Imports stand at the top; only the functions of cli.py wait until they know the command."""
    waiting = {inner for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef) for inner in ast.walk(node)}
    for node in dict.fromkeys(statement for statement, _ in module.imports):
        if node not in module.tree.body and not (module.path == "cli.py" and node in waiting):
            yield node.lineno, "an import below the top of the module"


def type_checking(module: Module, modules: House) -> Iterator[Fault]:
    """Who needs TYPE_CHECKING stands on the wrong floor."""
    for node, name in module.imports:
        if name == "typing.TYPE_CHECKING":
            yield node.lineno, "TYPE_CHECKING"
    for inner in ast.walk(module.tree):
        if isinstance(inner, ast.Attribute) and inner.attr == "TYPE_CHECKING":
            yield inner.lineno, "TYPE_CHECKING"


def world(module: Module, modules: House) -> Iterator[Fault]:
    """Only cli.py prints, exits, and asks for the time, the environment and the arguments."""
    if module.path == "cli.py":
        return
    for statement, name in module.imports:
        if name in WORLD:
            yield statement.lineno, f"{name} belongs in cli.py"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield node.lineno, "print belongs in cli.py"
        if isinstance(node, ast.Attribute) and (name := ".".join(ast.unparse(node).split(".")[-2:])) in WORLD:
            yield node.lineno, f"{name} belongs in cli.py"


def length(module: Module, modules: House) -> Iterator[Fault]:
    """A longer module says why in its docstring."""
    lines = len(module.text.splitlines())
    if lines > LINES_AT_MOST and REASON not in (ast.get_docstring(module.tree) or ""):
        yield 1, f"{lines} lines and no reason: split it, or say '{REASON} ...' in its docstring"


RULES = (arrows, third_parties, late_imports, type_checking, world, length)


def circle(modules: House) -> list[str]:
    """One circle of imports, as modules in order, or nothing."""
    graph = {
        name: {
            target for _, imported in module.imports if (target := module_named(imported, modules)) not in (None, name)
        }
        for name, module in modules.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [f"a circle: {' -> '.join(error.args[1])}"]
    return []


def faults(package: Path) -> list[str]:
    """Every broken rule, as `path:line: sentence`, and the first circle."""
    modules = house(package)
    found = (
        f"{module.path}:{line}: {sentence}"
        for module in modules.values()
        for rule in RULES
        for line, sentence in rule(module, modules)
    )
    return [*found, *circle(modules)]


# --- The tests ------------------------------------------------------------------------------------------------------


def test_the_house_keeps_its_floor_plan() -> None:
    assert faults(PACKAGE) == []


def planted() -> dict[str, dict[str, str]]:
    """Files by title: `=== title`, then each file as `--- path` and its text; `faults` is what is found."""
    blocks = CASES.read_text(encoding="utf-8").split("=== ")[1:]
    titled = (block.split("\n--- ") for block in blocks)
    return {
        title: {path: text for path, _, text in (part.partition("\n") for part in parts)} for title, *parts in titled
    }


@pytest.mark.parametrize("title", planted())
def test_a_planted_fault_is_found(title: str, tmp_path: Path) -> None:
    files = planted()[title]
    expected = files.pop("faults").split()
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert "\n".join(faults(tmp_path)).split() == expected


def test_a_long_module_without_a_reason_is_found(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x = 1\n" * 301, encoding="utf-8")
    (tmp_path / "reasoned.py").write_text(f'"""{REASON} it is a table."""\n' + "x = 1\n" * 301, encoding="utf-8")
    assert faults(tmp_path) == [f"long.py:1: 301 lines and no reason: split it, or say '{REASON} ...' in its docstring"]
