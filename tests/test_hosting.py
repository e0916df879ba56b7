"""The files of `hosting/` say the same: what nginx, Caddy, Netlify and Cloudflare give with each file of a site."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests import built

HOSTING = built.ROOT / "hosting"
ALWAYS = (
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Strict-Transport-Security",
)
CACHE, POLICY, SHARED = "Cache-Control", "Content-Security-Policy", "Access-Control-Allow-Origin"
LATER_PAGES = ["/sources/page/2/", "/dimensions/fleet/page/2/"]  # of longer lists than a small site has

Headers = dict[str, str]
Rule = tuple[str, list[tuple[str, str]]]  # a pattern, and its headers


@pytest.fixture(scope="module")
def addresses(bikes: Path) -> list[str]:
    """Of every file of a site, as a browser asks for it."""
    return sorted(built.address_of(path) for path in built.files(bikes))


# --- nginx -----------------------------------------------------------------------------------------------------------


def of_nginx(address: str) -> Headers:
    """What nginx.conf gives with an address, by its maps; an empty value is no header."""
    text = (HOSTING / "nginx.conf").read_text("utf-8")
    maps = {
        name: re.findall(r'^ +(?:"~(.+?)"|default) "(.*)";', body, re.MULTILINE)
        for name, body in re.findall(r"^map \$uri \$(\w+) \{(.+?)^\}", text, re.MULTILINE | re.DOTALL)
    }
    given = {}
    for name, variable, words in re.findall(r'^    add_header ([\w-]+) (?:\$(\w+)|"(.*)") always;', text, re.MULTILINE):
        value = chosen(maps[variable], address) if variable else words
        given |= {name: value} if value else {}
    return given


def chosen(entries: list[tuple[str, str]], address: str) -> str:
    """The first pattern that is found in the address, or the default."""
    default = next(value for pattern, value in entries if not pattern)
    return next((value for pattern, value in entries if pattern and re.search(pattern, address)), default)


# --- Netlify and Cloudflare ------------------------------------------------------------------------------------------


def rules() -> list[Rule]:
    found: list[Rule] = []
    for line in (HOSTING / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            found.append((line, []))
        elif line.strip() and not line.startswith("#"):
            assert line.startswith("  "), line
            name, _, value = line.strip().partition(": ")
            found[-1][1].append((name, value))
    return found


def matches(pattern: str, address: str) -> bool:
    """A splat stands for anything, a placeholder for what has no slash (both hosts)."""
    parts = re.split(r"(\*|:\w+)", pattern)
    kinds = {"*": ".*", ":": "[^/]+"}
    return re.fullmatch("".join(kinds.get(part[:1], re.escape(part)) for part in parts), address) is not None


def of_headers_file(address: str) -> list[tuple[str, str]]:
    return [header for pattern, headers in rules() if matches(pattern, address) for header in headers]


def test_every_rule_is_for_a_file_that_is_there(addresses: list[str]) -> None:
    unused = [pattern for pattern, _ in rules() if not any(matches(pattern, a) for a in [*addresses, *LATER_PAGES])]
    assert unused == []
    assert len(rules()) <= 100  # of Cloudflare


def test_no_address_gets_a_header_from_two_rules(addresses: list[str]) -> None:
    given = {address: [name for name, _ in of_headers_file(address)] for address in addresses}
    assert {address: names for address, names in given.items() if len(set(names)) < len(names)} == {}


def test_each_host_gives_the_headers_that_nginx_gives(addresses: list[str]) -> None:
    """But the time to keep what has no hash in its name, which the hosts choose as we do; and of the policy, which
    stands in the page, who may frame it."""
    wanted, found = {}, {}
    for address in [*addresses, *LATER_PAGES]:
        nginx = of_nginx(address)
        is_page = address.endswith(("/", ".html"))
        frames = re.search(r"frame-ancestors 'none'", nginx[POLICY])
        wanted[address] = {
            **{name: nginx[name] for name in ALWAYS},
            **({CACHE: nginx[CACHE]} if nginx[CACHE] != "no-cache" else {}),
            **({SHARED: nginx[SHARED]} if SHARED in nginx and not address.startswith("/assets/") else {}),
            **({POLICY: frames[0]} if is_page and frames else {}),
        }
        found[address] = dict(of_headers_file(address))
        if not is_page:
            found[address].pop(POLICY, None)
    assert found == wanted


def test_the_policy_of_nginx_is_that_of_the_page(bikes: Path, addresses: list[str]) -> None:
    stated = {}
    for address in addresses:
        text = (bikes / (address[1:] + "index.html")).read_text("utf-8") if address.endswith("/") else ""
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        if policy and 'http-equiv="refresh"' not in text:  # a page that leads on allows itself nothing at all
            stated[address] = policy[1]
    assert "/search/" in stated
    assert {address: of_nginx(address)[POLICY].partition("; frame-ancestors")[0] for address in stated} == stated


# --- Caddy -----------------------------------------------------------------------------------------------------------


@contextmanager
def caddy(root: Path, desk: Path) -> Iterator[HTTPConnection]:
    """Caddy with our configuration; only the name, the port and the folder are others."""
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("there is no Caddy: apt-get install caddy")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = (HOSTING / "Caddyfile").read_text("utf-8")
    for line, other in (("example.org {", f"http://127.0.0.1:{port} {{"), ("root * /srv/site", f"root * {root}")):
        assert line in ours
        ours = ours.replace(line, other)
    (desk / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{ours}")
    process = subprocess.Popen(
        [program, "run", "--config", desk / "Caddyfile", "--adapter", "caddyfile"],
        env={"HOME": str(desk), "XDG_DATA_HOME": str(desk), "XDG_CONFIG_HOME": str(desk)},
        stderr=(desk / "said").open("wb"),
    )
    try:
        for _ in range(200):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (desk / "said").read_text("utf-8")
            time.sleep(0.05)
        yield HTTPConnection("127.0.0.1", port, timeout=20)
    finally:
        process.terminate()
        process.wait()


def asked(connection: HTTPConnection, address: str, **headers: str) -> tuple[int, Headers, bytes]:
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.slow
def test_caddy_gives_every_file_with_the_headers_of_nginx(bikes: Path, addresses: list[str], tmp_path: Path) -> None:
    names = (*ALWAYS, CACHE, POLICY, SHARED)
    wanted = {address: (200, {n: v for n, v in of_nginx(address).items() if n in names}) for address in addresses}
    found = {}
    with caddy(bikes, tmp_path) as connection:
        for address in addresses:
            status, headers, content = asked(connection, address)
            found[address] = (status, {name: value for name, value in headers.items() if name in names})
            assert content == (bikes / (address[1:] + ("index.html" if address.endswith("/") else ""))).read_bytes()
        status, headers, content = asked(connection, "/no/such/page/")
    assert (status, headers.get(POLICY)) == (404, of_nginx("/no/such/page/")[POLICY])
    assert content == (bikes / "404.html").read_bytes()
    assert found == wanted
