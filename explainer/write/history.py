"""What the comparison in a browser looks up: what can be chosen, and each program on every day."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from explainer.view.history import Choices, History
from explainer.write.values import as_json


def files(choices: Choices, histories: Iterable[History]) -> Iterator[tuple[str, bytes]]:
    yield "compare/choices.json", _json(choices)
    for history in histories:
        yield f"compare/history/{history.program}.json", _json(history)


def _json(record: Choices | History) -> bytes:
    return (as_json(asdict(record)) + "\n").encode()
