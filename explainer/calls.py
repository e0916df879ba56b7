"""The command line as it may be typed: commands, their options, the forms of what is given.

In: arguments. Out: an argparse.Namespace, or a sentence that says what to type instead.
"""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from explainer import dates

FORMATS = ("text", "json", "github")
NEW = ("program", "dimension", "explainer", "comparison", "site")
TOLD = {  # what `new` asks for where it is not given
    "title": "as it is called; a question: as it heads a row",
    "kind": "of a program: one of the kinds of site.yaml",
    "summary": "one plain sentence",
    "question": "of a dimension: the question in full",
    "type": "of a dimension: choice, choices, number, money, date, text or yes-no",
    "group": "of a dimension: the group it stands in",
    "programs": "of a comparison: two to eight ids, with commas",
}


class CallError(Exception):
    """The call is wrong; the message says what to type instead."""


def with_command(arguments: Sequence[str]) -> list[str]:
    """`build` is what is meant where no command is named."""
    first = arguments[0] if arguments else "--"
    is_named = not first.startswith("-") or first in ("-h", "--help")
    return list(arguments) if is_named else ["build", *arguments]


def parser() -> argparse.ArgumentParser:
    """Every command with its options; what is not given is None, or the default that the help names."""
    top = argparse.ArgumentParser(prog="build.py", description="Builds a comparison site from a folder of claims.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    building = commands.add_parser("build", help="write the site (what is done where no command is named)")
    checking = commands.add_parser("check", help="report every mistake in the content, write nothing")
    serving = commands.add_parser("serve", help="build, show in the browser, and build again on every save")
    differing = commands.add_parser("diff", help="say what a change of the content means, against a revision of git")
    making = commands.add_parser(
        "new", help="write a new file that passes: program, dimension, explainer, comparison, site"
    )
    exporting = commands.add_parser("export", help="write the whole site into one file, or a book")
    asking = commands.add_parser("sources", help="ask each cited address whether it still answers (uses the network)")
    for command in (building, checking, serving, differing, making, exporting, asking):
        command.add_argument("--content", default="content", metavar="DIR", help="the content folder (content)")
    for command in (building, checking):
        command.add_argument("--strict", action="store_true", help="count warnings as errors")
    building.add_argument("--out", default="site", metavar="DIR", help="where the site is written (site)")
    building.add_argument("--as-of", type=whole_day, metavar="DAY", help="show what held on this day (today)")
    building.add_argument("--base-url", type=web_address, metavar="URL", help="instead of site.yaml's base_url")
    building.add_argument("--jobs", type=positive, metavar="N", help="how many processes (all cores)")
    building.add_argument("--no-cache", action="store_true", help="make everything anew")
    building.add_argument("--precompress", action="store_true", help="write .gz and .br beside files of text")
    checking.add_argument("--format", choices=FORMATS, default="text", help="how mistakes are printed (text)")
    exporting.add_argument(
        "file", type=one_file, metavar="FILE", help="a .html that works from a double click, an .epub"
    )
    differing.add_argument("revision", metavar="REVISION", help="a commit, a branch, a tag: HEAD, main ...")
    differing.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="(text)")
    asking.add_argument("--limit", type=positive, metavar="N", help="ask so many at most; the next run goes on (all)")
    making.add_argument("what", choices=NEW, metavar="|".join(NEW))
    making.add_argument("id", metavar="ID", help="its id, which is its address; of a site the folder")
    for name, about in TOLD.items():
        making.add_argument(f"--{name}", metavar="TEXT", help=about)
    serving.add_argument("--port", type=port, default=8000, metavar="N", help="on 127.0.0.1; 0 takes a free one (8000)")
    return top


def whole_day(text: str) -> date:
    day = dates.parse_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: write it as 2026-11-24")
    return day


def web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address: write it as https://example.org/path/")
    return text if text.endswith("/") else f"{text}/"


def one_file(text: str) -> Path:
    if not text.endswith((".html", ".epub")):
        raise argparse.ArgumentTypeError(f"{text!r} is no file to be written: name one that ends in .html or .epub")
    return Path(text)


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)


def port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: write a number from 0 to 65535")
    return int(text)
