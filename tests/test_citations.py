"""How to cite: a program, a page, one claim and one event, as text, BibTeX and CSL-JSON."""

import json

from explainer.view import citations
from explainer.write import citations as write
from explainer.write.values import as_json
from tests import sample

SITE = "https://example.org/bikes/"


def view() -> citations.CiteView:
    return citations.of_program(sample.index(), sample.VELO)


def claim(anchor: str) -> citations.Citation:
    return next(one for one in view().claims if one.anchor == anchor)


def test_a_program_is_cited_with_site_day_and_address() -> None:
    assert view().whole.text == f"“Velo”. Bikes, side by side, as of 24 November 2026. {SITE}programs/velo/"


def test_a_claim_is_cited_by_its_sources_via_us() -> None:
    assert claim("fleet-2018").text == (
        f'“{sample.CHINESE} & {{Rules}} 100%”, The "Council", about August 2016, p. 3; “paper”, A publisher; '
        f"via “Velo: fleet: about 1.10 bikes, as of about 2018”. Bikes, side by side, as of 24 November 2026. "
        f"{SITE}programs/velo/#fleet-2018"
    )


def test_a_claim_without_a_source_is_cited_as_ours() -> None:
    assert claim("rules-searched").text.startswith("“Velo: rules: Searched, not found")


def test_an_event_is_cited_with_its_day_by_its_sources() -> None:
    launch, planned = view().events
    assert planned.text == (
        f"“paper”, A publisher; via “Velo: @{sample.CHINESE}, 1 March 2027”. Bikes, side by side, as of "
        f"24 November 2026. {SITE}programs/velo/#planned"
    )
    assert launch.title == f"Velo: {sample.CLOSING}, about June 2016 to July 2016"


def test_bibtex_holds_what_latex_would_run_as_letters() -> None:
    assert write.bibtex(claim("fleet-2018")) == (
        "@misc{programs:velo:fleet-2018,\n"
        "  title = {{Velo: fleet: about 1.10 bikes, as of about 2018}},\n"
        "  howpublished = {Bikes, side by side},\n"
        "  year = {2026},\n"
        "  month = nov,\n"
        f"  url = {{{SITE}programs/velo/#fleet-2018}},\n"
        "  urldate = {2026-11-24},\n"
        f'  note = {{Rests on: “{sample.CHINESE} \\& \\{{Rules\\}} 100\\%”, The "Council", about August 2016, p. 3; '
        "“paper”, A publisher. CC-BY-4.0},\n"
        "}\n"
    )


def test_csl_names_the_claim_the_site_and_the_day() -> None:
    day = {"date-parts": [[2026, 11, 24]]}
    assert json.loads(write.csl(view().whole)) == {
        "id": "programs:velo",
        "type": "webpage",
        "title": "Velo",
        "container-title": "Bikes, side by side",
        "URL": f"{SITE}programs/velo/",
        "issued": day,
        "accessed": day,
        "language": "en",
        "note": "CC-BY-4.0",
    }


def test_csl_in_lines_is_the_same_indented() -> None:
    one = claim("fleet-2018")
    assert write.csl_lines(one) == as_json(json.loads(write.csl(one)), indent=1)


def test_both_files_of_a_program_hold_it_and_each_claim_and_event_once() -> None:
    made = dict(write.files([view()]))
    keys = ["programs:velo", *(f"programs:velo:{one.id}" for one in (*sample.VELO.claims, *sample.VELO.events))]
    assert list(made) == ["programs/velo/cite/velo.bib", "programs/velo/cite/velo.csl.json"]
    assert [one["id"] for one in json.loads(made["programs/velo/cite/velo.csl.json"])] == keys
    bibtex = made["programs/velo/cite/velo.bib"].decode()
    assert [line[6:-1] for line in bibtex.splitlines() if line.startswith("@misc{")] == keys
