"""What is written, held against the schema: a record of the schema, whatever is wrong with it, and every Problem.

Where a part is missing or wrong, an empty one takes its place and the part is spoiled: so the rest of the file is still
judged, in the same run, and nobody is told twice. That is all such a record is for: content with an error is not shown.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from explainer.problems import suggestion
from explainer.read.complaints import QUOTES
from explainer.read.document import Data, Document, Path
from explainer.read.forms import FormError

M = TypeVar("M", bound=BaseModel)

EMPTY: dict[str, Data] = {"list_type": [], "tuple_type": [], "dict_type": {}, "model_type": {}}
SHAPES = {
    "list_type": ("a list", "write [a, b], or a line with - for each"),
    "tuple_type": ("a list", "write [a, b], or a line with - for each"),
    "dict_type": ("a map", "write a line with key: value for each"),
    "model_type": ("a map", "write a line with key: value for each"),
    "string_type": ("a text", "write one text; in quotes where it begins with [ or {"),
    "bool_type": ("true or false", ""),
    "int_type": ("a whole number", ""),
}


@dataclass(frozen=True, slots=True)
class Sheet(Generic[M]):
    """A file, and what the schema makes of it."""

    document: Document
    written: M


def written(document: Document, model: type[M], nothing: Data) -> M:
    """The file as the schema knows it. `nothing` is what an empty file amounts to."""
    data = nothing if document.data in ("", None) else document.data
    if document.data is None:
        document.spoiled.add(())  # there is no YAML: its mistake is noted
    while True:
        try:
            return model.model_validate(data)
        except ValidationError as failure:
            errors = failure.errors(include_url=False)
            for error in sorted(errors, key=lambda error: error["type"] != "extra_forbidden"):
                _note(document, model, error)
                data = _mended(data, tuple(error["loc"]), error["type"], document.spoiled)


def _mended(data: Data, path: Path, kind: str, spoiled: set[Path]) -> Data:
    """The data without the mistake; an empty value takes the place of what is missing or wrong."""
    if kind == "value_error" and path and path[-1] == "[key]":
        path, kind = path[:-1], "extra_forbidden"
    spoiled.add(path)
    if not path:
        return EMPTY[kind]
    data = data.copy() if isinstance(data, dict | list) else data
    _put(data, path, kind)
    return data


def _put(data: Data, path: Path, kind: str) -> None:
    """Copies on the way down, so that what was read stays what it was."""
    step, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(step, int):
        if rest and isinstance(data[step], str):
            data[step], rest = "", ()  # a reference that is only an id
        elif rest:
            data[step] = data[step].copy()  # type: ignore[union-attr]
            _put(data[step], rest, kind)
        else:
            data[step] = EMPTY.get(kind, "")
    elif isinstance(data, dict) and isinstance(step, str):
        if rest and step not in data:
            return  # its key was refused
        if rest:
            data[step] = data[step].copy()  # type: ignore[union-attr]
            _put(data[step], rest, kind)
        elif kind == "extra_forbidden":
            del data[step]
        else:
            data[step] = EMPTY.get(kind, "")


def _note(document: Document, model: type[BaseModel], error: ErrorDetails) -> None:
    path, kind, value = tuple(error["loc"]), error["type"], error["input"]
    if kind == "missing":
        document.missing(path[:-1], str(path[-1]), f'"{path[-1]}" is missing', f'write "{path[-1]}: ..."')
    elif kind == "value_error" and path and path[-1] == "[key]":
        message, hint, _ = _form(error)
        document.wrong_key(path[:-1], message, hint)
    elif kind == "extra_forbidden":
        _note_unknown(document, model, path)
    elif kind == "value_error":
        message, hint, allowed = _form(error)
        document.wrong(path, message, hint, allowed)
    else:
        wanted, hint = SHAPES[kind]
        what = "a list" if isinstance(value, list | tuple) else "a map" if isinstance(value, dict) else f'"{value}"'
        document.wrong(path, f"{what} stands where {wanted} has to", hint)


def _form(error: ErrorDetails) -> tuple[str, str, tuple[str, ...]]:
    reason = error["ctx"]["error"]
    assert isinstance(reason, FormError)
    return reason.message, reason.hint, reason.allowed


def _note_unknown(document: Document, model: type[BaseModel], path: Path) -> None:
    allowed = tuple(_keys(model, path[:-1]))
    key = str(path[-1])
    mark = document.marks.get(path)
    hint = suggestion(key, allowed)
    meant = next((other for other in allowed if hint and f'"{other}"' in hint), None)
    if meant and (*path[:-1], meant) not in document.marks:
        document.spoiled.add((*path[:-1], meant))  # it is not missing: its name is wrong
    if not hint and mark and mark.in_braces and " " in key:
        hint = f"{QUOTES} if it belongs to the one before the comma"
    document.wrong_key(path, f'unknown key "{key}"', hint, allowed)


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that a map at this path may have."""
    kind: Any = model
    for step in path:
        if isinstance(kind, type) and issubclass(kind, RootModel):
            kind = _bare(kind.model_fields["root"].annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = {field.alias or name: field for name, field in kind.model_fields.items()}
            kind = _bare(fields[str(step)].annotation)
        else:
            kind = _bare(get_args(kind)[1 if get_origin(kind) is dict else 0])
    return [field.alias or name for name, field in kind.model_fields.items()]


def _bare(kind: Any) -> Any:
    """A type without its annotations, and of `X | None` the X."""
    while get_origin(kind) is Annotated or type(None) in get_args(kind):
        kind = get_args(kind)[0]
    return kind
