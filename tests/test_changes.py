"""What changed, in the world and in the record, and how a reviewer is told."""

import json
import subprocess
from pathlib import Path

from explainer.model import Reference, SourceId, Why
from explainer.view import changes
from explainer.work.diff import sentence
from tests import built
from tests.factory import STATUS, claim, dimension, event, index, program, source

PLACES = dimension("places")


def told(*months: changes.Month) -> list[str]:
    return [sentence(change) for month in months for change in month.changes]


def test_a_claim_is_told_with_the_one_before_it_newest_first() -> None:
    velo = program(
        claim("places", "380", as_of="2024-08"),
        claim("places", "1,000", as_of="2025-12", why=Why.CORRECTION),
        claim("status", "open", "2020"),
        events=(event("2024-09-01", "A fair"),),
    )
    shown = changes.changes(index(velo, dimensions=(STATUS, PLACES)))
    assert [month.label for month in shown.months] == ["December 2025", "September 2024", "August 2024", "January 2020"]
    assert told(*shown.months) == [
        "Velo · places: 380 (as of August 2024) → 1,000 (as of December 2025) [Corrects an earlier entry]",
        "Velo · event: new: A fair (1 September 2024), evidence: Press",
        "Velo · places: new: 380 (as of August 2024), evidence: Press",
        "Velo · status: new: open (since 2020), evidence: Press",
    ]


def test_what_is_planned_or_was_not_found_is_no_change_yet() -> None:
    velo = program(claim("status", "open", "2027"), claim("places", "searched-not-found", "2020"))
    assert changes.changes(index(velo, dimensions=(STATUS, PLACES))) == changes.ChangesView((), 0, ())


def test_only_the_newest_are_listed_and_the_rest_is_counted() -> None:
    velo = program(events=tuple(event(f"{year:04}", f"Year {year}") for year in range(1700, 1950)))
    shown = changes.changes(index(velo))
    assert (len(told(*shown.months)), shown.more) == (changes.MOST_SHOWN, 50)


def test_every_change_stands_on_a_page_of_its_year() -> None:
    many = tuple(event(f"1950-{n % 12 + 1:02}", f"Race {n}", id=f"race-{n}") for n in range(900))
    velo = program(events=(*many, event("1949", "Before"), event("1951", "After"), event("2030", "Planned")))
    years = {year.address: views for year, views in changes.of_years(index(velo))}
    assert list(years) == ["/changes/1951/", "/changes/1950/", "/changes/1949/"]
    assert [len(told(*view.months)) for view in years["/changes/1950/"]] == [400, 400, 100]
    every = [line for view in years["/changes/1950/"] for line in told(*view.months)]
    assert len(set(every)) == 900
    assert {view.year for views in years.values() for view in views} == {"1949", "1950", "1951"}
    assert [year.label for year in changes.changes(index(velo)).years] == ["1951", "1950", "1949"]


def test_an_event_is_told_by_its_type() -> None:
    velo = program(events=(event("2020", "Opens", type="launch"), event("2019", "A fair")))
    assert [line.partition(":")[0] for line in told(*changes.changes(index(velo)).months)] == [
        "Velo · Launch",
        "Velo · event",
    ]


def test_the_record_differs_by_claims_events_sources_and_the_rest() -> None:
    before = index(
        program(
            claim("places", "380", as_of="2024-08"),
            claim("status", "open", "2020", id="status-2020"),
            events=(event("2020", "Opens"),),
        ),
        dimensions=(STATUS, PLACES),
    )
    after = index(
        program(
            claim("places", "1,000", as_of="2025-12", references=()),
            claim("status", "closed", "2020", id="status-2020"),
            events=(event("2021", "Closes"),),
        ),
        dimensions=(STATUS, dimension("places", label="Where?")),
        sources=(source("gazette", "law"),),
    )
    found = changes.difference(before, after)
    assert [sentence(change) for change in found.claims] == [
        "Velo · places: 380 (as of August 2024) → 1,000 (as of December 2025)",
        "Velo · status: open (since 2020) → closed (since 2020)",
    ]
    assert [sentence(change) for change in found.events] == [
        "Velo · event: new: Closes (2021), evidence: Press",
        "Velo · event: gone: Opens (2020)",
    ]
    assert (found.sources, found.others) == (("new: gazette (A publisher)",), ("changed question places",))


def test_a_change_of_evidence_alone_is_said() -> None:
    before = index(program(claim("status", "open", "2020")))
    gazette = source("gazette", "law")
    rests = claim("status", "open", "2020", references=(Reference(SourceId("gazette")),))
    after = index(program(rests), sources=(gazette,))
    (change,) = changes.difference(before, after).claims
    expected = "Velo · status: open (since 2020), its note, speaker or sources, evidence: Press → Law"
    assert sentence(change) == expected


# --- The command -----------------------------------------------------------------------------------------------------

BIKES = built.ROOT / "tests" / "topics" / "bikes"


def repository(folder: Path) -> Path:
    """A repository with the second topic committed; returns its content folder."""
    content = folder / "place" / "content"
    content.mkdir(parents=True)
    for path in BIKES.rglob("*"):
        target = content / path.relative_to(BIKES)
        target.mkdir(parents=True, exist_ok=True) if path.is_dir() else target.write_bytes(path.read_bytes())
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        named = ["-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        subprocess.run(["git", *named], cwd=folder, check=True)
    return content


def test_a_changed_fact_is_told_before_and_after_with_the_pages_it_touches(tmp_path: Path) -> None:
    content = repository(tmp_path)
    facts = content / "programs" / "pearl-bay.yaml"
    facts.write_text(facts.read_text().replace("none: withheld", "none: not-disclosed"))
    done = built.run("diff", "HEAD", "--content", content, "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    claims = told["difference"]["claims"]
    assert [(c["before"]["text"], c["after"]["text"]) for c in claims] == [("Withheld", "Not disclosed")]
    assert "/programs/pearl-bay/" in told["pages"]
    assert "/programs/old-town/" not in told["pages"]


def test_nothing_changed_is_said_so(tmp_path: Path) -> None:
    done = built.run("diff", "HEAD", "--content", repository(tmp_path))
    assert (done.returncode, done.stdout) == (0, "Nothing that a reader sees differs from HEAD.\n")


def test_a_revision_that_is_not_there_and_a_folder_in_no_repository_are_one_sentence(tmp_path: Path) -> None:
    content = repository(tmp_path / "a")
    done = built.run("diff", "no-such", "--content", content)
    assert (done.returncode, done.stderr) == (
        2, "build.py: there is no revision 'no-such' here; in a shallow clone, fetch it first\n"
    )  # fmt: skip
    done = built.run("diff", "HEAD", "--content", BIKES, GIT_DIR=str(tmp_path / "none"))
    assert (done.returncode, done.stderr) == (2, f"build.py: {BIKES} is in no repository of git\n")
