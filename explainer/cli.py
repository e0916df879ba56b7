"""The command line: arguments, today's date, exit codes, progress. The one room that prints and reads the clock.

Exit status: 0 done, 1 the content has errors and nothing was written, 2 the call is wrong, 3 the machine failed, or
the site would break its promise to readers.
Longer than 300 lines because every command speaks here and nowhere else.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from errno import EADDRINUSE
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from time import time_ns

from explainer import problems
from explainer.calls import TOLD, CallError, parser, with_command
from explainer.model import Catalogue
from explainer.problems import BrokenPromiseError, Level, Problem

WARNINGS_IN_FULL = 20
CACHE = Path(".cache")  # what took long to make, by what it was made from
ANSWERS = CACHE / "sources.json"  # of addresses, for a week
DONE, CONTENT_HAS_ERRORS, CALL_IS_WRONG, MACHINE_FAILED = range(4)
ROOT = Path(__file__).parent.parent  # holds templates/ and assets/
GENERATIONS = 20_000, 10, 100  # of objects: most live until the end, so the young are looked through, the old hardly
FORMATS = {"text": problems.as_text, "json": problems.as_json, "github": problems.as_github}


class WrongContentError(Exception):
    """The content has errors; the message tells them all."""


def main(arguments: Sequence[str]) -> int:
    gc.set_threshold(*GENERATIONS)
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # none reads along, or is looked for
    commands = {
        "build": build,
        "check": check,
        "serve": serve,
        "diff": diff,
        "new": new,
        "sources": sources,
        "export": export,
    }
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that has no 法 ends no build
    try:
        call = parser().parse_args(with_command(arguments))
        status = commands[call.command](call)
        sys.stdout.flush()  # on a full disk this fails, and Python would try at its very end only
        return status
    except CallError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return CALL_IS_WRONG
    except OSError as error:
        print(f"build.py: {failure(error)}", file=sys.stderr)
        with suppress(OSError):
            sys.stdout.close()  # or Python tries again, and complains in its own words
        return MACHINE_FAILED
    except WrongContentError as error:
        print(error)
        return CONTENT_HAS_ERRORS
    except BrokenPromiseError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return MACHINE_FAILED
    except KeyboardInterrupt:
        return 130


def today() -> date:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org), or else the present day, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise CallError(f"SOURCE_DATE_EPOCH is {epoch!r}: it must be a whole number of seconds since 1970") from error


def failure(error: OSError) -> str:
    """One sentence about what the machine would not do."""
    where = f" ({error.filename})" if error.filename else ""
    return f"the machine failed: {error.strerror or error}{where}. What was there before is whole."


# --- build ----------------------------------------------------------------------------------------------------------


def build(call: argparse.Namespace) -> int:
    """Reads, views, writes, publishes; prints the mistakes, or a summary and the next command. Where nothing has
    changed since the last build, it only says so."""
    from explainer.write import cache

    content, out = Path(call.content), Path(call.out)
    refuse_overlap(content, out)
    following = f"next: python build.py serve{content_argument(call.content)}"
    settings = {name: str(value) for name, value in vars(call).items() if name not in ("jobs", "no_cache")}
    tools = (ROOT / "explainer", ROOT / "templates", ROOT / "assets")
    inputs = cache.inputs(content_folder(call.content), tools, {**settings, "today": str(today())}, time_ns())
    last = None if call.no_cache else cache.unchanged(out, inputs)
    if last is not None:
        print(f"{last.told}{out}: nothing has changed, {last.count} files kept\n{following}")
        return DONE
    from explainer.read import read
    from explainer.read.memory import Memory

    processes = call.jobs or os.cpu_count() or 1
    memory = Memory.unpacked(None if call.no_cache else cache.remembered(out, inputs))
    with compiling(1 if call.no_cache else processes):
        reading = read(content, today(), processes, memory, meanwhile=enter)
    catalogue, found = judged(reading.catalogue, reading.problems, strict=call.strict)
    if catalogue is None:
        print(problems.as_text(found) + counted(found))
        return CONTENT_HAS_ERRORS
    told = in_short(found, call.content)
    print(told, end="")
    from explainer.work.whole import whole
    from explainer.write.build import build as write
    from explainer.write.publish import ForeignFolderError

    base_url = call.base_url or catalogue.site.base_url
    catalogue = replace(catalogue, site=replace(catalogue.site, base_url=base_url))
    site = whole(catalogue, call.as_of or today(), today(), ROOT, None if call.no_cache else CACHE)
    note = cache.Note(inputs, told, memory.pack)
    try:
        with progress("parts") as advance:
            done = write(site, out, processes, note, advance, precompress=call.precompress, anew=call.no_cache)
    except ForeignFolderError as error:
        raise CallError(str(error)) from error
    print(f"{out}: {done.written} written, {done.kept} kept, {done.removed} removed; {counted(found)}\n{following}")
    return DONE


def enter() -> None:
    """Enters the rooms that a build needs once all is read."""
    import explainer.work.whole
    import explainer.write.build  # noqa: F401


@contextmanager
def compiling(processes: int) -> Iterator[None]:
    """The first time of all, templates are compiled by a process of its own while the caller goes on."""
    from explainer.shares import beside
    from explainer.write import compiled

    kept = compiled.kept_in(CACHE)
    if processes < 2 or kept.exists():
        yield
        return
    with beside(partial(compiled.prepare, ROOT / "templates", kept), processes):
        yield


def in_short(found: Sequence[Problem], content: str) -> str:
    """Warnings in full while they are few; of many how many, and the command that lists them."""
    if len(found) <= WARNINGS_IN_FULL:
        return problems.as_text(found)
    return f"{counted(found)}; python build.py check{content_argument(content)} lists them\n"


def refuse_overlap(content: Path, out: Path) -> None:
    """A build never writes into what it reads from."""
    kept = [content.resolve(), ROOT / "explainer", ROOT / "templates", ROOT / "assets"]
    target = out.resolve()
    for folder in kept:
        if target == folder or target in folder.parents or folder in target.parents:
            raise CallError(f"--out {out} would overwrite {folder.name}/: name a folder of its own, such as site")


def read_content(content: str, *, strict: bool = False) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The catalogue, or None where the content has errors; and every problem, in order."""
    from explainer.read import read

    reading = read(content_folder(content), today(), os.cpu_count() or 1)
    return judged(reading.catalogue, reading.problems, strict=strict)


