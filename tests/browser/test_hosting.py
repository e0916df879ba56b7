"""The site as nginx gives it with the headers of `hosting/`: every kind of page is quiet under them."""

import gzip
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests import built
from tests.browser import rig
from tests.browser.test_pages import KINDS, of_kind

HOSTING = built.ROOT / "hosting"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def nginx() -> str:
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip("there is no nginx: apt-get install nginx-light libnginx-mod-http-brotli-static")
    return found


@contextmanager
def hosted(root: Path, desk: Path) -> Iterator[str]:
    """Where nginx serves the folder with our configuration; only the port and the folder are others."""
    program = nginx()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = (HOSTING / "nginx.conf").read_text()
    ours = ours.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("root /srv/site;", f"root {root};")
    if not BROTLI.exists():
        ours = re.sub(r".*brotli_static.*\n", "", ours)
    (desk / "site.conf").write_text(ours)
    temporary = "".join(f"{kind}_temp_path {desk}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi"))
    (desk / "nginx.conf").write_text(
        f"{f'load_module {BROTLI};' if BROTLI.exists() else ''}"
        f"{'user root;' if os.getuid() == 0 else ''} daemon off; pid {desk}/pid; worker_processes 1; events {{}}"
        f"http {{ access_log off; {temporary} scgi_temp_path {desk}/scgi; include {desk}/site.conf; }}"
    )
    process = subprocess.Popen([program, "-e", desk / "errors", "-p", desk, "-c", desk / "nginx.conf"])
    try:
        for _ in range(100):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (desk / "errors").read_text()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def nginx_origin(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with hosted(site, tmp_path_factory.mktemp("nginx")) as origin:
        yield origin


def get(origin: str, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


@pytest.mark.promise(12)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_quiet_under_the_headers(
    browser: Browser, nginx_origin: str, addresses: list[str], kind: str, figure: Callable[[str], None]
) -> None:
    assert rig.noise(browser, nginx_origin + of_kind(kind, addresses), nginx_origin) == []
    figure(f"0 requests elsewhere and 0 violations by Chromium on each of {len(KINDS)} kinds of page under the headers")


def test_a_search_runs_under_the_headers(browser: Browser, nginx_origin: str) -> None:
    with rig.opened(browser, f"{nginx_origin}/search/") as page:
        page.get_by_label("Words").fill("face")
        expect(page.locator(".said")).to_contain_text("found.")


def test_an_asset_is_kept_for_a_year_and_a_page_is_asked_for_anew(nginx_origin: str, site: Path) -> None:
    (style,) = (site / "assets").glob("style.*.css")
    asset, _ = get(nginx_origin, f"/assets/{style.name}")
    page, _ = get(nginx_origin, "/")
    assert asset.getheader("Cache-Control") == "public, max-age=31536000, immutable"
    assert page.getheader("Cache-Control") == "no-cache"
    again, content = get(nginx_origin, "/", **{"If-None-Match": page.getheader("ETag") or ""})
    assert (again.status, content) == (304, b"")


def test_every_answer_has_the_safe_headers_once(nginx_origin: str) -> None:
    for path in ("/", "/no/such/page/", "/feed.xml", "/data/claims.csv", "/api/v1/site.json"):
        answer, _ = get(nginx_origin, path)
        assert {name: answer.headers.get_all(name) for name in SAFE} == {name: [SAFE[name]] for name in SAFE}


def test_the_policy_of_the_headers_is_that_of_the_page_and_who_may_frame_it(nginx_origin: str, site: Path) -> None:
    framed = {"/": "'none'", "/search/": "'none'", "/embed/": "'none'", "/embed/programs/popid/": "*"}
    for address, ancestors in framed.items():
        answer, content = get(nginx_origin, address)
        of_page = content.decode().partition('Content-Security-Policy" content="')[2].partition('"')[0]
        assert answer.getheader("Content-Security-Policy") == f"{of_page}; frame-ancestors {ancestors}"


def test_other_sites_may_ask_for_data_and_not_for_pages(nginx_origin: str) -> None:
    paths = ("/", "/api/v1/site.json", "/data/claims.csv", "/feed.xml", "/calendar.ics", "/timeline.svg")
    shared = {path: get(nginx_origin, path)[0].getheader("Access-Control-Allow-Origin") for path in paths}
    assert shared == {"/": None} | dict.fromkeys([path for path in shared if path != "/"], "*")


def test_a_part_can_be_shown_in_a_frame_and_a_page_cannot(browser: Browser, nginx_origin: str, tmp_path: Path) -> None:
    addresses = [f"{nginx_origin}/embed/programs/popid/", f"{nginx_origin}/programs/popid/"]
    (tmp_path / "index.html").write_text("".join(f'<iframe src="{address}"></iframe>' for address in addresses))
    with rig.served(tmp_path) as other, rig.opened(browser, other) as page:
        page.wait_for_load_state("networkidle")
        shown = [frame.locator(".embed").count() for frame in page.frames[1:]]
    assert shown == [1, 0]


def test_a_claim_in_a_frame_is_the_one_that_is_named(browser: Browser, nginx_origin: str, site: Path) -> None:
    page_of_all = built.page((site / "embed" / "claims" / "popid" / "index.html").read_text("utf-8"))
    wanted = [name for name in page_of_all.ids if not name.startswith("page-")][1]
    with rig.opened(browser, f"{nginx_origin}/embed/claims/popid/#{wanted}") as page:
        shown = page.locator(".claim:visible").evaluate_all("all => all.map(one => one.id)")
    assert shown == [wanted]


def test_a_smaller_copy_is_given_where_there_is_one(tmp_path: Path) -> None:
    root, desk = tmp_path / "site", tmp_path / "desk"
    root.mkdir()
    desk.mkdir()
    (root / "index.html").write_bytes(b"plain")
    (root / "index.html.gz").write_bytes(gzip.compress(b"plain"))
    (root / "index.html.br").write_bytes(b"as brotli would")
    with hosted(root, desk) as origin:
        plain, zipped = get(origin, "/"), get(origin, "/", **{"Accept-Encoding": "gzip"})
        brotli = get(origin, "/", **{"Accept-Encoding": "gzip, br"})
    assert (plain[0].getheader("Content-Encoding"), plain[1]) == (None, b"plain")
    assert (zipped[0].getheader("Content-Encoding"), gzip.decompress(zipped[1])) == ("gzip", b"plain")
    assert "Accept-Encoding" in (zipped[0].getheader("Vary") or "")
    if BROTLI.exists():
        assert (brotli[0].getheader("Content-Encoding"), brotli[1]) == ("br", b"as brotli would")


def test_the_site_is_whole_under_a_path(browser: Browser, tmp_path: Path) -> None:
    bikes = built.ROOT / "tests" / "topics" / "bikes"
    root, desk = tmp_path / "www", tmp_path / "desk"
    desk.mkdir()
    built.build(bikes, root / "at" / "a" / "path", "--base-url", "https://bikes.example/at/a/path/")
    with hosted(root, desk) as origin:
        for address in ("", "programs/pearl-bay/", "compare/", "search/", "embed/timeline/pearl-bay/"):
            assert rig.noise(browser, f"{origin}/at/a/path/{address}", origin) == []
        (style,) = (root / "at" / "a" / "path" / "assets").glob("style.*.css")
        asset, _ = get(origin, f"/at/a/path/assets/{style.name}")
    assert asset.getheader("Cache-Control") == "public, max-age=31536000, immutable"
