"""The tables as one SQLite file: keys between them, a full-text index, and views for the common questions.

In: the records and their tables. Out: the bytes of a database that was only ever held in memory, the same bytes for
the same records. Columns are named as in the CSV files; lists and nested records are JSON text, for `json_each`.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from explainer.view.fields import Field, Form
from explainer.view.records import ClaimRecord, EventRecord, Records
from explainer.view.tables import Shape
from explainer.write.plain import PLAIN, PlainTable
from explainer.write.values import as_json

PATH = "data/site.sqlite"
INTEGERS = (Form.COUNT, Form.FLAG)
SEARCHED = {  # what a search looks at; trigrams find parts of words, and of scripts that put no spaces
    "programs": ("title", "summary", "operators", "tags"),
    "claims": ("text", "note", "scope", "said_by"),
    "events": ("title", "text"),
    "sources": ("title", "publisher"),
}
CITING = """
CREATE TABLE {one}_sources (
  program TEXT NOT NULL,
  {one} TEXT NOT NULL,
  place INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES sources (id),
  at TEXT,
  quote TEXT,
  says TEXT,
  PRIMARY KEY (program, {one}, place),
  FOREIGN KEY (program, {one}) REFERENCES {one}s (program, id)
);
CREATE INDEX {one}_sources_source ON {one}_sources (source);
"""
VIEWS = """
CREATE VIEW current_claims AS
  SELECT p.title AS program_title, d.label AS dimension_label, c.*, CAST(c.number AS REAL) AS amount
  FROM claims c JOIN programs p ON p.id = c.program JOIN dimensions d ON d.id = c.dimension
  WHERE c.holds
  ORDER BY c.program, d."order", d.id, c.aspect, c.scope;
CREATE VIEW cited_claims AS
  SELECT c.program, c.id, c.dimension, c.text, c.holds, s.id AS source, s.title, s.publisher, s.url, s.evidence,
    s.checked, r.at, r.quote, r.says, c.url AS claim_url
  FROM claims c JOIN claim_sources r ON r.program = c.program AND r.claim = c.id JOIN sources s ON s.id = r.source
  ORDER BY c.program, c.id, r.place;
CREATE VIEW chronicle AS
  SELECT date_latest AS day, date AS written, program, id, 'event' AS what, title AS text, url FROM events
  UNION ALL
  SELECT coalesce(from_latest, as_of_latest), coalesce("from", as_of), program, id, dimension, text, url FROM claims
  WHERE "from" IS NOT NULL OR as_of IS NOT NULL
  ORDER BY 1, 3, 4;
"""


def file(records: Records, tables: Sequence[PlainTable]) -> tuple[str, bytes]:
    with closing(sqlite3.connect(":memory:")) as database:
        _fill(database, records, tables)
        return PATH, database.serialize()


def _fill(database: sqlite3.Connection, records: Records, tables: Sequence[PlainTable]) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("CREATE TABLE about (title TEXT, url TEXT, licence TEXT, as_of TEXT, today TEXT)")
    site, days = records.site, (records.as_of.isoformat(), records.today.isoformat())
    database.execute(
        "INSERT INTO about VALUES (?, ?, ?, ?, ?)", (site.title, site.base_url, site.licence.content, *days)
    )
    for table in tables:
        database.execute(_create(table.shape))
        marks = ", ".join("?" for _ in table.shape.columns)
        rows = ([value if type(value) in PLAIN else as_json(value) for value in row] for row in table.rows)
        database.executemany(f"INSERT INTO {table.shape.name} VALUES ({marks})", rows)
    for one, citing in (("claim", records.claims), ("event", records.events)):
        database.executescript(CITING.format(one=one))
        database.executemany(f"INSERT INTO {one}_sources VALUES (?, ?, ?, ?, ?, ?, ?)", _citations(citing))
    database.executescript("".join(_search(name) for name in SEARCHED) + VIEWS)
    database.commit()


def _create(shape: Shape) -> str:
    columns = [_column(column) for column in shape.columns]
    key = f"PRIMARY KEY ({', '.join(shape.key)})"
    links = [f"FOREIGN KEY ({column}) REFERENCES {table} (id)" for column, table in shape.links.items()]
    return f"CREATE TABLE {shape.name} ({', '.join([*columns, key, *links])})"


def _column(column: Field) -> str:
    type_ = "INTEGER" if column.form in INTEGERS else "TEXT"
    return f'"{column.name}" {type_}{" NOT NULL" if column.required else ""}'


def _citations(items: Iterable[ClaimRecord | EventRecord]) -> Iterator[tuple[str | int | None, ...]]:
    for item in items:
        for place, reference in enumerate(item.sources, 1):
            yield item.program, item.id, place, reference.ref, reference.at, reference.quote, reference.says


def _search(name: str) -> str:
    """An index over the table's own rows, so that no text stands twice (SQLite, FTS5, external content). In these
    quotation marks Datasette finds it, and offers a search."""
    columns = ", ".join(SEARCHED[name])
    return (
        f"CREATE VIRTUAL TABLE {name}_fts USING fts5({columns}, content=\"{name}\", tokenize='trigram');"
        f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild');"
    )
