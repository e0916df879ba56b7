"""All that is given away beside the pages, and the page that lists it: tables, the API, feeds, calendars.

In: an Index. Out: the records, feeds and calendars that `write` makes files of, and their description for a reader.
"""

from dataclasses import dataclass

from explainer.model import ProgramId
from explainer.view import calendars as ca
from explainer.view import citations
from explainer.view import drawings as dr
from explainer.view import feeds as fe
from explainer.view import history as hi
from explainer.view import tables as tb
from explainer.view.calendars import Calendar
from explainer.view.citations import CiteView
from explainer.view.drawings import Drawing
from explainer.view.feeds import Feed
from explainer.view.fields import Field
from explainer.view.history import Choices, History
from explainer.view.index import Index
from explainer.view.recorded import records
from explainer.view.records import Records
from explainer.view.tables import Shape


@dataclass(frozen=True, slots=True)
class Exports:
    """Some of what is given away: that of the whole site, or that of one program."""

    records: Records | None = None
    choices: Choices | None = None
    feeds: tuple[Feed, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    histories: tuple[History, ...] = ()
    citations: tuple[CiteView, ...] = ()
    drawings: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True)
class FileLine:
    name: str
    address: str
    about: str


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table to take away: how many rows, and what each column holds."""

    id: str
    file: FileLine
    rows: int
    columns: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Something to type, and what comes of it."""

    about: str
    code: str


@dataclass(frozen=True, slots=True)
class DataView:
    tables: tuple[TableLine, ...]
    others: tuple[FileLine, ...]
    api: tuple[FileLine, ...]
    follow: tuple[FileLine, ...]
    examples: tuple[Example, ...]


OTHERS = (
    ("site.sqlite", "All tables as one SQLite database, with a full-text index and the views current_claims (what "
     "holds), cited_claims (each claim with its sources) and chronicle (all that is dated)."),
    ("datapackage.json", "A description of the tables for software (Frictionless Data Package)."),
    ("sources.csl.json", "Every source for Zotero and other reference managers (CSL-JSON)."),
    ("sources.bib", "Every source for BibTeX and biblatex."),
)  # fmt: skip


def recorded(index: Index) -> Exports:
    """Every record, for the tables and the API."""
    return Exports(records=records(index))


def of_site(index: Index) -> Exports:
    """What tells of several programs at once."""
    return Exports(
        choices=hi.choices(index),
        feeds=tuple(fe.of_site(index)),
        calendars=(ca.of_site(index),),
        drawings=tuple(dr.of_site(index)),
    )


def of_program(index: Index, id: ProgramId) -> Exports:
    program = index.programs[id]
    return Exports(
        feeds=(fe.of_program(index, program),),
        calendars=(ca.of_program(index, program),),
        histories=(hi.history(index, program),),
        citations=(citations.of_program(index, program),),
        drawings=tuple(dr.of_program(index, program)),
    )


def data(index: Index) -> DataView:
    noun = index.catalogue.site.program
    return DataView(
        tables=tuple(_table(index, shape) for shape in tb.SHAPES),
        others=tuple(FileLine(name, f"/data/{name}", about) for name, about in OTHERS),
        api=_api(index),
        follow=(
            FileLine("feed.xml", fe.address("/"), "What is new, with its full text (Atom)."),
            FileLine("calendar.ics", ca.address("/"), f"What happened and is planned; one for each {noun.one} too."),
        ),
        examples=_examples(index),
    )


def _table(index: Index, shape: Shape) -> TableLine:
    catalogue = index.catalogue
    rows = {
        "programs": len(catalogue.programs),
        "dimensions": len(catalogue.dimensions),
        "claims": sum(len(program.claims) for program in catalogue.programs),
        "events": sum(len(program.events) for program in catalogue.programs),
        "sources": len(catalogue.sources),
    }
    name = f"{shape.name}.csv"
    file = FileLine(name, f"/data/{name}", f"{shape.about}.")
    return TableLine(f"page-{shape.name}", file, rows[shape.name], shape.columns)


def _api(index: Index) -> tuple[FileLine, ...]:
    noun = index.catalogue.site.program
    about = f"One {noun.one} with its claims, its events and their sources; there is such a file for each."
    one = [
        FileLine(f"programs/{program.id}.json", f"/api/v1/programs/{program.id}.json", about)
        for program in index.shown_programs[:1]
    ]
    collections = (
        ("programs", f"Every {noun.one}, its status and how much there is."),
        ("dimensions", "Every question, and what may be answered."),
        ("claims", "Every claim, with its evidence and sources."),
        ("events", "Every event, with its sources."),
        ("sources", "Every source, with what rests on it."),
    )
    return (
        FileLine("site.json", "/api/v1/site.json", "The site's own words, and how much there is."),
        *(FileLine(f"{name}.json", f"/api/v1/{name}.json", about) for name, about in collections),
        *one,
        FileLine("openapi.json", "/api/v1/openapi.json", "A description of these files for software (OpenAPI 3.1)."),
    )


def _examples(index: Index) -> tuple[Example, ...]:
    root = index.catalogue.site.base_url
    return (
        Example(
            "Every claim that holds, as three columns, with curl and jq:",
            f"curl -s {root}api/v1/claims.json |\n"
            "  jq -r '.claims[] | select(.holds) | [.program, .dimension, .text] | @tsv'",
        ),
        Example(
            "The claims with the strength of their evidence, with Python and pandas:",
            f'import pandas\nclaims = pandas.read_csv("{root}data/claims.csv")\n'
            'print(claims.groupby(["dimension", "evidence"]).size())',
        ),
        Example(
            "What the sources of a claim say, with SQLite:",
            f"curl -sO {root}data/site.sqlite\n"
            'sqlite3 site.sqlite "SELECT text, title, quote FROM cited_claims WHERE quote IS NOT NULL"',
        ),
        Example(
            "The same in a browser, with Datasette:",
            "datasette site.sqlite",
        ),
    )
