"""What a program's pages are made from is less than the whole, and shows no less."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from explainer.model import ClaimValue, Name, Program, ProgramId, Prose, Reference, Source, SourceId, Term, TermId
from explainer.read import read
from explainer.view import narrow
from explainer.view.frame import frame
from explainer.view.index import Index
from explainer.view.parts import parts
from explainer.write.digest import Digests
from tests import sample
from tests.built import ROOT
from tests.factory import STATUS, answer, claim, dimension, event, index, program, source

TODAY = date(2026, 11, 24)


def bikes() -> Index:
    catalogue = read(ROOT / "tests" / "topics" / "bikes", TODAY).catalogue
    assert catalogue is not None
    return Index(catalogue, TODAY, TODAY)


@pytest.mark.parametrize("whole", [bikes, sample.index])
def test_a_program_and_a_source_are_shown_as_they_are_among_all(whole: Callable[[], Index]) -> None:
    every = whole()
    own = [part for part in parts(every) if part.is_narrow]
    assert sum(part.name.startswith("program ") for part in own) == len(every.catalogue.programs)
    assert any(part.name.startswith("sources ") for part in own)
    for part in own:
        assert list(part.pages(part.index())) == list(part.pages(every))
        assert part.exports(part.index()) == part.exports(every)


FEE, LIMIT = dimension("fee"), dimension("limit")
VELO = replace(
    program(claim("status", "open", "2020")),
    related=(ProgramId("tram"),),
    prose=Prose(("x", ClaimValue(ProgramId("tram"), FEE.id, None), Name("term", "dock")), "x", "x"),
)
TRAM = program(
    *(claim(*said, "2021", program="tram") for said in (("status", "open"), ("fee", "1"), ("limit", "2"))), id="tram"
)
DOCK = Term(TermId("dock"), "Dock", Prose((), "", ""), (), (), (), ())


def key(*programs: Program, terms: tuple[Term, ...] = (DOCK,), sources: tuple[Source, ...] = ()) -> str:
    """Of the first one's pages, among all."""
    every = index(*programs, dimensions=(STATUS, FEE, LIMIT), sources=sources)
    every = replace(every, catalogue=replace(every.catalogue, terms=terms), made={})
    return Digests(frame(every)).of(narrow.of_program(every, programs[0]).catalogue)


def said(question: str, text: str) -> Program:
    """Tram, with another answer."""
    claims = [replace(one, answer=answer(text)) if one.dimension == question else one for one in TRAM.claims]
    return replace(TRAM, claims=tuple(claims))


def test_what_does_not_show_does_not_count() -> None:
    first = key(VELO, TRAM)
    assert key(VELO, TRAM, program(id="bus")) == first
    assert key(VELO, said("limit", "3")) == first
    assert key(VELO, replace(TRAM, events=(event("2022", "A race"),), lines={"x": 1})) == first
    assert key(VELO, TRAM, sources=(source("novel"),)) == first
    assert key(VELO, TRAM, terms=(DOCK, replace(DOCK, id=TermId("bell")))) == first


@pytest.mark.parametrize(
    "others",
    [
        (replace(VELO, title="Bicycle"), TRAM),
        (VELO, replace(TRAM, short="Streetcar")),
        (VELO, said("fee", "2")),
        (VELO, said("status", "closed")),
    ],
)
def test_what_shows_counts(others: tuple[Program, ...]) -> None:
    assert key(*others) != key(VELO, TRAM)


def test_the_name_of_what_is_named_counts_and_so_does_the_source_of_what_is_said() -> None:
    assert key(VELO, TRAM, terms=(replace(DOCK, term="Docks"),)) != key(VELO, TRAM)
    assert key(VELO, TRAM, sources=(replace(source("paper"), title="Another"),)) != key(VELO, TRAM)


def test_the_first_day_of_another_is_that_of_its_whole_record() -> None:
    """Where no status is dated, anything that is tells from when on it is there."""
    tram = replace(TRAM, claims=(claim("status", "open", program="tram"), claim("limit", "2", "2030", program="tram")))
    every = index(VELO, tram, dimensions=(STATUS, FEE, LIMIT))
    seen = narrow.of_program(replace(every, catalogue=replace(every.catalogue, terms=(DOCK,))), VELO)
    assert seen.starts == every.starts
    assert seen.spans[tram.id][STATUS.id, None] == every.spans[tram.id][STATUS.id, None]


def test_of_a_source_counts_what_rests_on_it() -> None:
    novel = claim("fee", "1", "2021", program="tram", references=(Reference(SourceId("novel")),))

    def looks(*programs: Program) -> str:
        every = index(*programs, dimensions=(STATUS, FEE, LIMIT), sources=(source("novel"),))
        return Digests(frame(every)).of(narrow.of_sources(every, [SourceId("novel")]).catalogue)

    tram = replace(TRAM, claims=(novel, claim("limit", "2", "2021", program="tram")))
    bus = replace(TRAM, claims=(novel, claim("limit", "3", "2021", program="tram")))
    assert looks(tram) == looks(bus) == looks(tram, program(claim("limit", "4", "2022")))
    assert looks(tram) != looks(replace(tram, claims=(replace(novel, answer=answer("2")),)))
    assert looks(tram) != looks(replace(tram, short="Streetcar"))


def test_equal_records_have_one_digest_whoever_shares_what() -> None:
    """Texts that are the same object here and two equal ones there."""
    text = "".join(["ve", "lo"])
    assert key(replace(VELO, title=text, short=text), TRAM) == key(replace(VELO, title="velo", short=text[:]), TRAM)
    assert key(replace(VELO, title=text, short=text), TRAM) == key(
        replace(VELO, title="velo".swapcase().swapcase(), short="".join(list(text))), TRAM
    )
