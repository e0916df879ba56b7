"""Hostile content is refused or is text: nothing of it runs, asks, or leaves the place that it was given."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.read import read
from tests import built
from tests.contents import TODAY, lay
from tests.reliability import attacks, injected, oracle
from tests.reliability.commands import BIKES, command, environment
from tests.reliability.injected import CASES


@pytest.mark.promise(1)
def test_what_is_hostile_is_refused_or_is_text(bikes: Path, tmp_path: Path, figure: Callable[[str], None]) -> None:
    accepted = injected.content(tmp_path / "content")
    assert set(attacks.in_fields()) <= accepted  # free text may be anything
    site = built.build(tmp_path / "content", tmp_path / "site")
    assert oracle.findings(built.files(site), built.files(bikes)) == []
    kept, lines = sum(one.path in accepted for one in CASES), len(attacks.texts())
    assert len(CASES) + lines >= 200
    said = f"{len(CASES) - kept} refused, {kept} built, {lines} in every free text"
    figure(f"{len(CASES) + lines} hostile cases ({said}): 0 findings by a static oracle")


@pytest.mark.slow
@pytest.mark.promise(1)
def test_html_that_is_let_through_is_found(bikes: Path, tmp_path: Path, figure: Callable[[str], None]) -> None:
    injected.content(tmp_path / "content")
    root = injected.generator(tmp_path / "generator", proves=False)
    call = command("build", "--content", tmp_path / "content", "--out", tmp_path / "site", root=root)
    done = subprocess.run(call, capture_output=True, text=True, check=False, env=environment())
    assert done.returncode == 0, done.stderr
    found = oracle.findings(built.files(tmp_path / "site"), built.files(bikes))
    pages = {finding.partition(":")[0] for finding in found}
    assert len(pages) >= 30
    assert any("element script" in one or ": script" in one for one in found)
    assert any("attribute onerror" in one for one in found)
    assert any("another shape" in one for one in found)
    figure(f"with HTML let through on purpose the oracle finds {len(found)} faults on {len(pages)} pages")


@pytest.mark.slow
@pytest.mark.promise(1)
def test_html_is_not_published_by_any_one_mistake(tmp_path: Path, figure: Callable[[str], None]) -> None:
    """Behind the parser stands what makes the markup, and behind that the proof of the build."""
    page = "---\ntitle: M\nsummary: S.\n---\n<img src=x onerror=alert(1)>\n"
    content = lay(Path(shutil.copytree(BIKES, tmp_path / "content")), {"explainers/m.md": page})
    roots = injected.with_html_switched_on(tmp_path / "parser"), injected.generator(tmp_path / "markup", proves=True)
    said = []
    for root in roots:
        call = command("build", "--content", content, "--out", root / "site", root=root)
        done = subprocess.run(call, capture_output=True, text=True, check=False, env=environment())
        said.append((done.returncode, done.stderr.splitlines()[-1]))
        assert not (root / "site" / "index.html").exists()
    refusal = "  explainers/m/index.html: markup that is not well-formed: <img src=x onerror=alert(1)></p>"
    assert said == [(1, "ValueError: html_inline"), (3, refusal)]
    figure("with HTML switched on in the parser, or let through as text, nothing is published")


@pytest.mark.slow
@pytest.mark.promise(1)
def test_what_is_hostile_in_the_one_file_of_the_site_is_refused_or_is_text(
    bikes: Path, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    honest, refusals, cases = built.files(bikes), 0, list(attacks.whole())
    for number, (name, files) in enumerate(cases):
        content = lay(Path(shutil.copytree(BIKES, tmp_path / str(number))), files)
        if read(content, TODAY).catalogue is None:
            refusals += 1
        else:
            site = built.build(content, tmp_path / f"{number}-site")
            assert (name, oracle.findings(built.files(site), honest)) == (name, [])
    figure(f"{len(cases)} hostile values in the file of the site: {refusals} refused, 0 findings in the others")
