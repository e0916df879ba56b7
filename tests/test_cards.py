"""The cards that other sites show: what is on them, that they are drawn with our letters, and only when it changes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from explainer.model import Article, Comparison, Native, ProgramId
from explainer.view import cards as view
from explainer.view.cards import Card, Stretch
from explainer.view.frame import frame
from explainer.view.index import Index
from explainer.view.pages import Page
from explainer.view.profile import profile
from explainer.write import cards, render
from explainer.write.assets import read_assets
from tests import factory as f
from tests import sample
from tests.built import ROOT
from tests.test_linked import Head

FONTS = ROOT / "assets" / "fonts"
LONG = "A scheme of many words, whose title no card could hold at once, however small its letters would be " * 3
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" font-family="Noto Sans">'
    '<text y="15">Aé</text></svg>'
)


def velo() -> Index:
    return sample.index()


def card(index: Index) -> Card:
    return view.of_program(index, index.programs[ProgramId("velo")])


def words(card: Card) -> list[str]:
    return [text.text for text in card.texts]


def renderer(kept: Path | None = None) -> render.Renderer:
    assets = read_assets(ROOT / "assets")
    return render.renderer(ROOT / "templates", frame(velo()), assets.names, cards.Press(FONTS, kept))


def test_a_programs_card_tells_its_kind_title_own_name_status_and_years() -> None:
    shown = card(velo())
    years = [str(year) for year in range(2016, 2028, 2)]
    assert words(shown) == ["Docked scheme", f.SITE.title, "Velo", "网号", "open", "by June 2016", *years]
    assert [sign.phase for sign in shown.signs] == ["running"]
    assert [dot.planned for dot in shown.dots] == [False, True]
    assert shown.about == "Velo. open, by June 2016."


def test_a_bar_ends_where_the_status_does_and_an_arrow_says_that_it_goes_on() -> None:
    claims = (f.claim("status", "open", "2020-01-01"), f.claim("status", "closed", "2023-01-01"))
    whole = f.index(f.program(*claims))
    open_, closed = card(whole).stretches
    left, right = view.MARGIN, view.WIDTH - view.MARGIN
    where = round(left + (right - left) * 1096 / 2557, 1)  # days from 2020 to 2023, of those to the end of 2026
    height = {"y": open_.y, "height": 40, "planned": False}
    assert open_ == Stretch(x=left, end=where, width=round(where - left, 1), phase="running", goes_on=False, **height)
    assert closed == Stretch(x=where, end=right, width=round(right - where, 1), phase="ended", goes_on=True, **height)


def test_ten_thousand_events_are_no_more_dots_than_there_is_room_for() -> None:
    many = tuple(f.event(f"{1900 + i % 120}-{1 + i % 12:02}", "Event", id=f"e{i}") for i in range(10_000))
    assert len(card(f.index(f.program(events=many))).dots) <= view.WIDTH


def test_a_card_stays_the_same_from_day_to_day_until_its_words_change() -> None:
    whole = velo()
    tomorrow = replace(whole, today=whole.today + timedelta(days=1), day=whole.day + timedelta(days=1), made={})
    in_spring = replace(tomorrow, today=whole.today + timedelta(days=97), made={})
    assert card(tomorrow) == card(whole)
    assert [dot.planned for dot in card(in_spring).dots] == [False, False]


def test_a_comparisons_card_has_a_line_for_each_program() -> None:
    article = Article("both", "Both", "Two schemes.", (), 0, False, f.EMPTY)
    two = f.index(
        f.program(f.claim("status", "open", "2020", scope="North"), id="velo"),
        f.program(f.claim("status", "closed", "2021", program=ProgramId("rad")), id="rad"),
    )
    shown = view.of_comparison(two, Comparison(article, (ProgramId("velo"), ProgramId("rad")), ()))
    expected = ["Comparison", f.SITE.title, "Both", "Velo", "open, in part", "Rad", "closed"]
    assert words(shown)[: len(expected)] == expected
    assert [sign.phase for sign in shown.signs] == ["running", "ended"]
    assert shown.about == "Both. Velo, Rad, side by side."


@pytest.mark.parametrize("text", [LONG, "W" * 300, "网" * 300, "a", "-" * 120])
def test_no_line_is_wider_or_lower_than_the_card(text: str) -> None:
    article = Article("why", text, text, (), 0, False, f.EMPTY)
    program = replace(velo().programs[ProgramId("velo")], title=text, short=text)
    comparison = Comparison(article, (program.id,), ())
    whole = f.index(program, dimensions=sample.DIMENSIONS, sources=sample.SOURCES)
    for shown in (
        view.of_program(whole, program),
        view.of_explainer(whole, article),
        view.of_comparison(whole, comparison),
    ):
        assert max(drawn_to(shown)) < view.WIDTH - 20
        assert [text.y for text in shown.texts if not 0 < text.y < view.HEIGHT - 20] == []


def drawn_to(shown: Card) -> Iterator[float]:
    """How far each line reaches, by the widths of the letters in the fonts."""
    fonts = {name: TTFont(FONTS / f"{name}.ttf") for name in ("latin-bold", "latin-regular")}
    fonts["han"] = TTFont(FONTS / "han-regular.otf")
    for text in shown.texts:
        reach = float(text.x)
        for letter in text.text:
            name = "latin-bold" if text.bold else "latin-regular"
            font = fonts[name if ord(letter) in fonts[name].getBestCmap() else "han"]
            advance = font["hmtx"][font.getBestCmap()[ord(letter)]][0]
            reach += text.size * advance / font["head"].unitsPerEm
        yield reach


# --- Pages -----------------------------------------------------------------------------------------------------------


def page(shown: Card | None) -> Page:
    view = profile(velo(), velo().programs[ProgramId("velo")])
    return Page("/programs/velo/", "program.html", "Velo", "A scheme.", (), view, "/feed.xml", card=shown)


def test_a_page_names_its_card_with_size_and_words() -> None:
    head = Head(render.page(renderer(), page(card(velo()))).decode())
    image = {name: value for name, value in head.properties.items() if name.startswith("og:image")}
    assert image == {
        "og:image": "https://example.org/bikes/cards/programs/velo.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Velo. open, by June 2016.",
    }
    without = Head(render.page(renderer(), page(None)).decode())
    assert "og:image" not in without.properties


def test_a_card_with_letters_that_no_font_has_is_not_made_and_a_name_in_them_is_left_out() -> None:
    whole = velo()
    program = whole.programs[ProgramId("velo")]
    strange = view.of_program(whole, replace(program, title="வேலோ"))
    named = view.of_program(whole, replace(program, native=(Native("வேலோ", "ta"),)))
    assert render.card_of(renderer(), page(strange)) is None
    assert render.card_of(renderer(), page(named)) == named
    assert [text.text for text in cards.texts(cards.Press(FONTS, None), named)][2:4] == ["Velo", "open"]


# --- Pictures --------------------------------------------------------------------------------------------------------


def size_px(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_a_card_is_a_picture_of_its_size_and_hostile_words_are_words() -> None:
    shown = card(velo())
    hostile = replace(shown, texts=(replace(shown.texts[0], text=sample.CLOSING), *shown.texts[1:]))
    assert size_px(render.card(renderer(), hostile)) == (1200, 630)


def test_the_list_of_letters_is_what_the_fonts_have() -> None:
    held = {chr(code) for path in FONTS.glob("*.[ot]tf") for code in TTFont(path).getBestCmap()}
    assert cards.Press(FONTS, None).letters - {"\n"} == held


def test_a_picture_is_kept_by_what_is_on_it_and_a_damaged_one_is_drawn_anew(tmp_path: Path) -> None:
    press = cards.Press(FONTS, tmp_path / "kept")
    first = cards.png(SVG, press)
    (kept,) = (tmp_path / "kept").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1])
    assert cards.png(SVG, press) == first
    assert kept.read_bytes() == whole
    cards.png(SVG.replace("Aé", "B"), press)
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_what_is_kept_is_not_drawn_again(tmp_path: Path) -> None:
    press = cards.Press(FONTS, tmp_path)
    cards.png(SVG, press)
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns, kept.stat().st_ino
    cards.png(SVG, press)
    assert (kept.stat().st_mtime_ns, kept.stat().st_ino) == before


def test_only_so_many_pictures_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "KEPT_AT_MOST", 2)
    press = cards.Press(FONTS, tmp_path)
    for letter in "ABC":
        cards.png(SVG.replace("Aé", letter), press)
    cards.forget(press)
    assert len(list(tmp_path.iterdir())) == 2
    cards.forget(cards.Press(FONTS, tmp_path / "not there"))


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert size_px(cards.png(SVG, cards.Press(FONTS, tmp_path / "file" / "kept"))) == (40, 20)
