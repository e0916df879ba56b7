"""What the comparison in a browser looks up: what can be chosen, and each program on every day."""

from dataclasses import fields, is_dataclass

from explainer.view.history import Choices, History
from explainer.write.values import Json, as_json


def choices(record: Choices) -> tuple[str, bytes]:
    return "compare/choices.json", _json(record)


def file(record: History) -> tuple[str, bytes]:
    return f"compare/history/{record.program}.json", _json(record)


def _json(record: Choices | History) -> bytes:
    return (as_json(_plain(record)) + "\n").encode()


def _plain(value: object) -> Json:
    """Records as maps, without a copy of what is in them."""
    if value is None or isinstance(value, str | int):  # most are
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    assert is_dataclass(value)
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
