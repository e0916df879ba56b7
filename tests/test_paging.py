"""Long lists stand on several pages: nothing is left out, nothing twice, and each page leads to the others."""

from collections import Counter
from collections.abc import Sequence

from explainer.view import paging
from explainer.view.index import Index
from explainer.view.page import Page
from explainer.view.pages import found, of_all
from tests.factory import STATUS, claim, index, program

MANY = 250


def made(count: int) -> dict[str, Page]:
    ids = [f"velo-{n:03}" for n in range(count)]
    programs = [program(claim("status", "open", "2020", program=id), id=id) for id in ids]
    many = index(*programs, dimensions=(STATUS,))
    return {page.address: page for page in wanted(many)}


def wanted(many: Index) -> Sequence[Page]:
    """Of the lists; every other page is as long as one thing is."""
    names = ("/programs/", "/timeline/", "/dimensions/status/", "/sources/", "/quality/")
    return [page for _, make in (*of_all(many), *found(many)) for page in make(many) if page.address.startswith(names)]


def test_a_short_list_is_one_page_with_no_way_to_others() -> None:
    assert {page.pager for page in made(3).values()} == {None}


def test_of_nothing_there_is_one_empty_page() -> None:
    assert paging.shares([], 10) == ([],)
    assert paging.shares("abcde", 2) == ("ab", "cd", "e")


def test_a_way_leads_from_each_page_to_the_others() -> None:
    assert [paging.pager("/x/", n, 3) for n in (1, 3)] == [
        paging.Pager(1, "", "/x/page/2/", leaves := (
            paging.Leaf(1, "/x/"), paging.Leaf(2, "/x/page/2/"), paging.Leaf(3, "/x/page/3/"))),
        paging.Pager(3, "/x/page/2/", "", leaves),
    ]  # fmt: skip


def test_every_program_stands_on_one_page_of_each_long_list() -> None:
    found = made(MANY)
    held = {
        "/programs/": lambda view: [head.id for group in view.kinds for head in group.heads],
        "/timeline/": lambda view: [lane.program for lane in view.timeline.lanes],
        "/dimensions/status/": lambda view: [row.head.id for row in view.rows],
        "/quality/": lambda view: [row.head.id for row in view.rows],
    }
    for base, programs in held.items():
        of_list = [page for address, page in found.items() if address.startswith(base)]
        assert Counter(id for page in of_list for id in programs(page.view)) == Counter(
            {f"velo-{n:03}": 1 for n in range(MANY)}
        )
        assert len(of_list) > 1
        for number, page in enumerate(of_list, 1):
            assert page.address == paging.address(base, number)
            assert page.pager == paging.pager(base, number, len(of_list))
    assert found["/timeline/page/2/"].title == "Timeline, page 2 of 5"
