"""Where a link leads, by an allow list.

In: an address as it was written (entities and backslashes resolved, nothing else) and the file it stands in.
Out: what may stand in the page, or what to write instead. No file is looked at: whether the target is there is
judged where all of the content is known.
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from explainer.model import AspectId, ClaimValue, DimensionId, Name, ProgramId, SiteAddress
from explainer.problems import suggestion
from explainer.read.slug import is_id
from explainer.read.text import refused

Scheme = Literal["program", "term", "dimension", "explainer", "comparison", "page", "source", "claim"]
Kind = Literal[Scheme, "cite", "file", "fragment"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link that may be made. `kind` is None where it leaves the site; `name` is what an empty link shows."""

    kind: Kind | None
    target: str
    fragment: str
    address: str | SiteAddress | ClaimValue
    name: Name | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    message: str
    hint: str


SCHEMES: tuple[Scheme, ...] = ("program", "term", "dimension", "explainer", "comparison", "page", "source", "claim")
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"

_CLAIM = re.compile(rf"(?:({ID})/)?({ID})(?:\.({ID}))?")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_MAIL = re.compile(r"mailto:[^@\s?]+@[^@\s?]+(\?.*)?", re.IGNORECASE)
_FILE = re.compile(rf"(programs|dimensions|explainers|comparisons|pages)/({ID})\.(md|yaml)")
_ENCODED = re.compile(r"[\s\"<>\\^`{|}]")  # what may not stand in an address (RFC 3987 2.2)

_ADDRESSES: dict[str, str] = {
    "program": "/programs/{}/",
    "term": "/glossary/#{}",
    "dimension": "/dimensions/{}/",
    "explainer": "/explainers/{}/",
    "comparison": "/comparisons/{}/",
    "page": "/{}/",
    "source": "/sources/{}/",
}
_FOLDERS: dict[str, Scheme] = {
    "programs": "program",
    "dimensions": "dimension",
    "explainers": "explainer",
    "comparisons": "comparison",
    "pages": "page",
}
_WHOLE_FILES = {"glossary.yaml": "/glossary/", "sources.yaml": "/sources/"}
_WAYS = "write https://..., mailto:..., #fragment, program:<id> or its like, or a path such as ../pages/x.md"


def judge(written: str, path: str, program: str | None) -> Link | Refusal:
    """What a link leads to. `path` is the file it stands in; `program` the one whose claims `claim:x` means."""
    if not written.strip():
        return Refusal("a link to nowhere", _WAYS)
    if refused(written) or "\n" in written or "\t" in written:
        return Refusal(f"{_quoted(written)} holds a control character", "write the address without it")
    if written.startswith("#"):
        return _on_this_page(written, path)
    if scheme := _SCHEME.match(written):
        return _of_scheme(scheme[1], written, program)
    return _relative(written, path)


def judge_image(written: str, path: str) -> Link | Refusal:
    """A picture comes from `media/`, by a relative path, and from nowhere else."""
    hint = f"put the file into media/ and write {_up(path)}media/picture.png"
    if _SCHEME.match(written) or written.startswith(("/", "\\", "#")) or not written.strip():
        return Refusal(f"{_quoted(written)} is not a picture of this site", hint)
    link = judge(written, path, None)
    inside = (_resolved(unquote(written.partition("#")[0]), path) or "").startswith("media/")
    if not inside or (isinstance(link, Link) and link.fragment):
        return Refusal(f"{_quoted(written)} does not lead into media/", hint)
    return link


def page_of(path: str) -> str:
    """The address of the page that a file of content becomes, or an empty text where it becomes none."""
    named = name_of(path)
    return _ADDRESSES[named.kind].format(named.id) if named else _WHOLE_FILES.get(path, "")


def _on_this_page(written: str, path: str) -> Link | Refusal:
    # The whole address, since a note of a claim is shown on other pages too.
    fragment = unquote(written[1:])
    if not fragment:
        return Refusal('"#" names no place', "write #id-of-the-heading-or-claim")
    page = page_of(path)
    anchor = "#" + quote(fragment)
    return Link("fragment", "", fragment, SiteAddress(page + anchor) if page else anchor)