def sound_content(content: str) -> tuple[Catalogue, tuple[Problem, ...]]:
    """The same for who cannot go on with errors. Raises WrongContentError."""
    catalogue, found = read_content(content)
    if catalogue is None:
        errors = [problem for problem in found if problem.level is Level.ERROR]
        raise WrongContentError(problems.as_text(errors) + counted(found))
    return catalogue, found


def judged(
    catalogue: Catalogue | None, found: Iterable[Problem], *, strict: bool
) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The same, in order, where a warning may count as an error."""
    every = problems.ordered(found, strict=strict)
    failed = any(problem.level is Level.ERROR for problem in every)
    return (None if failed else catalogue), every


def content_folder(content: str) -> Path:
    if not Path(content).is_dir():
        raise CallError(f"there is no content folder {content}: name one with --content DIR")
    return Path(content)


def made(catalogue: Catalogue) -> Mapping[str, bytes]:
    """Every file of the site as of today."""
    from explainer.work.whole import whole
    from explainer.write.site import files

    with progress("files") as advance:
        return files(whole(catalogue, today(), today(), ROOT, CACHE), advance)


def content_argument(content: str) -> str:
    return "" if content == "content" else f" --content {content}"


# --- export ---------------------------------------------------------------------------------------------------------


def export(call: argparse.Namespace) -> int:
    """The whole site in one file, or its texts as a book; it replaces what was there at once, or not at all."""
    from explainer.view.frame import frame
    from explainer.view.index import Index
    from explainer.write import epub, offline, render

    catalogue, _ = sound_content(call.content)
    shown = frame(Index(catalogue, today(), today()))
    write = epub.file if call.file.suffix == ".epub" else offline.file
    content = write(render.renderer(ROOT / "templates", shown, {}), made(catalogue))
    beside = call.file.with_name(f".{call.file.name}.new")
    beside.write_bytes(content)
    beside.replace(call.file)
    print(f"wrote {call.file}, {len(content) / 1_000_000:.1f} MB; next: open it in a browser")
    return DONE


# --- check ----------------------------------------------------------------------------------------------------------


def check(call: argparse.Namespace) -> int:
    _, found = read_content(call.content, strict=call.strict)
    print(FORMATS[call.format](found), end="")
    if call.format == "text":
        failed = any(p.level is Level.ERROR for p in found)
        print(counted(found) if failed else f"{counted(found)}; next: python build.py{content_argument(call.content)}")
    return CONTENT_HAS_ERRORS if any(p.level is Level.ERROR for p in found) else DONE


def counted(found: Sequence[Problem]) -> str:
    """ "2 errors, 1 warning", or that all is well."""
    errors = sum(problem.level is Level.ERROR for problem in found)
    warnings = len(found) - errors
    if not found:
        return "no problems"
    return f"{errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}"


# --- diff ------------------------------------------------------------------------------------------------------------


def diff(call: argparse.Namespace) -> int:
    from explainer.view.changes import difference
    from explainer.view.index import Index
    from explainer.work import diff as work

    catalogue, found = sound_content(call.content)
    try:
        with work.folder_at(Path(call.content), call.revision) as folder:
            before, found_before = read_content(str(folder))
    except work.RevisionError as error:
        raise CallError(str(error)) from error
    if before is None:
        raise CallError(f"the content of {call.revision} has errors of its own: {counted(found_before)}")
    report = work.Report(
        revision=call.revision,
        difference=difference(Index(before, today(), today()), Index(catalogue, today(), today())),
        warnings=work.new_warnings(found_before, found),
        pages=work.pages_touched(made(before), made(catalogue)),
    )
    written = {"text": work.as_text, "markdown": work.as_markdown, "json": work.as_json}
    print(written[call.format](report), end="")
    return DONE


# --- new ------------------------------------------------------------------------------------------------------------


def new(call: argparse.Namespace) -> int:
    """Writes a file that passes, and prints the next command."""
    from explainer.read.slug import is_id, slug
    from explainer.work import scaffold

    if call.what == "site":
        folder, files = Path(call.id), scaffold.STARTER
        following = f"python build.py --content {call.id} --out {call.id}-site"
    else:
        if not is_id(call.id):
            raise CallError(f"{call.id!r} is not an id: write {slug(call.id, 64)!r}, a-z, 0-9 and single hyphens")
        folder, files = Path(call.content), new_files(call)
        following = f"python build.py check{content_argument(call.content)}"
    try:
        scaffold.write(folder, files)
    except scaffold.TakenError as error:
        raise CallError(str(error)) from error
    print("".join(f"wrote {folder / name}\n" for name in files) + f"next: fill it in, then {following}")
    return DONE


def new_files(call: argparse.Namespace) -> Mapping[str, str]:
    from explainer.model import ValueType
    from explainer.work import scaffold

    catalogue, found = read_content(call.content)
    if catalogue is None:
        raise CallError(f"the content has {counted(found)}: python build.py check tells them; mend those first")
    title = told(call, "title")
    match call.what:
        case "program":
            kinds = [kind.id for kind in catalogue.site.kinds]
            kind = told(call, "kind", kinds)
            return scaffold.program(catalogue, call.id, title, kind, told(call, "summary"))
        case "dimension":
            question, type = told(call, "question"), told(call, "type", list(ValueType))
            return scaffold.dimension(catalogue, call.id, title, question, type, told(call, "group"))
        case "explainer":
            return scaffold.explainer(call.id, title, told(call, "summary"))
        case _:
            ids = [program.id for program in catalogue.programs]
            chosen = [id.strip() for id in told(call, "programs").split(",")]
            if unknown := [id for id in chosen if id not in ids]:
                raise CallError(f"there is no program {unknown[0]!r}; {problems.suggestion(unknown[0], ids)}")
            if not 2 <= len(set(chosen)) == len(chosen) <= 8:
                raise CallError("a comparison has two to eight programs, each once")
            return scaffold.comparison(call.id, title, told(call, "summary"), chosen)


def told(call: argparse.Namespace, name: str, allowed: Sequence[str] = ()) -> str:
    """What was given as an option, or is asked for, until it will do, where somebody sits at a terminal."""
    given: str | None = getattr(call, name)
    about = ", ".join(allowed) or TOLD[name]
    if given is None and not sys.stdin.isatty():
        raise CallError(f"--{name} is missing: {about}")
    try:
        text = " ".join((input(f"{name} ({about}): ") if given is None else given).split())
    except EOFError:
        raise CallError(f"--{name} is missing: {about}") from None
    if text and (not allowed or text in allowed):
        return text
    if given is not None:
        raise CallError(f"{text!r} is no {name}: {about}")
    print(f"{text!r} is no {name}" if text else f"write a {name}")
    return told(call, name, allowed)


# --- sources --------------------------------------------------------------------------------------------------------


def sources(call: argparse.Namespace) -> int:
    """Exit status 1 where an address is dead; what was learnt is kept for a week."""
    from explainer.work import sources as work

    catalogue, _ = sound_content(call.content)
    cited = [source for source in catalogue.sources.values() if source.url]
    answers = work.remembered(ANSWERS, today())
    left = [source.url for source in cited if source.url not in answers][: call.limit]
    agent = f"explainer-sources (+{catalogue.site.repo_url or catalogue.site.base_url})"
    for count, answered in enumerate(work.ask_all(left, agent, today()), 1):
        answers[answered.url] = answered
        work.remember(ANSWERS, answers)
        print(f"{count} of {len(left)}: {answered.state}: {answered.url}", file=sys.stderr)
    print(work.report(answers, cited), end="")
    dead = any(answers[one.url].state is work.State.DEAD for one in cited if one.url in answers)
    return CONTENT_HAS_ERRORS if dead else DONE


# --- serve ----------------------------------------------------------------------------------------------------------


def serve(call: argparse.Namespace) -> int:
    """Shows the site until Ctrl+C; what each build has come to is printed."""
    from explainer.work import serve as server
    from explainer.work.again import Again

    folder = content_folder(call.content)
    today()  # a wrong SOURCE_DATE_EPOCH ends it here
    again = Again(folder, ROOT, CACHE)

    def built(address: str) -> server.Built:
        return again.build(address, today(), mark=f"{time_ns():x}")

    def announce(address: str) -> None:
        print(f"{address} (Ctrl+C ends it)", flush=True)

    def report(done: server.Built) -> None:
        errors = [problem for problem in done.problems if problem.level is Level.ERROR]
        ready = "ready; " if done.files is not None else ""
        print(done.crash or f"{problems.as_text(errors)}{ready}{counted(done.problems)}", flush=True)

    watched = (folder, ROOT / "templates", ROOT / "assets")
    try:
        server.serve(built, watched, call.port, announce, report)
    except OSError as error:
        if error.errno != EADDRINUSE:
            raise
        raise CallError(f"port {call.port} is taken: name another with --port, or 0 for a free one") from error
    return DONE


@contextmanager
def progress(what: str) -> Iterator[Callable[[int], None]]:
    """A line that counts while the work goes on; on a terminal only. No thread draws it: the work forks processes."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return

    def advance(count: int) -> None:
        print(f"\r\x1b[K{count} {what}", end="", file=sys.stderr, flush=True)

    try:
        yield advance
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
