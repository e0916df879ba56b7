"""libyaml's complaints, in our words."""

from explainer.problems import Place, Problem

QUOTES = "put the text in quotes"


def in_our_words(place: Place, problem: str, context: str, began: int) -> Problem:
    """What libyaml says of a place, as somebody has to hear it who never learned YAML. `began` is a line."""
    found = place.snippet[place.column - 1 : place.column]
    before = place.snippet[: place.column - 1].rstrip()
    if "cannot start any token" in problem or "expected node content" in problem:
        return Problem(place, f'a text cannot begin with "{found}"', hint=QUOTES)
    if "mapping values are not allowed" in problem:
        return Problem(place, '": " may not stand here', hint=f"{QUOTES}, or mend the indentation")
    if "block scalar" in context:
        return Problem(place, f'a text cannot begin with "{found}"', hint=QUOTES)
    if "unknown escape" in problem:
        return Problem(place, "an unknown escape", hint=r"write \\ for a backslash, or use single quotes")
    if "quoted scalar" in context:
        return Problem(place, "the quotes are not closed", hint=f"close them with {found}")
    if "flow" in context:
        hint = f'close the bracket; {QUOTES} if it has a comma, "?" or ": " in it'
        where = "the brackets" if began == place.line else f"the brackets that open on line {began}"
        return Problem(place, f"this does not fit inside {where}", hint=hint)
    if "alias" in context or "anchor" in context:
        return Problem(place, f'a text cannot begin with "{found}"', hint=QUOTES)
    if "simple key" in context:
        return Problem(place, 'a key without ": "', hint='write "key: value", or "- " before an entry of a list')
    if "expected key" in problem and before.endswith(("'", '"')):
        quote = before[-1]
        hint = f"put all of it in quotes, with {quote * 2 if quote == chr(39) else chr(92) + quote} for a quote inside"
        return Problem(place, "the text goes on behind its quotes", hint=hint)
    if "expected key" in problem or "expected '-' indicator" in problem:
        message = "this line does not go on with what stands above it"
        return Problem(place, message, hint=f"mend the indentation, or {QUOTES}")
    sentence = ", ".join(part for part in (context, problem) if part)
    return Problem(place, f"this is not YAML: {sentence}", hint=f"mend the indentation, or {QUOTES}")
