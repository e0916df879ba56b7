"""Fuzzing that follows the branches of the code: `python -m tests.reliability.fuzz prose --seconds 60`, or `reading`.

An input that crashes, that takes over 5 seconds, or whose markup holds what no text may make, is written beside the
call as `crash-...` and ends it with a status that is not 0. Seeds are the files of `tests/cases/fuzz/<target>/`.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

if __name__ == "__main__":  # before what is to be followed is imported
    import atheris

    with atheris.instrument_imports(include=["explainer.read", "markdown_it", "mdit_py_plugins", "yaml"]):
        from explainer.problems import Level, as_text, ordered
        from explainer.read import prose as pr
        from explainer.read import read
else:
    from explainer.problems import Level, as_text, ordered
    from explainer.read import prose as pr
    from explainer.read import read

from selectolax.lexbor import LexborHTMLParser

from tests.contents import CASES, TODAY, cases, lay

SEEDS = CASES / "fuzz"
SECONDS_AT_MOST = 5
MOST_BYTES = 20_000
PATHS = (
    "programs/new.yaml",
    "programs/corner.md",
    "explainers/new.md",
    "dimensions/new.md",
    "comparisons/new.md",
    "glossary.yaml",
    "sources.yaml",
)
REFUSED = "script,style,iframe,object,embed,base,meta,link,form,svg,math,[onerror],[onclick],[style],[srcdoc]"

Target = Callable[[bytes], None]


def prose(given: bytes) -> None:
    """A text as a page and as a line: no markup but ours, soon."""
    text = given[:MOST_BYTES].decode("utf-8", "replace")
    begun = time.process_time()
    parsed = (pr.block(text, "programs/x.md", "x"), pr.inline(text.replace("\n", " "), "programs/x.yaml", "x"))
    assert time.process_time() - begun < SECONDS_AT_MOST, "too slow"
    for one in parsed:
        markup = "".join(part if isinstance(part, str) else "x" for part in one.prose.parts)
        assert not LexborHTMLParser(markup).css(REFUSED), markup
        assert "javascript:" not in [a.attributes.get("href") or "" for a in LexborHTMLParser(markup).css("a")]


@contextmanager
def reading() -> Iterator[Target]:
    """A file of each kind by turns, which the first byte tells, in a small folder of content."""
    with TemporaryDirectory() as there:
        base, _ = cases("problems.txt")
        folder = lay(Path(there), base)
        for path in PATHS:
            (folder / path).parent.mkdir(exist_ok=True)

        def read_one(given: bytes) -> None:
            path = PATHS[given[0] % len(PATHS)] if given else PATHS[0]
            (folder / path).write_bytes(given[1:MOST_BYTES])
            begun = time.process_time()
            found = read(folder, TODAY)
            assert time.process_time() - begun < SECONDS_AT_MOST, "too slow"
            failed = any(problem.level is Level.ERROR for problem in found.problems)
            assert (found.catalogue is None) == failed
            as_text(ordered(found.problems)).encode()
            if path in base:
                (folder / path).write_text(base[path], "utf-8")
            else:
                (folder / path).unlink()

        yield read_one


@contextmanager
def target(name: str) -> Iterator[Target]:
    if name == "prose":
        yield prose
    else:
        with reading() as found:
            yield found


def seeds(name: str) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((SEEDS / name).iterdir())}


def main() -> None:
    parser = argparse.ArgumentParser(description="fuzzes reading or prose")
    parser.add_argument("target", choices=("prose", "reading"))
    parser.add_argument("--seconds", type=int, default=60)
    call = parser.parse_args()
    with target(call.target) as run, TemporaryDirectory() as found:
        limits = [f"-max_total_time={call.seconds}", f"-timeout={4 * SECONDS_AT_MOST}", f"-max_len={MOST_BYTES}"]
        atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", found, str(SEEDS / call.target)], run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
