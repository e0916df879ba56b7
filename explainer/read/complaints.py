"""libyaml's complaints, in our words."""

import re

from explainer.problems import Place, Problem

QUOTES = "put the text in quotes"

_NO_BLANK = re.compile(r"\s*(?:- +)?(?:(-)[^\s-]|[\w-]+(:)[^\s:/])")  # "-{a: b}", "title:New"


def in_our_words(place: Place, problem: str, context: str, began: int, above: str) -> Problem:
    """What libyaml says of a place, as somebody has to hear it who never learned YAML.

    `began` is the line on which the part began that it could not read, `above` the text of the line before.
    """
    message, hint = _words(place, problem, context, began, above)
    return Problem(place, message, hint=hint)


def _words(place: Place, problem: str, context: str, began: int, above: str) -> tuple[str, str]:
    found = place.snippet[place.column - 1 : place.column]
    before = place.snippet[: place.column - 1].rstrip()
    if "cannot start any token" in problem or "expected node content" in problem:
        return _beginning(found)
    if "block scalar" in context or "alias" in context or "anchor" in context:
        return _beginning(found)
    if "unknown escape" in problem:
        return "an unknown escape", r"write \\ for a backslash, or use single quotes"
    if "quoted scalar" in context:
        return "the quotes are not closed", f"close them with {found}"
    if before.endswith(("'", '"')) and ("flow" in context or "expected key" in problem):
        hint = f"put all of it in quotes, with {_escaped(before[-1])} for a quote inside"
        return "the text goes on behind its quotes", hint
    if "flow" in context:
        where = "the brackets" if began == place.line else f"the brackets that open on line {began}"
        return f"this does not fit inside {where}", f'close the bracket; {QUOTES} if it has a comma, "?" or ": " in it'
    if "mapping values are not allowed" in problem:
        return '": " may not stand here', _blank(place.snippet, above) or f"{QUOTES}, or mend the indentation"
    if "simple key" in context:
        hint = 'write "key: value", or "- " before an entry of a list'
        return 'a key without ": "', _blank(place.snippet, "") or hint
    if "expected key" in problem or "expected '-' indicator" in problem:
        return "this line does not go on with what stands above it", f"mend the indentation, or {QUOTES}"
    if "<document start>" in problem:
        return 'nothing may follow the line "..."', "delete that line"
    sentence = ", ".join(part for part in (context, problem) if part)
    return f"this is not YAML: {sentence}", f"mend the indentation, or {QUOTES}"


def _beginning(found: str) -> tuple[str, str]:
    if not found:
        return "the file ends inside a bracket", f'close it; {QUOTES} if it has " #" in it, which begins a comment'
    if found == ",":
        return "an entry is missing before the comma", f"delete the comma, or {QUOTES}"
    return f'a text cannot begin with "{found}"', QUOTES


def _blank(line: str, above: str) -> str:
    """What to write where a blank was left out behind a colon or a dash."""
    for where, text in (("", line), (" on the line above", above)):
        left_out = _NO_BLANK.match(text)
        if left_out:
            return f'write a blank behind "{left_out[1] or left_out[2]}"{where}'
    return ""


def _escaped(quote: str) -> str:
    return "''" if quote == "'" else '\\"'
