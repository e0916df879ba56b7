"""The headers of `hosting/` by the arithmetic of the HTTP Observatory, and a policy that allows no more than is used.

The arithmetic is that of developer.mozilla.org/observatory/docs/tests_and_scoring, as far as a site of files can come
to it: a score of 100, less what is missing; where 90 are left, what is done beyond that is added.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import built
from tests.test_hosting import of_headers_file, of_nginx

Policy = dict[str, list[str]]
Headers = dict[str, str]

SIX_MONTHS = 15_768_000
PRIVATE = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")
NEAR = ("same-origin", "same-site", "cross-origin")
PAGES = ("/", "/programs/pearl-bay/", "/compare/", "/sources/", "/search/", "/privacy/", "/404.html")


def parsed(policy: str) -> Policy:
    named = (part.split() for part in policy.split(";") if part.strip())
    return {name.lower(): values for name, *values in named}


def merged(header: str, meta: str) -> Policy:
    """A browser holds to both; the directives that a page states are not stated again by the server."""
    return {**parsed(meta), **parsed(header)}


def score(headers: Headers, meta: str) -> int:
    """Of a page that is served by TLS, with scripts of its own origin only, and without cookies."""
    policy = merged(headers.get("Content-Security-Policy", ""), meta)
    changes = [
        of_policy(policy),
        of_framing(policy, headers),
        of_transport(headers.get("Strict-Transport-Security", "")),
        0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        5 if headers.get("Referrer-Policy") in PRIVATE else -5 if "Referrer-Policy" in headers else 0,
        10 if headers.get("Cross-Origin-Resource-Policy") in NEAR else 0,
        -50 if headers.get("Access-Control-Allow-Credentials") else 0,
    ]
    base = 100 + sum(change for change in changes if change < 0)
    return max(base, 0) + (sum(change for change in changes if change > 0) if base >= 90 else 0)


def of_policy(policy: Policy) -> int:
    if not policy:
        return -25
    scripts = policy.get("script-src", policy.get("default-src", ["*"]))
    styles = policy.get("style-src", policy.get("default-src", ["*"]))
    if {"'unsafe-inline'", "*", "https:", "data:"} & {*scripts} or "http:" in str(policy):
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if "'unsafe-inline'" in styles:
        return 0
    return 10 if policy.get("default-src") == ["'none'"] else 5


def of_framing(policy: Policy, headers: Headers) -> int:
    if "frame-ancestors" in policy:
        return 5
    return 0 if headers.get("X-Frame-Options", "").upper() in ("DENY", "SAMEORIGIN") else -20


def of_transport(value: str) -> int:
    age = re.search(r"max-age=(\d+)", value)
    return -20 if age is None else 0 if int(age[1]) >= SIX_MONTHS else -10


def stated(site: Path, address: str) -> str:
    """The policy in the page."""
    path = f"{address[1:]}index.html" if address.endswith("/") else address[1:]
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', (site / path).read_text("utf-8"))
    return found[1] if found else ""


@pytest.mark.promise(13)
def test_the_observatory_would_give_at_least_115(bikes: Path, figure: Callable[[str], None]) -> None:
    nginx = {address: score(of_nginx(address), stated(bikes, address)) for address in PAGES}
    hosts = {address: score(dict(of_headers_file(address)), stated(bikes, address)) for address in PAGES}
    assert min(nginx.values()) >= 115
    assert min(hosts.values()) >= 115
    figure(f"{min(nginx.values())} points with nginx, {min(hosts.values())} with Netlify and Cloudflare (at least 115)")


def test_the_arithmetic_takes_away_and_adds() -> None:
    best = of_nginx("/")
    assert score({}, "") == 100 - 25 - 20 - 20 - 5
    assert score(best, "") == 120
    assert score(best | {"Cross-Origin-Resource-Policy": "same-origin"}, "") == 130
    assert score(best | {"X-Content-Type-Options": ""}, "") == 115
    assert score(best | {"Strict-Transport-Security": "max-age=3600"}, "") == 110
    assert score(best | {"Strict-Transport-Security": ""}, "") == 80  # below 90 nothing is added
    loose = best["Content-Security-Policy"].replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    assert score(best | {"Content-Security-Policy": loose}, "") == 80
    assert score(best | {"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'"}, "") == 115


def uses(site: Path) -> set[str]:
    """The directives of the policy that some file of the site needs."""
    files = built.files(site)
    text = {
        end: b"\n".join(c for p, c in files.items() if p.endswith(end)).decode() for end in (".html", ".css", ".js")
    }
    pages, styles, scripts = text.values()
    return {
        name
        for name, is_used in {
            "style-src": 'rel="stylesheet"' in pages,
            "script-src": "<script" in pages,
            "img-src": "<img" in pages or 'rel="icon"' in pages,
            "font-src": "@font-face" in styles,
            "connect-src": "fetch(" in scripts,
            "media-src": "<video" in pages or "<audio" in pages,
            "form-action": bool(re.search(r"<form[^>]* action=", pages)),
            "frame-src": "<iframe" in pages,
        }.items()
        if is_used
    }


@pytest.mark.promise(13)
def test_the_policy_allows_nothing_and_then_what_is_used(bikes: Path, figure: Callable[[str], None]) -> None:
    policies = [
        parsed(stated(bikes, address)) | parsed(of_nginx(address)["Content-Security-Policy"]) for address in PAGES
    ]
    assert {tuple(policy["default-src"]) for policy in policies} == {("'none'",)}
    allowed = {name for policy in policies for name, values in policy.items() if values not in (["'none'"], ["*"])}
    assert allowed == uses(bikes)
    assert {address for address in PAGES if "'wasm-unsafe-eval'" in stated(bikes, address)} == {"/search/"}
    figure(f"default-src 'none', and {', '.join(sorted(allowed))} from the site itself, all of them used")
