"""What the texts speak of, held against what there is: records, claims, files, places on a page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from explainer.model import Catalogue, Prose
from explainer.problems import Problem, suggestion
from explainer.read.document import Mentioned
from explainer.read.known import Moved, way
from explainer.read.links import name_of, page_of

NOUNS = {"cite": "source"}
CITING = ("cite", "source")  # what speaks of a source


@dataclass(frozen=True, slots=True)
class Targets:
    """Everything that can be led to."""

    ids: Mapping[str, Collection[str] | None]  # by scheme; None where they could not be read
    moved: Moved
    aspects: Mapping[str, tuple[str, ...]]  # by dimension, where they could be read
    files: Collection[str]  # from the content's root
    anchors: Mapping[str, Collection[str]]  # by the address of a page
    unsure: Collection[str]  # pages of which not all could be read: their anchors are not judged


def anchors(catalogue: Catalogue) -> dict[str, set[str]]:
    """What a fragment may name: claims, events, terms, headings; not the ids that templates give."""
    found: dict[str, set[str]] = {"/glossary/": {term.id for term in catalogue.terms}}
    for program in catalogue.programs:
        own = {claim.id for claim in program.claims} | {event.id for event in program.events}
        found[f"/programs/{program.id}/"] = own | _headings(program.prose)
    for dimension in catalogue.dimensions:
        found[f"/dimensions/{dimension.id}/"] = _headings(dimension.body)
    for article in catalogue.explainers:
        found[f"/explainers/{article.id}/"] = _headings(article.body)
    for comparison in catalogue.comparisons:
        found[f"/comparisons/{comparison.article.id}/"] = _headings(comparison.article.body)
    for article in catalogue.pages:
        found[f"/{article.id}/"] = _headings(article.body)
    return found


def _headings(prose: Prose | None) -> set[str]:
    return {heading.id for heading in prose.headings} if prose else set()


def dead(mentioned: Mentioned, file: str, targets: Targets) -> Problem | None:
    """What is wrong with one mention in the file of that name, or None."""
    mention = mentioned.mention
    match mention.kind:
        case "fragment":
            return _fragment(mentioned, page_of(file), targets)
        case "file":
            return _file(mentioned, targets)
        case "claim":
            return _claim(mentioned, targets)
    scheme = NOUNS.get(mention.kind, mention.kind)
    known = targets.ids[scheme]
    if known is None:
        return None
    if mention.target in known:
        address = page_of(f"{scheme}s/{mention.target}.md") or f"/{scheme}s/{mention.target}/"
        return _fragment(mentioned, address, targets) if mention.fragment else None
    return _unknown(mentioned, scheme, mention.target, targets)


def _unknown(mentioned: Mentioned, scheme: str, id: str, targets: Targets) -> Problem:
    hint = way(scheme, id, targets.ids[scheme] or (), targets.moved)
    return Problem(mentioned.place, f'there is no {scheme} "{id}"', hint=hint)


def _fragment(mentioned: Mentioned, address: str, targets: Targets) -> Problem | None:
    fragment = mentioned.mention.fragment
    known = targets.anchors.get(address, ())
    if fragment in known or address in targets.unsure:
        return None
    where = address or "this page"
    hint = suggestion(fragment, known) or "write the id of a claim, an event, a term, or of a heading: s-and-its-words"
    return Problem(mentioned.place, f'there is no "#{fragment}" on {where}', hint=hint)


def _file(mentioned: Mentioned, targets: Targets) -> Problem | None:
    mention = mentioned.mention
    if mention.target not in targets.files:
        named = name_of(mention.target)
        new = targets.moved.get(named.kind, {}).get(named.id) if named else None
        near = suggestion(mention.target, targets.files) or "put it there, or mend the path"
        hint = f'it is called "{new}" now' if new else near
        return Problem(mentioned.place, f'there is no file "{mention.target}" in the content', hint=hint)
    return _fragment(mentioned, page_of(mention.target), targets) if mention.fragment else None


def _claim(mentioned: Mentioned, targets: Targets) -> Problem | None:
    owner, _, question = mentioned.mention.target.rpartition("/")
    name, _, aspect = question.partition(".")
    program = owner or mentioned.program or ""
    if program not in (targets.ids["program"] or ()):
        return _unknown(mentioned, "program", program, targets)
    if name not in (targets.ids["dimension"] or ()):
        return _unknown(mentioned, "dimension", name, targets)
    allowed = targets.aspects.get(name)
    if not aspect or allowed is None or aspect in allowed:
        return None
    message = f'"{aspect}" is not an aspect of "{name}"'
    hint = suggestion(aspect, allowed) if allowed else f"write claim:{mentioned.mention.target.partition('.')[0]}"
    return Problem(mentioned.place, message, hint=hint, allowed=allowed)
