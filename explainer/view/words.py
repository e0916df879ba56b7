"""Words that more than one page needs: kinds of no answer, stretches of time, numbers."""

from dataclasses import dataclass

from explainer.dates import Edtf, day_words
from explainer.model import Answer, Claim, CopyRead, Dimension, NoAnswer, Why


@dataclass(frozen=True, slots=True)
class Silence:
    """A kind of no answer as it is shown: a short word, a sign beside it, and what it means."""

    id: NoAnswer
    words: str
    sign: str
    means: str


SILENCES = {
    silence.id: silence
    for silence in (
        Silence(NoAnswer.NOT_RESEARCHED, "Not researched", "○", "Nobody has looked for an answer yet."),
        Silence(
            NoAnswer.SEARCHED_NOT_FOUND,
            "Searched, not found",
            "◌",
            "Somebody looked on the day given and found no source.",
        ),
        Silence(NoAnswer.NOT_DISCLOSED, "Not disclosed", "◐", "Those who know have not said."),
        Silence(NoAnswer.NOT_APPLICABLE, "Does not apply", "–", "The question makes no sense here."),
        Silence(NoAnswer.NOT_YET, "Not yet", "▷", "It is to come, or to be decided."),
        Silence(NoAnswer.WITHHELD, "Withheld", "■", "It was asked for and refused."),
        Silence(NoAnswer.NOT_RECORDED, "Not recorded", "□", "There are answers for other days, none for this one."),
    )
}

WHY_WORDS = {
    Why.CHANGED: "The world changed",
    Why.CORRECTION: "Corrects an earlier entry",
    Why.BETTER_SOURCE: "A better source",
}

COPY_WORDS = {
    CopyRead.LIVE: "read on the live page",
    CopyRead.ARCHIVED: "read in an archived copy",
    CopyRead.PRINT: "read in print",
}


def since(claim: Claim) -> str:
    """When it holds: "since August 2024", "by June 2023", "as of 2024", "from 2019 to 2021"; empty when undated."""
    if claim.as_of:
        return measured(claim.as_of)
    if claim.from_ and claim.to:
        start = claim.from_.words if claim.from_.open_start else f"from {claim.from_.words}"
        return f"{start} to {claim.to.words}"
    if claim.to:
        return f"until {claim.to.words}"
    if claim.from_:
        return claim.from_.words if claim.from_.open_start else f"since {claim.from_.words}"
    return ""


def measured(when: Edtf) -> str:
    return when.words if when.open_start else f"as of {when.words}"


def searched(claim: Claim) -> str:
    return f"searched {day_words(claim.searched)}" if claim.searched else ""


def with_unit(text: str, dimension: Dimension) -> str:
    return f"{text} {dimension.unit}" if dimension.unit else text


def counted(number: int, one: str, many: str) -> str:
    """ "1 program", "1,200 programs"."""
    return f"{number:,} {one if number == 1 else many}"


def answer_words(answer: Answer, dimension: Dimension) -> str:
    """As a reader sees it, the unit with it."""
    return SILENCES[answer.none].words if answer.none else with_unit(answer.text, dimension)


def claim_words(claim: Claim, dimension: Dimension) -> str:
    """The whole answer in plain words; of positions all, with who holds each."""
    if claim.answer:
        return answer_words(claim.answer, dimension)
    sides = (f"{answer_words(p.answer, dimension)} ({p.said_by})" for p in claim.positions)
    return f"Disputed: {'; '.join(sides)}"
