"""A page of ours, or one claim or event on it, as a reference manager takes it: BibTeX and CSL-JSON (1.0.2).

In: citations. Out: texts, and for each program two files beside its page on citing. The day is that of which the page
tells; no author is invented.
"""

from collections.abc import Iterable, Iterator

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


def csl(one: Citation, indent: int | None = None) -> str:
    """One item of CSL-JSON (citation-style-language schema 1.0)."""
    day: Json = {"date-parts": [[one.day.year, one.day.month, one.day.day]]}
    fields: Json = {
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
    return as_json(fields, indent)
