"""Every source for a reference manager: CSL-JSON (1.0.2) and BibTeX.

In: the sources. Out: `data/sources.csl.json`, `data/sources.bib`. No author is invented: a source has a publisher.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from explainer import dates
from explainer.dates import Edtf
from explainer.view.records import SourceRecord, When
from explainer.write.values import Json, as_json

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
ANY_SPECIAL = re.compile(f"[{re.escape(''.join(SPECIAL))}]")


def files(sources: Sequence[SourceRecord]) -> Iterator[tuple[str, bytes]]:
    csl = ",\n".join(as_json(_csl(source)) for source in sources)
    yield "data/sources.csl.json", f"[\n{csl}\n]\n".encode() if csl else b"[]\n"
    yield "data/sources.bib", "\n".join(bibtex(source) for source in sources).encode()


def _csl(source: SourceRecord) -> Json:
    published = _parsed(source.published)
    fields: dict[str, Json] = {
        "id": source.id,
        "type": "webpage" if source.url else "document",
        "title": source.title,
        "publisher": source.publisher,
        "URL": source.url,
        "issued": _csl_date(published) if published else None,
        "accessed": {"date-parts": [[source.checked.year, source.checked.month, source.checked.day]]},
        "language": source.lang,
        "archive_location": source.archived,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _csl_date(when: Edtf) -> Json:
    parts = [part for part in (when.year, when.month, when.day) if part]
    return {"date-parts": [parts], **({"circa": True} if when.approximate or when.uncertain else {})}


def bibtex(source: SourceRecord) -> str:
    """One entry; `date` is for biblatex, which knows EDTF, `year` and `month` for BibTeX."""
    fields = dict(_bibtex_fields(source))
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@misc{{{source.id},\n{lines}}}\n"


def _bibtex_fields(source: SourceRecord) -> Iterable[tuple[str, str]]:
    yield "title", f"{{{{{escaped(source.title)}}}}}"  # doubled, so that no style changes its letters
    yield "publisher", f"{{{escaped(source.publisher)}}}"
    published = _parsed(source.published)
    if published:
        yield "date", f"{{{published.text}}}"
        yield "year", f"{{{published.year}}}"
    if published and published.month:
        yield "month", MONTHS[published.month - 1]
    if source.url:
        yield "url", f"{{{address(source.url)}}}"
    yield "urldate", f"{{{source.checked.isoformat()}}}"
    if source.lang:
        yield "language", f"{{{escaped(source.lang)}}}"
    if source.archived:
        yield "note", f"{{Archived at \\url{{{address(source.archived)}}}}}"


def escaped(text: str) -> str:
    """As LaTeX shows it, letter by letter."""
    return ANY_SPECIAL.sub(lambda sign: SPECIAL[sign[0]], text)


def address(url: str) -> str:
    """Braces and backslashes would end the field; in an address they may be written as numbers (RFC 3986, 2.1)."""
    return re.sub(r"[{}\\]", lambda sign: f"%{ord(sign[0]):02X}", url)


def _parsed(written: When | None) -> Edtf | None:
    return dates.parse(written) if written else None
