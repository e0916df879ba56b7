"""A cell as it is printed in a table, once for many pages."""

from dataclasses import replace

from explainer.model import Prose, SiteAddress
from explainer.view import pages as pg
from explainer.view.frame import frame
from explainer.write import render
from explainer.write.assets import read_assets
from tests.built import ROOT
from tests.factory import STATUS, answer, claim, dimension, index, program

PRICE = dimension("price", default=True)


def test_a_cell_that_links_a_page_says_here_on_that_page_and_the_way_to_it_on_all_others() -> None:
    prose = Prose(('<p>See <a href="', SiteAddress("/compare/2020/#it"), '">it</a></p>'), "See it", "")
    said = answer("See it")
    told = claim("price", "See it", "2015", answer=replace(said, prose=prose))
    made = index(program(claim("status", "open", "2015"), told), dimensions=(STATUS, PRICE))
    renderer = render.renderer(ROOT / "templates", frame(made), read_assets(ROOT / "assets").names)
    pages = {page.address: page for name, make in pg.of_all(made) if name.startswith("compare") for page in make(made)}
    shown = {address: render.page(renderer, page).decode() for address, page in pages.items()}
    assert 'href="#it"' in shown["/compare/2020/"]
    assert 'href="../../compare/2020/#it"' in shown["/compare/2019/"]
    assert 'href="../../compare/2020/#it"' in shown["/compare/2021/"]
    assert 'href="../compare/2020/#it"' in shown["/compare/"]
