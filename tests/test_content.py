"""The facts of this site keep the bar they were published with: how much there is, how it is sourced, how it is worded.

About the real `content/`, as committed; the other tests build theirs. A limit is raised when the content has grown.
"""

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from explainer.model import Catalogue, Claim, NoAnswer, Program, Prose
from explainer.problems import Level
from explainer.read import Reading, read

ROOT = Path(__file__).parent.parent

PROGRAMS = 34
CLAIMS = 900  # values, positions and reasoned no answers together
EVENTS = 350
SOURCES = 600
ANSWERED = 0.6  # of the dimensions that apply to a program
EXPLAINERS = 8
COMPARISONS = 6
TERMS = 70
PROSE_WORDS = (300, 950)  # of a program's prose, link targets and citations aside

PUBLISHED = date(2026, 11, 24)
TOLERATED = re.compile(r'" has no archived copy$|^all claims of ".+" rest on one publisher, ')
AGED = re.compile(r'" is past its shelf life of ')  # what time alone does to an answer, and /quality/ lists

LOADED = re.compile(  # taking a side, selling, or telling the reader what to feel; marks of exclamation too
    r"""
    \b(?: alarming(?:ly)? | big[ ]brother | boast(?:s|ed|ing)? | bombshell | brag(?:s|ged)? | brazen | chilling
    | controversial(?:ly)? | crackdown | creepy | cutting[- ]edge | disastrous | draconian | dystopian?
    | effortless(?:ly)? | exciting | frictionless | game[- ]chang(?:er|ing) | groundbreaking | hassle[- ]free
    | horrific | infamous(?:ly)? | innovative | insidious | miracle | nightmare | notorious(?:ly)? | obviously
    | of[ ]course | orwellian | outrageous | pioneering | police[ ]state | propaganda | regime | remarkabl[ey]
    | revolutionary | robust | sadly | scandal(?:ous)? | seamless(?:ly)? | shocking(?:ly)? | sinister
    | slam(?:s|med)? | snoop(?:s|ing)? | so-called | spying | state[- ]of[- ]the[- ]art | stunning
    | surveillance[ ]state | totalitarian | tout(?:s|ed)? | trailblazing | undoubtedly | unfortunately
    | unprecedented | world[- ]class )\b
    | !(?!\[)
    """,
    re.IGNORECASE | re.VERBOSE,
)
NAMED = re.compile(r"\b(?:Myaku-pe|Tap|Yahoo)!")
QUOTED = re.compile(r'“[^”]*”|"[^"\n]*"')  # within one paragraph