def _of_scheme(scheme: str, written: str, program: str | None) -> Link | Refusal:
    if scheme in SCHEMES:
        target, mark, fragment = written[len(scheme) + 1 :].partition("#")
        if mark and (not fragment or scheme in ("claim", "term")):  # those two are places on a page already
            return Refusal(f"{_quoted(written)} has a fragment too many", f"write {scheme}:{target}")
        return _claim(target, program) if scheme == "claim" else _record(scheme, target, unquote(fragment))
    match scheme.lower():
        case "http" | "https":
            return _web(written)
        case "mailto" if _MAIL.fullmatch(written):
            return Link(None, "", "", _encoded(written))
        case "mailto":
            return Refusal(f"{_quoted(written)} is not a mail address", "write mailto:name@example.org")
    return Refusal(f'links may not begin with "{scheme}:"', suggestion(scheme.lower(), SCHEMES) or _WAYS)


def _web(written: str) -> Link | Refusal:
    try:
        host = urlsplit(written).hostname
    except ValueError:  # an IPv6 host without its bracket
        host = None
    if not host:
        return Refusal(f"{_quoted(written)} names no host", "write https://example.org/...")
    return Link(None, "", "", _encoded(written))


def _record(scheme: Scheme, target: str, fragment: str) -> Link | Refusal:
    if not is_id(target):
        wrong = _quoted(f"{scheme}:{target}")
        return Refusal(f"{wrong} holds no id", f"write {scheme}:<id>, the id being a-z, 0-9 and single hyphens")
    address = _ADDRESSES[scheme].format(target) + _anchor(fragment)
    return Link(scheme, target, fragment, SiteAddress(address), Name(scheme, target))


def _claim(target: str, program: str | None) -> Link | Refusal:
    parts = _CLAIM.fullmatch(target)
    if not parts:
        form = "write claim:<dimension>, claim:<dimension>.<aspect> or claim:<program>/<dimension>"
        return Refusal(f"{_quoted('claim:' + target)} names no claim", form)
    owner, dimension, aspect = parts[1] or program, parts[2], parts[3]
    if not owner:
        return Refusal(f"{_quoted('claim:' + target)} does not say of which program", f"write claim:<program>/{target}")
    value = ClaimValue(ProgramId(owner), DimensionId(dimension), AspectId(aspect) if aspect else None)
    return Link("claim", target, "", value)


def _relative(written: str, path: str) -> Link | Refusal:
    if written.startswith("//"):
        return Refusal(f"{_quoted(written)} leaves the site without a scheme", f"write https:{written}")
    if written.startswith("/"):
        return Refusal(f"{_quoted(written)} is an absolute path", f"write a relative path: {_up(path)}pages/x.md")
    if "\\" in written:
        return Refusal(f"{_quoted(written)} holds a backslash", "write / between folders")
    before, mark, fragment = written.partition("#")
    if "?" in before:
        return Refusal(f"{_quoted(written)} has a query", "write the path without ?")
    if mark and not fragment:
        return Refusal(f"{_quoted(written)} names no place behind its #", f"write {before}")
    target = _resolved(unquote(before), path)
    if target is None:
        return Refusal(f"{_quoted(written)} leaves the folder of the content", _WAYS)
    if not target.isprintable():
        return Refusal(f"{_quoted(written)} holds a control character", "write the path without it")
    return _file(target, unquote(fragment), written)


def _file(target: str, fragment: str, written: str) -> Link | Refusal:
    if target.startswith("media/"):
        return Link("file", target, fragment, SiteAddress("/" + quote(target) + _anchor(fragment)))
    page = page_of(target)
    if not page:
        return Refusal(f"no page is made of {_quoted(written)}", "link to a .md or program .yaml file, or into media/")
    return Link("file", target, fragment, SiteAddress(page + _anchor(fragment)), name_of(target))


def name_of(path: str) -> Name | None:
    """What the page of a file is called after; None for a file that many things stand in."""
    file = _FILE.fullmatch(path)
    if not file or not is_id(file[2]) or (file[3] == "yaml" and file[1] != "programs"):
        return None
    return Name(_FOLDERS[file[1]], file[2])


def _resolved(relative: str, path: str) -> str | None:
    """The path from the root of the content, or None where it climbs out of it."""
    at = path.split("/")[:-1]
    for step in relative.split("/"):
        if step == "..":
            if not at:
                return None
            at.pop()
        elif step not in ("", "."):
            at.append(step)
    return "/".join(at) + ("/" if relative.endswith("/") else "")


def _anchor(fragment: str) -> str:
    return "#" + quote(fragment) if fragment else ""


def _encoded(address: str) -> str:
    return _ENCODED.sub(lambda blank: quote(blank[0]), address)


def _up(path: str) -> str:
    return "../" * path.count("/")


def _quoted(written: str) -> str:
    shown = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(written.split()))
    return f'"{shown[:79]}…"' if len(shown) > 80 else f'"{shown}"'
