"""A page of ours, or one claim or event on it, as a reference manager takes it: BibTeX and CSL-JSON (1.0.2).

In: citations. Out: texts, and for each program two files beside its page on citing. The day is that of which the page
tells; no author is invented.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from explainer.view.citations import Citation, CiteView
from explainer.write.bibliography import MONTHS, escaped
from explainer.write.bibliography import address as bibtex_address
from explainer.write.values import Json, as_json


def files(views: Iterable[CiteView]) -> Iterator[tuple[str, bytes]]:
    for view in views:
        every = (view.whole, *view.claims, *view.events)
        yield view.bibtex.removeprefix("/"), "\n".join(bibtex(one) for one in every).encode()
        yield view.csl.removeprefix("/"), ("[\n" + ",\n".join(csl(one) for one in every) + "\n]\n").encode()


def bibtex(one: Citation) -> str:
    """One entry; its title in double braces, so that no style changes its letters."""
    fields = (
        ("title", f"{{{{{escaped(one.title)}}}}}"),
        ("howpublished", f"{{{escaped(one.site)}}}"),
        ("year", f"{{{one.day.year}}}"),
        ("month", MONTHS[one.day.month - 1]),
        ("url", f"{{{bibtex_address(one.address)}}}"),
        ("urldate", f"{{{one.day.isoformat()}}}"),
        ("note", f"{{{escaped(one.note)}}}"),
    )
    return f"@misc{{{one.key},\n" + "".join(f"  {name} = {value},\n" for name, value in fields) + "}\n"


def csl(one: Citation) -> str:
    return as_json(_csl(one))


def csl_lines(one: Citation) -> str:
    """The same to be read: a field to a line, its day in lines, too."""
    day = _day_lines(one.day)
    fields = ((name, as_json(value) if isinstance(value, str) else day) for name, value in _csl(one).items())
    return "{\n" + ",\n".join(f' "{name}": {value}' for name, value in fields) + "\n}"


def _csl(one: Citation) -> dict[str, Json]:
    day = _day(one.day)
    return {
        "id": one.key,
        "type": "webpage",
        "title": one.title,
        "container-title": one.site,
        "URL": one.address,
        "issued": day,
        "accessed": day,
        "language": one.language,
        "note": one.note,
    }


def _day(day: date) -> Json:
    return {"date-parts": [[day.year, day.month, day.day]]}


@cache
def _day_lines(day: date) -> str:
    return as_json(_day(day), 1).replace("\n", "\n ")
