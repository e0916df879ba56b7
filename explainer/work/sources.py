"""Asks each cited address whether it still answers. The only room that uses the network, and only when it is called.

In: addresses. Out: what became of each: answers, moved, dead, or not to be reached. One request at a time per host, a
pause between two, and what was learnt is kept, so that a run that was stopped goes on where it was.
"""

import http.client
import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from email.message import Message
from enum import StrEnum
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from explainer.model import Source

HOSTS_AT_ONCE = 8
TIMEOUT_S = 20
PAUSE_S = 1.0  # between two requests to one host
REDIRECTS_AT_MOST = 5
KEPT_FOR_DAYS = 7
GONE = (404, 410)
FOR_GOOD = (301, 308)


class State(StrEnum):
    ANSWERS = "answers"
    MOVED = "moved"
    DEAD = "dead"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Answered:
    """`detail` is the status, the error in words, or the new address."""

    url: str
    state: State
    detail: str
    asked: str  # the day


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to web addresses only, and notes whether every step was for good."""

    max_redirections = REDIRECTS_AT_MOST

    def __init__(self) -> None:
        self.steps: list[int] = []

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.URLError(f"it leads to {newurl}")
        self.steps.append(code)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def ask(url: str, agent: str, today: date, timeout_s: float = TIMEOUT_S) -> Answered:
    """One request; nothing of the answer's body is read."""
    redirects = _Redirects()
    opener = urllib.request.build_opener(redirects)
    request = urllib.request.Request(url, headers={"User-Agent": agent, "Accept": "*/*"})
    day = today.isoformat()
    try:
        with opener.open(request, timeout=timeout_s) as response:
            moved = bool(redirects.steps) and all(step in FOR_GOOD for step in redirects.steps)
            return Answered(url, State.MOVED, response.url, day) if moved else Answered(url, State.ANSWERS, "", day)
    except urllib.error.HTTPError as error:
        with error:
            return Answered(url, State.DEAD if error.code in GONE else State.UNREACHABLE, f"status {error.code}", day)
    except (urllib.error.URLError, http.client.HTTPException, OSError, ssl.SSLError, ValueError) as error:
        reason = getattr(error, "reason", error)
        return Answered(url, State.UNREACHABLE, str(reason) or type(error).__name__, day)


def ask_all(
    urls: Iterable[str],
    agent: str,
    today: date,
    pause_s: float = PAUSE_S,
    timeout_s: float = TIMEOUT_S,
) -> Iterator[Answered]:
    """Every address, as the answers come."""
    hosts: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        hosts.setdefault(urlsplit(url).netloc, []).append(url)

    def one_host(own: list[str]) -> list[Answered]:
        found = []
        for number, url in enumerate(own):
            time.sleep(pause_s if number else 0)
            found.append(ask(url, agent, today, timeout_s))
        return found

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        for done in as_completed([pool.submit(one_host, own) for own in hosts.values()]):
            yield from done.result()


# --- What was learnt before ------------------------------------------------------------------------------------------


def remembered(path: Path, today: date) -> dict[str, Answered]:
    """Answers of the last days, by address; none where the file is not there or not ours."""
    oldest = (today - timedelta(days=KEPT_FOR_DAYS)).isoformat()
    try:
        rows = [Answered(**{**row, "state": State(row["state"])}) for row in json.loads(path.read_bytes())]
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return {}
    return {row.url: row for row in rows if row.asked >= oldest}


def remember(path: Path, answers: Mapping[str, Answered]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps([asdict(answer) for answer in answers.values()], indent=1))
    fresh.replace(path)


# --- In words --------------------------------------------------------------------------------------------------------

HEADINGS = {
    State.DEAD: "Dead",
    State.MOVED: "Moved for good",
    State.UNREACHABLE: "Not reached (ask again, or look in a browser)",
}


def report(answers: Mapping[str, Answered], sources: Iterable[Source]) -> str:
    """Dead, moved and unreachable apart, each with its source and an archived copy that may be cited instead."""
    known = tuple(source for source in sources if source.url in answers)
    parts = []
    for state, heading in HEADINGS.items():
        found = [(source, answers[source.url]) for source in known if answers[source.url].state is state]
        lines = [line for source, answered in found for line in _lines(source, answered)]
        parts += [f"{heading}: {len(found)}", *lines, ""] if found else []
    fine = sum(answers[source.url].state is State.ANSWERS for source in known)
    return "\n".join([*parts, f"{fine} of {len(known)} sources that were asked answer."]) + "\n"


def _lines(source: Source, answered: Answered) -> list[str]:
    lines = [f"  {source.id}: {source.url}", f"    {answered.detail}"]
    if answered.state is State.DEAD:
        lines.append(f"    {_copy(source)}")
    return lines


def _copy(source: Source) -> str:
    """The archived copy that is cited, or where one of about the day of reading would be."""
    if source.archived:
        return f'cited with its archived copy {source.archived}: set "copy: archived"'
    return f"look for a copy at https://web.archive.org/web/{source.checked:%Y%m%d}/{source.url}"
