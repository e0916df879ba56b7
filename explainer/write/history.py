"""What the comparison in a browser looks up: what can be chosen, and each program on every day."""

from dataclasses import asdict

from explainer.view.history import Choices, History
from explainer.write.values import as_json


def choices(record: Choices) -> tuple[str, bytes]:
    return "compare/choices.json", _json(record)


def file(record: History) -> tuple[str, bytes]:
    return f"compare/history/{record.program}.json", _json(record)


def _json(record: Choices | History) -> bytes:
    return (as_json(asdict(record)) + "\n").encode()
