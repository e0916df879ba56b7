"""The proof that no page of a built site follows or burdens its reader; without it nothing is published.

In: the finished files. Out: what was looked at, or BrokenPromiseError with every fault. A file is looked at by itself
(`inspected`), so that what was found can be kept with it. The rule for markup is what may stand there, not what may
not: a tag is well-formed, of a name and with attributes that ask for nothing, or each of its attributes is looked into.
Links (`<a href>`) may lead anywhere on the web, for only a reader's hand follows them.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from posixpath import dirname, join, normpath

from explainer.problems import BrokenPromiseError
from explainer.view.privacy import LinkedHost, Privacy
from explainer.write.weight import Sized, weights

FAULTS_TOLD = 20

# What may stand on a page without a further look: elements and attributes that ask for nothing and run nothing.
ELEMENTS = (
    "span td li p div b time rect dd dt code h[1-6] svg th tr html head title body header footer main nav aside "
    "section article pre blockquote figure figcaption ul ol dl table caption colgroup col thead tbody details "
    "summary i u s q em strong small sub sup abbr cite kbd var dfn del ins bdi label button option br hr g line "
    "path polygon text tspan circle"
)
OF_ALL_ELEMENTS = (
    "class id title rel target type for lang dir scope role tabindex datetime colspan rowspan span open hidden "
    "abbr viewBox x y x1 x2 y1 y2 width height rx points transform focusable preserveAspectRatio data-[a-z-]+ "
    "aria-[a-z]+"
)
_PLAIN = rf'(?: (?:{OF_ALL_ELEMENTS.replace(" ", "|")})(?:="[^"<>]*")?)'
_LINK = r'(?: href="(?:https?://|[^"<>:&/?#\\]*(?=["/?#]))[^"<>]*")'
_META = r'meta charset="utf-8">|meta (?:name|property)="[a-z:_-]+" content="[^"<>]*">'
LOOKED_INTO = re.compile(
    rf"<(?!/[a-z][a-zA-Z0-9]*>|a(?:{_PLAIN}|{_LINK})*>|(?:{ELEMENTS.replace(' ', '|')}){_PLAIN}*/?>"
    rf"|!doctype html>|{_META})".encode()
)
DECLARATION = re.compile(rb"<(?:!doctype html|\?xml [^<>]*\?|!\[CDATA\[)", re.IGNORECASE)
TAG = re.compile(rb'<[a-zA-Z][\w:-]*(?: [\w:.-]+(?:="[^"<]*")?)*\s*/?>')
ATTRIBUTES = re.compile(rb'([\w:.-]+)(?:="([^"]*)")?')
HOST = re.compile(rb'href="(?:https?:)?//([^"/?#]*)')

ASKING = {  # attributes by which a browser asks for something, or sends something, without or with a reader's hand
    "src", "srcset", "imagesrcset", "poster", "data", "action", "formaction", "background", "ping", "manifest",
    "archive", "classid", "codebase", "longdesc", "xlink:href", "lowsrc", "dynsrc", "profile",
}  # fmt: skip
SILENT_RELATIONS = {"canonical", "alternate", "search", "license", "author", "help", "next", "prev"}
WORDS = {"content", "alt", "title", "value", "placeholder", "label", "summary", "d"}  # never an address
KEEPING = re.compile(rb"document\s*\.\s*cookie|cookieStore|localStorage|sessionStorage|indexedDB|sendBeacon")
RUNNING = re.compile(rb"\beval\s*\(|\bnew\s+Function\b|\.\s*(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write")
ELSEWHERE = re.compile(rb"""["'`(]\s*((?:https?:|wss?:)?//(?!www\.w3\.org/|example\.com\b)[^"'`)\s]*)""", re.IGNORECASE)
COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
STYLE_ADDRESS = re.compile(rb"""url\(\s*["']?([^"')]*)""", re.IGNORECASE)
POLICY = "default-src 'none'"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What one file holds: faults, hosts that it links to, and the style and scripts that it asks for, as paths."""

    size: int
    faults: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    uses: tuple[str, ...] = ()


def inspected(path: str, content: bytes) -> Inspected | None:
    """Of a page, a picture, a style or a script; None for a file that no browser runs."""
    match path.rpartition(".")[2]:
        case "html":
            return _markup(path, content, is_page=True)
        case "svg":
            return _markup(path, content, is_page=False)
        case "css":
            return Inspected(len(content), tuple(_in_style(content)))
        case "js" | "mjs":
            return Inspected(len(content), tuple(_in_script(content)))
    return None


def refuse(found: Mapping[str, Inspected]) -> None:
    """Raises BrokenPromiseError with the faults, by file."""
    told = [f"{path}: {fault}" for path, one in sorted(found.items()) for fault in one.faults]
    if told:
        more = f" (and {len(told) - FAULTS_TOLD} more)" if len(told) > FAULTS_TOLD else ""
        listed = "".join(f"\n  {line}" for line in told[:FAULTS_TOLD])
        raise BrokenPromiseError(f"the site would break its promise to readers, so nothing was written{more}:{listed}")


def proof(found: Mapping[str, Inspected], content: Callable[[str], bytes], programs: int, own_host: str) -> Privacy:
    """What is to be said of the files; raises BrokenPromiseError for a fault, or a page over its
    weight. `content` gives the bytes of a path."""
    refuse(found)
    sizes = {
        path: Sized(one.size, tuple(found.keys() & one.uses)) for path, one in found.items() if path.endswith(".html")
    }
    weighed = tuple(weights(sizes, content, programs))
    heavy = [weight for weight in weighed if weight.compressed > weight.most]
    refuse({one.address: Inspected(0, (f"{one.share}: shorten it, or split it",)) for one in heavy})
    kinds = Counter(path.rpartition(".")[2] for path in found)
    linked = Counter(host for one in found.values() for host in one.hosts)
    hosts = tuple(LinkedHost(host, linked[host]) for host in sorted(linked) if host != own_host)
    return Privacy(kinds["html"], kinds["svg"], kinds["css"], kinds["js"], weighed, hosts)


def file(shown: Privacy) -> bytes:
    """`privacy.json`."""
    told = {
        "looked_at": {
            "pages": shown.pages,
            "pictures": shown.pictures,
            "styles": shown.styles,
            "scripts": shown.scripts,
        },
        "found": {
            "requests_to_other_origins": 0,
            "cookies": 0,
            "storage": 0,
            "inline_scripts": 0,
            "inline_styles": 0,
            "inline_handlers": 0,
            "pages_without_policy": 0,
            "pages_over_their_weight": 0,
        },
        "heaviest": [
            {
                "kind": w.kind,
                "address": w.address,
                "bytes": w.plain,
                "compressed_kb": -(-w.compressed // 1000),
                "at_most_kb": w.most // 1000,
            }
            for w in shown.weights
        ],
        "linked_hosts": [{"host": one.host, "pages": one.pages} for one in shown.hosts],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


# --- Markup ---------------------------------------------------------------------------------------------------------


def _markup(path: str, content: bytes, *, is_page: bool) -> Inspected:
    tags = [_tag(content, at.start()) for at in LOOKED_INTO.finditer(content)]
    faults = [fault for tag in tags for fault in tag.faults]
    if is_page and not any(tag.is_policy for tag in tags):
        faults.append(f"no policy that begins with {POLICY}")
    here = "" if path == "404.html" else dirname(path)
    uses = tuple(normpath(join(here, tag.uses.lstrip("/"))) for tag in tags if tag.uses)
    return Inspected(len(content), tuple(faults), frozenset(h.decode() for h in set(HOST.findall(content))), uses)


@dataclass(frozen=True, slots=True)
class _Tag:
    faults: tuple[str, ...] = ()
    uses: str = ""  # the address of a style or a script
    is_policy: bool = False


def _tag(content: bytes, start: int) -> _Tag:
    tag = TAG.match(content, start)
    if tag is not None:
        return _looked_into(tag[0])
    if DECLARATION.match(content, start):
        return _Tag()
    shown = content[start : start + 60].partition(b"\n")[0]
    return _Tag((f"markup that is not well-formed: {_shown(shown)}",))


@lru_cache(maxsize=4096)
def _looked_into(tag: bytes) -> _Tag:
    """Of a well-formed tag; many stand on every page."""
    name, _, rest = tag.strip(b"<>").partition(b" ")
    given = {key.decode().lower(): unescape(value.decode()) for key, value in ATTRIBUTES.findall(rest)}
    element = name.decode().lower().rstrip("/")
    faults = tuple(f"{fault}: {_shown(tag)}" for fault in _in_tag(element, given))
    return _Tag(faults, _used(element, given), _is_policy(element, given))


def _in_tag(name: str, given: Mapping[str, str]) -> Iterator[str]:
    """What a tag does that no page may do."""
    if name == "style" or "style" in given:
        yield "inline style"
    if name == "script" and "src" not in given and given.get("type") != "application/ld+json":
        yield "inline script"
    if name in ("base", "animate", "set") and {"href", "attributename"} & given.keys():
        yield "an address that changes others"
    if "srcdoc" in given:
        yield "a page within the page"
    if name == "meta" and "http-equiv" in given:
        yield from _in_header(given["http-equiv"].lower(), given.get("content", ""))
    for key, value in given.items():
        if key.startswith("on"):
            yield "inline handler"
        elif key in ASKING or (key == "href" and _asks(name, given)):
            yield from () if all(map(_is_own, _addresses(key, value))) else ["a request to another origin"]
        elif key == "href":
            yield from () if _is_link(value) else ["a link that runs something"]
        elif key not in WORDS and "url(" in value.lower() and "url(#" not in value.lower():
            yield "a request to another origin"


def _in_header(name: str, content: str) -> Iterator[str]:
    target = content.lower().partition("url=")[2].strip("'\" ")
    if name == "refresh" and not _is_own(target):
        yield "it leads to another origin by itself"
    elif name not in ("refresh", "content-security-policy"):
        yield "a header in the page"


def _asks(name: str, given: Mapping[str, str]) -> bool:
    """Whether a browser asks for what `href` names before a reader does anything."""
    relations = set(given.get("rel", "").lower().split())
    return name not in ("a", "area", "link") or (name == "link" and not relations <= SILENT_RELATIONS)


def _addresses(key: str, value: str) -> list[str]:
    return [part.split()[0] for part in value.split(",") if part.strip()] if key.endswith("srcset") else [value]


def _is_own(address: str) -> bool:
    """Relative, or from the root of this origin. A browser drops control characters, and takes "\\" as "/"."""
    bare = re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")
    return not bare.startswith("//") and not re.match(r"[^/?#]*:", bare)


def _is_link(address: str) -> bool:
    bare = re.sub(r"[\x00-\x20]", "", address)
    return _is_own(bare) or bare.lower().startswith(("https://", "http://", "mailto:", "//"))


def _used(name: str, given: Mapping[str, str]) -> str:
    if name == "script":
        return given.get("src", "")
    return given.get("href", "") if name == "link" and given.get("rel") == "stylesheet" else ""


def _is_policy(name: str, given: Mapping[str, str]) -> bool:
    is_one = name == "meta" and given.get("http-equiv", "").lower() == "content-security-policy"
    return is_one and given.get("content", "").startswith(POLICY)


def _shown(markup: bytes) -> str:
    return markup.decode("utf-8", "replace")[:120]


# --- Styles and scripts of ours -------------------------------------------------------------------------------------


def _in_style(content: bytes) -> Iterator[str]:
    bare = COMMENT.sub(b"", content)
    if b"@import" in bare.lower():
        yield "a style asks for another style"
    addresses = [address.decode("utf-8", "replace") for address in STYLE_ADDRESS.findall(bare)]
    if not all(map(_is_own, addresses)) or ELSEWHERE.search(bare):
        yield "a request to another origin"


def _in_script(content: bytes) -> Iterator[str]:
    for pattern, fault in ((KEEPING, "it keeps or sends something"), (RUNNING, "it runs or writes text")):
        yield from (f"{fault}: {_shown(found)}" for found in dict.fromkeys(pattern.findall(content)))
    yield from (f"an address elsewhere: {_shown(found)}" for found in dict.fromkeys(ELSEWHERE.findall(content)))
