"""Addresses are asked politely, and what became of each is told apart. A real server on loopback fails in every way."""

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

import pytest

from explainer.work.sources import Answered, State, ask, ask_all, remember, remembered, report
from tests.factory import source

TODAY = date(2026, 11, 24)


class Failing(BaseHTTPRequestHandler):
    """Each path fails in its own way; how many requests were at work at once is counted."""

    lock = Lock()
    seen: list[str] = []  # noqa: RUF012
    at_work = most_at_work = 0

    def do_GET(self) -> None:
        with Failing.lock:
            Failing.at_work += 1
            Failing.most_at_work = max(Failing.most_at_work, Failing.at_work)
        Failing.seen.append(self.headers["User-Agent"])
        time.sleep(0.02)  # who else is asked meanwhile is counted; with the answer the next one may begin
        with Failing.lock:
            Failing.at_work -= 1
        self.answer(self.path.strip("/").split("?")[0])

    def answer(self, name: str) -> None:
        if name == "cut":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif name == "slow":
            self.connection.settimeout(5)
            self.rfile.read(1)
        elif name.isdecimal():
            self.reply(int(name))
        elif name == "for-good":
            self.reply(301, "/200")
        elif name == "for-now":
            self.reply(302, "/200")
        elif name == "to-nothing":
            self.reply(301, "/404")
        elif name == "round":
            self.reply(302, "/round")
        elif name == "to-a-file":
            self.reply(302, "file:///etc/hostname")

    def reply(self, code: int, location: str = "") -> None:
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def origin() -> Iterator[str]:
    Failing.seen.clear()
    Failing.most_at_work = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Failing)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("200", State.ANSWERS), ("for-now", State.ANSWERS), ("for-good", State.MOVED), ("404", State.DEAD),
        ("410", State.DEAD), ("to-nothing", State.DEAD), ("403", State.UNREACHABLE), ("429", State.UNREACHABLE),
        ("500", State.UNREACHABLE), ("cut", State.UNREACHABLE), ("slow", State.UNREACHABLE),
        ("round", State.UNREACHABLE), ("to-a-file", State.UNREACHABLE),
    ],
)  # fmt: skip
def test_what_became_of_an_address(path: str, state: State, origin: str) -> None:
    assert ask(f"{origin}/{path}", "tests", TODAY, timeout_s=0.5).state is state


def test_a_host_that_is_not_there_is_not_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/", "tests", TODAY).state is State.UNREACHABLE


def test_one_host_is_asked_one_at_a_time_and_told_who_asks(origin: str) -> None:
    urls = [f"{origin}/200?{number}" for number in range(6)]
    found = list(ask_all([*urls, urls[0]], "explainer-sources (+https://example.org)", TODAY, pause_s=0))
    assert [answer.url for answer in found] == urls
    assert (Failing.most_at_work, Failing.seen) == (1, ["explainer-sources (+https://example.org)"] * 6)


def test_answers_are_kept_for_a_week_and_a_broken_file_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "sources.json"
    fresh = Answered("https://a.example/", State.DEAD, "status 404", "2026-11-17")
    old = Answered("https://b.example/", State.ANSWERS, "", "2026-11-16")
    remember(path, {answer.url: answer for answer in (fresh, old)})
    assert remembered(path, TODAY) == {fresh.url: fresh}
    path.write_text("{")
    assert remembered(path, TODAY) == {}


def test_the_report_tells_dead_moved_and_unreached_apart_and_names_a_copy() -> None:
    sources = [
        replace(source("gone"), url="https://a.example/1"),
        replace(source("kept"), url="https://a.example/2", archived="https://archive.example/2"),
        replace(source("moved"), url="https://a.example/3"),
        replace(source("shy"), url="https://a.example/4"),
        replace(source("fine"), url="https://a.example/5"),
        replace(source("not-asked"), url="https://a.example/6"),
    ]
    states = {
        "1": (State.DEAD, "status 404"), "2": (State.DEAD, "status 410"), "3": (State.MOVED, "https://b.example/"),
        "4": (State.UNREACHABLE, "timed out"), "5": (State.ANSWERS, ""),
    }  # fmt: skip
    answers = {
        f"https://a.example/{n}": Answered(f"https://a.example/{n}", *told, "2026-11-24") for n, told in states.items()
    }
    assert report(answers, sources) == (
        "Dead: 2\n"
        "  gone: https://a.example/1\n"
        "    status 404\n"
        "    look for a copy at https://web.archive.org/web/20261124/https://a.example/1\n"
        "  kept: https://a.example/2\n"
        "    status 410\n"
        '    cited with its archived copy https://archive.example/2: set "copy: archived"\n'
        "\n"
        "Moved for good: 1\n"
        "  moved: https://a.example/3\n"
        "    https://b.example/\n"
        "\n"
        "Not reached (ask again, or look in a browser): 1\n"
        "  shy: https://a.example/4\n"
        "    timed out\n"
        "\n"
        "1 of 5 sources that were asked answer.\n"
    )