def committed(folder: Path) -> Path:
    """What is being written has gaps of its own; where there is no repository, the folder as it is."""
    if not (ROOT / ".git").exists():
        return ROOT / "content"
    archive = subprocess.run(["git", "archive", "HEAD", "content"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
    return folder / "content"


def last_read(folder: Path) -> date:
    """The newest day on which a source was read. It stands for today, so that no test changes its mind overnight."""
    days = re.compile(r"\b(?:checked|searched): (\d{4}-\d\d-\d\d)")
    texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.*") if path.suffix in {".md", ".yaml"})
    return max(date.fromisoformat(day) for text in texts for day in days.findall(text))


@pytest.fixture(scope="module")
def day_and_reading(tmp_path_factory: pytest.TempPathFactory) -> tuple[date, Reading]:
    folder = committed(tmp_path_factory.mktemp("committed"))
    day = last_read(folder)
    return day, read(folder, day)


@pytest.fixture(scope="module")
def content(day_and_reading: tuple[date, Reading]) -> Catalogue:
    _, reading = day_and_reading
    assert [problem for problem in reading.problems if problem.level is Level.ERROR] == []
    assert reading.catalogue is not None
    return reading.catalogue


def is_told(claim: Claim) -> bool:
    return claim.answer is None or claim.answer.none is not NoAnswer.NOT_RESEARCHED


def share_answered(content: Catalogue, program: Program) -> float:
    asked = {dimension.id for dimension in content.dimensions if program.kind in dimension.applies_to}
    return len({claim.dimension for claim in program.claims if is_told(claim)} & asked) / len(asked)


def written(content: Catalogue) -> Iterator[tuple[str, str]]:
    """Each text of ours with where it stands. Titles of sources and marked quotations are the words of others."""
    for program in content.programs:
        yield program.id, program.summary
        yield from _prose(f"{program.id}.md", program.prose)
        for claim in program.claims:
            place = f"{program.id}/{claim.id}"
            yield from _prose(place, claim.note)
            yield from ((place, reference.says) for reference in claim.all_references)
            for answer in (claim.answer, *(position.answer for position in claim.positions)):
                yield place, "" if answer is None else answer.text
            for position in claim.positions:
                yield from _prose(place, position.note)
        for event in program.events:
            yield f"{program.id}/{event.id}", event.title
            yield from _prose(f"{program.id}/{event.id}", event.text)
    for dimension in content.dimensions:
        yield (
            dimension.id,
            " ".join((dimension.label, dimension.question, *(value.means for value in dimension.values))),
        )
        yield from _prose(dimension.id, dimension.body)
    for article in (*content.explainers, *content.pages, *(one.article for one in content.comparisons)):
        yield article.id, f"{article.title}. {article.summary}"
        yield from _prose(article.id, article.body)
    for term in content.terms:
        yield from _prose(term.id, term.means)


def _prose(place: str, prose: Prose | None) -> Iterator[tuple[str, str]]:
    if prose is not None:
        yield place, re.sub(r"\]\([^)\s]*\)", "]", prose.source)


def loaded(text: str) -> list[str]:
    return LOADED.findall(QUOTED.sub("", NAMED.sub("", text)))


def test_there_is_as_much_as_was_promised(content: Catalogue) -> None:
    assert len(content.programs) >= PROGRAMS
    assert sum(is_told(claim) for program in content.programs for claim in program.claims) >= CLAIMS
    assert sum(len(program.events) for program in content.programs) >= EVENTS
    assert len(content.sources) >= SOURCES
    assert len(content.explainers) >= EXPLAINERS
    assert len(content.comparisons) >= COMPARISONS
    assert len(content.terms) >= TERMS


def test_every_program_answers_most_of_what_it_is_asked(content: Catalogue) -> None:
    shares = {program.id: share_answered(content, program) for program in content.programs}
    assert {program: share for program, share in shares.items() if share < ANSWERED} == {}


def test_every_program_is_told_in_its_four_parts(content: Catalogue) -> None:
    parts = ("What it is", "How it works", "What changed", "What is disputed")
    told = {program.id: program.prose.headings for program in content.programs if program.prose is not None}
    assert set(told) == {program.id for program in content.programs}
    heads = {id: tuple(heading.text for heading in headings if heading.level == 2) for id, headings in told.items()}
    assert {id: texts for id, texts in heads.items() if texts != parts} == {}


def test_the_prose_of_a_program_is_neither_a_note_nor_a_book(content: Catalogue) -> None:
    fewest, most = PROSE_WORDS
    words = {program.id: len(program.prose.text.split()) for program in content.programs if program.prose is not None}
    assert {id: count for id, count in words.items() if not fewest <= count <= most} == {}


def test_the_few_events_that_matter_most_are_few(content: Catalogue) -> None:
    majors = {program.id: [event for event in program.events if event.major] for program in content.programs}
    assert [id for id, events in majors.items() if not events] == []
    assert sum(map(len, majors.values())) < sum(len(program.events) for program in content.programs) / 2


def test_what_the_strict_check_finds_is_known(day_and_reading: tuple[date, Reading]) -> None:
    day, reading = day_and_reading
    found = [problem.message for problem in reading.problems if not TOLERATED.search(problem.message)]
    assert [message for message in found if day == PUBLISHED or not AGED.search(message)] == []


def test_no_word_takes_a_side(content: Catalogue) -> None:
    found = {(place, word) for place, text in written(content) for word in loaded(text)}
    assert found == set()


def test_a_loaded_word_is_found_unless_somebody_else_said_it() -> None:
    assert loaded("A seamless, state of the art way to pay! Big Brother watches.") == [
        "seamless",
        "state of the art",
        "!",
        "Big Brother",
    ]
    assert loaded('Critics call it "dystopian" and “Orwellian”, the firm ![a picture](../media/x.png).') == []
