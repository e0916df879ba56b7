"""Serving: what an open page hears on a save, what is on show meanwhile, and who may listen."""

import asyncio
import os
import shutil
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError

from tests import built
from tests.serving import WAIT_S, OpenPage, Server, finished, opened, running

BIKES = Path(__file__).parent / "topics" / "bikes"
STUB = """
import sys
from pathlib import Path
from explainer.problems import Place, Problem
from explainer.work.serve import Built, serve

folder = Path(sys.argv[1])
HEAD = '''<meta http-equiv="Content-Security-Policy" content="script-src 'self'; connect-src 'self'"></head>'''

def build(address):
    said = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}
    text = said.get("page.txt", "")
    if text == "exit":
        raise SystemExit(1)
    if text == "crash":
        raise KeyError("a slip of ours")
    if text == "broken":
        place = Place("content/x.yaml", 3, 4, 4, "a: oops")
        return Built(None, (Problem(place, "'oops' is not a number", hint="write 12"),))
    page = f"<html><head>{HEAD}<body>{address} {sorted(said.items())}</body></html>".encode()
    return Built({
        "index.html": page, "programs/a b/index.html": page, "404.html": page, "moved/index.html": b"<p>moved",
        "style.css": b"", "script.js": b"", "all.ics": b"", "feed.xml": b"", "all.json": b"", "all.sqlite": b"",
        "icon.svg": b"", "map.webp": b"", "all.csv": b"",
    }, mark=str(hash(page)))

def report(built):
    print(built.crash or ("mistakes" if built.problems else "built"), flush=True)

serve(build, [folder], 0, lambda address: print(address, flush=True), report)
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "page.txt").write_text("first")
    return folder


@pytest.fixture
def server(content: Path) -> Iterator[Server]:
    with running("-c", STUB, content) as server:
        yield server


def on_open_page(server: Server, script: Callable[[OpenPage], Coroutine[None, None, None]]) -> None:
    async def run() -> None:
        async with opened(server) as page:
            assert (await page.hears("problems"))["blocks"] == []
            await script(page)

    finished(run())


# --- A save ---------------------------------------------------------------------------------------------------------


def test_a_save_reloads_the_page(server: Server, content: Path) -> None:
    async def script(page: OpenPage) -> None:
        (content / "page.txt").write_text("second")
        await page.hears("reload")
        assert "second" in server.get("/")[1]

    on_open_page(server, script)


def test_a_burst_of_saves_is_one_build(server: Server, content: Path) -> None:
    async def script(page: OpenPage) -> None:
        for number in range(20):
            (content / f"{number}.txt").write_text("x")
            await asyncio.sleep(0.02)
        await page.hears("reload")
        await asyncio.sleep(1)

    on_open_page(server, script)
    assert server.printed() == "built\nbuilt\n"


def move_in(content: Path) -> None:
    stranger = content.parent / "old.txt"
    stranger.write_text("old")
    os.utime(stranger, (1, 1))
    stranger.rename(content / "old.txt")


def swap(content: Path) -> None:
    """Another file of the same size and time."""
    other, page = content.parent / "other.txt", content / "page.txt"
    other.write_text("tsrif")
    os.utime(other, ns=(page.stat().st_atime_ns, page.stat().st_mtime_ns))
    other.rename(page)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file moved in with an old time": move_in,
    "a file in place of one of the same size and time": swap,
    "a folder that gets another name": lambda content: (content / "a").rename(content / "b"),
    "a file deleted": lambda content: (content / "page.txt").unlink(),
    "a folder deleted": lambda content: shutil.rmtree(content / "a"),
    "a file in a new folder": lambda content: shutil.copytree(content / "a", content / "c" / "d"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_kind_of_change_is_seen(change: str, content: Path) -> None:
    (content / "a").mkdir()
    (content / "a" / "inner.txt").write_text("inner")

    async def script(page: OpenPage) -> None:
        CHANGES[change](content)
        await page.hears("reload")

    with running("-c", STUB, content) as server:
        on_open_page(server, script)


def test_what_an_editor_hides_is_not_a_change(server: Server, content: Path) -> None:
    async def script(page: OpenPage) -> None:
        (content / ".page.txt.swp").write_text("x")
        (content / "page.txt~").write_text("x")
        await asyncio.sleep(1)

    on_open_page(server, script)
    assert server.printed() == "built\n"


def test_a_page_of_an_older_build_is_told_to_reload(server: Server) -> None:
    async def script(page: OpenPage) -> None:
        async with opened(server, mark="0" * 16) as older:
            await older.hears("reload")

    on_open_page(server, script)


# --- What is broken -------------------------------------------------------------------------------------------------


def test_a_mistake_is_shown_with_its_place_until_it_is_mended_and_the_old_page_stays(
    server: Server, content: Path
) -> None:
    async def script(page: OpenPage) -> None:
        (content / "page.txt").write_text("broken")
        assert await page.hears_problems() == {
            "command": "problems",
            "title": "1 mistake in the content",
            "blocks": [
                "content/x.yaml:3:4: error: 'oops' is not a number\n   3 | a: oops\n     |    ^^^^ write 12\n",
            ],
        }
        answer, text = server.get("/")
        assert (answer.status, "first" in text) == (200, True)
        (content / "page.txt").write_text("first")
        assert await page.hears("problems") == {"command": "problems", "title": "", "blocks": []}

    on_open_page(server, script)
    assert server.printed() == "built\nmistakes\nbuilt\n"


@pytest.mark.parametrize(("slip", "last"), [("exit", "SystemExit: 1"), ("crash", "KeyError: 'a slip of ours'")])
def test_no_error_of_ours_ends_the_server(slip: str, last: str, server: Server, content: Path) -> None:
    async def script(page: OpenPage) -> None:
        (content / "page.txt").write_text(slip)
        message = await page.hears_problems()
        assert message["title"] == "The build itself has failed"
        (block,) = message["blocks"]
        assert block.splitlines()[0] == last
        assert server.get("/")[0].status == 200
        (content / "page.txt").write_text("mended")
        await page.hears("reload")

    on_open_page(server, script)
    printed = server.printed()
    assert printed.startswith("built\nTraceback (most recent call last):\n")
    assert printed.endswith(f"{last}\n\nbuilt\n")


def test_a_first_build_that_fails_is_shown_in_place_of_every_page(content: Path) -> None:
    (content / "page.txt").write_text("broken")

    async def mend(server: Server) -> None:
        async with opened(server, mark="") as page:
            await page.hears_problems()
            (content / "page.txt").write_text("mended")
            await page.hears("reload")

    with running("-c", STUB, content) as server:
        while "oops" not in (found := server.get("/programs/"))[1]:
            time.sleep(0.05)
        assert found[0].status == 503
        assert "content/x.yaml:3:4: error: &#x27;oops&#x27; is not a number" in found[1]
        assert "/@serve/live.js" in found[1]
        finished(mend(server))
        assert server.get("/")[0].status == 200


# --- As a web server ------------------------------------------------------------------------------------------------


@pytest.fixture
def ready(server: Server) -> Server:
    while server.get("/")[0].status == 503:
        time.sleep(0.02)
    return server


def test_pages_are_given_as_any_web_server_gives_them(ready: Server) -> None:
    asked = ["/", "/index.html", "/programs/a%20b/", "/programs/a%20b?x=1", "/nothing", "/programs/", "/../etc/passwd"]
    answers = [ready.get(path)[0] for path in asked]
    assert [(answer.status, answer.headers["Location"]) for answer in answers] == [
        (200, None),
        (200, None),
        (200, None),
        (302, "/programs/a%20b/?x=1"),
        (404, None),
        (404, None),
        (404, None),
    ]
    assert ready.get("/", method="HEAD")[1] == ""


def test_each_file_has_its_type(ready: Server) -> None:
    names = ["index.html", "style.css", "script.js", "all.ics", "feed.xml", "all.json", "all.sqlite", "icon.svg"]
    names += ["map.webp", "all.csv", "@serve/live.js", "@serve/live.css"]
    assert [ready.get(f"/{name}")[0].headers["Content-Type"] for name in names] == [
        "text/html; charset=utf-8",
        "text/css; charset=utf-8",
        "text/javascript; charset=utf-8",
        "text/calendar; charset=utf-8",
        "application/xml",
        "application/json",
        "application/vnd.sqlite3",
        "image/svg+xml",
        "image/webp",
        "text/csv; charset=utf-8",
        "text/javascript; charset=utf-8",
        "text/css; charset=utf-8",
    ]


def test_a_page_may_load_our_script_and_listen_and_nothing_more(ready: Server) -> None:
    host = ready.address.removeprefix("http://").rstrip("/")
    _, text = ready.get("/")
    assert f"content=\"script-src 'self'; connect-src 'self' ws://{host}\"" in text
    assert text.count("<script") == 1
    assert '<script type="module" src="/@serve/live.js?mark=' in text


def test_a_page_that_allows_no_scripts_stays_as_it_is(ready: Server) -> None:
    assert ready.get("/moved/")[1] == "<p>moved"


def test_the_site_is_built_for_the_address_at_which_it_is_shown(ready: Server) -> None:
    assert f"<body>{ready.address} " in ready.get("/")[1]


# --- Who may ask ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "192.168.0.7"])
@pytest.mark.parametrize("path", ["/", "/@serve/live.js", "/@serve/live"])
def test_another_name_in_host_gets_nothing(host: str, path: str, ready: Server) -> None:
    answer, text = ready.get(path, Host=host)
    assert (answer.status, text) == (403, "This server answers to http://127.0.0.1 only.\n")


def test_a_page_of_another_origin_may_not_listen(ready: Server) -> None:
    async def listen() -> None:
        async with opened(ready, Origin="http://evil.example"):
            pass

    with pytest.raises(HTTPClientError, match="403"):
        finished(listen())


def test_a_page_of_this_origin_may_listen(ready: Server) -> None:
    async def listen() -> None:
        async with opened(ready, Origin=ready.address.rstrip("/")):
            pass

    finished(listen())


def test_nobody_beyond_this_machine_is_listened_to(ready: Server) -> None:
    held = {str(link.readlink()) for link in Path(f"/proc/{ready.process.pid}/fd").iterdir()}
    sockets = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [row[1] for row in sockets if row[3] == "0A" and f"socket:[{row[9]}]" in held]
    assert [address.partition(":")[0] for address in listening] == ["0100007F"]


# --- The command line -----------------------------------------------------------------------------------------------


@pytest.fixture
def bikes(tmp_path: Path) -> Path:
    shutil.copytree(BIKES, tmp_path / "bikes")
    return tmp_path / "bikes"


def test_the_command_serves_a_folder_of_content_and_writes_nothing(bikes: Path) -> None:
    sheet = bikes / "programs" / "old-town.yaml"
    right = sheet.read_text(encoding="utf-8")
    before = built.files(bikes.parent)

    async def break_and_mend(server: Server) -> None:
        async with opened(server) as page:
            sheet.write_text(right.replace("claims:", "clams:", 1), encoding="utf-8")
            message = await page.hears_problems()
            assert any("programs/old-town.yaml:6:1: error: " in block for block in message["blocks"])
            sheet.write_text(right.replace("Old", "Very Old"), encoding="utf-8")
            await page.hears("reload")

    with running(built.ROOT / "build.py", "serve", "--content", bikes, "--port", "0") as server:
        finished(break_and_mend(server))
        not_there = server.get("/programs/nobody/")
        printed = server.printed()
    assert not_there[0].status == 404
    assert f'href="{"/programs/"}"' in not_there[1]
    assert "old-town.yaml:6:1: error: " in printed
    sheet.write_text(right, encoding="utf-8")
    assert built.files(bikes.parent) == before


def test_a_port_that_is_taken_is_said_so(bikes: Path, ready: Server) -> None:
    port = ready.address.rstrip("/").rpartition(":")[2]
    done = built.run("serve", "--content", bikes, "--port", port)
    expected = f"build.py: port {port} is taken: name another with --port, or 0 for a free one\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected)


def test_a_content_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    done = built.run("serve", "--content", tmp_path / "none", "--port", "0")
    expected = f"build.py: there is no content folder {tmp_path / 'none'}: name one with --content DIR\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected)


@pytest.mark.slow
def test_500_files_at_rest_cost_a_hundredth_of_a_core(content: Path) -> None:
    for number in range(500):
        (content / f"{number}.txt").write_text("x")

    def spent_s(server: Server) -> float:
        fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    with running("-c", STUB, content) as server:
        deadline = time.monotonic() + WAIT_S
        while server.get("/")[0].status == 503 and time.monotonic() < deadline:
            time.sleep(0.1)
        before = spent_s(server)
        time.sleep(10)
        assert spent_s(server) - before <= 0.1
