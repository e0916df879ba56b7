"""What is written is valid: by the Nu Html Checker, by schemas, by its own description; and every link leads on."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from tests import built
from tests.contents import CASES

ATOM = etree.RelaxNG(etree.parse(CASES / "atom.rng"))
OF_BIKES = "https://bikes.example/"
REAL = "https://site.example/"

BEYOND_IT = re.compile(  # what its part for CSS does not know: properties of SVG 2, and var() within calc()
    r"“(vector-effect|paint-order)”: Property .* doesn't exist|“(?:max-)?inline-size”: The types are incompatible"
)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site."""
    call = ("--base-url", REAL)
    return built.once(tmp_path_factory, "site", lambda out: built.build(built.ROOT / "content", out, *call))


# --- HTML, CSS, SVG -------------------------------------------------------------------------------------------------


def checked(paths: list[Path], *kinds: str) -> list[str]:
    """The errors of the Nu Html Checker, as `path: line: message`."""
    jar = subprocess.run([built.ROOT / "tools" / "vnu"], capture_output=True, text=True, check=False)
    if jar.returncode:
        pytest.skip(jar.stderr.strip().splitlines()[-1])
    command = ["java", "-Xss1m", "-jar", jar.stdout.strip(), "--errors-only", "--format", "json", *kinds]
    done = subprocess.run([*command, *paths], capture_output=True, text=True, check=False)
    found = json.loads(done.stderr)["messages"] if done.stderr.strip() else []
    assert all(one["type"] != "non-document-error" for one in found), found[:3]
    known = [one for one in found if not BEYOND_IT.search(one["message"])]
    return [f"{one['url']}: {one.get('lastLine')}: {one['message']}" for one in known]


def of_kind(site: Path, ending: str) -> list[Path]:
    return sorted(path for path in site.rglob(f"*.{ending}") if "pagefind" not in path.parts)


@pytest.mark.slow
@pytest.mark.promise(9)
def test_html_css_and_svg_are_valid(bikes: Path, real: Path, figure: Callable[[str], None]) -> None:
    counts = {}
    for ending, kind in (("html", "--html"), ("css", "--css"), ("svg", "--svg")):
        paths = [*of_kind(bikes, ending), *of_kind(real, ending)]
        assert checked(paths, *(() if ending == "html" else (kind,))) == []
        counts[ending] = len(paths)
    said = ", ".join(f"{count} {ending.upper()}" for ending, count in counts.items())
    figure(f"0 errors of the Nu Html Checker in {said} files of both sites")


@pytest.mark.slow
def test_what_is_not_valid_is_found(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><p id="a"><p id="a"><b>'
    wrong = {
        "a.html": page,
        "a.css": "a { colour: red }",
        "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rec/></svg>',
    }
    for name, text in wrong.items():
        (tmp_path / name).write_text(text)
    assert len(checked([tmp_path / "a.html"])) >= 2
    assert len(checked([tmp_path / "a.css"], "--css")) == 1
    assert len(checked([tmp_path / "a.svg"], "--svg")) >= 1


# --- Links ----------------------------------------------------------------------------------------------------------


@pytest.mark.promise(9)
def test_no_link_or_fragment_of_the_test_topic_is_broken(bikes: Path, figure: Callable[[str], None]) -> None:
    assert built.dead_links(bikes, OF_BIKES) == []
    links = [link for one in built.pages(bikes).values() for link in one.links]
    figure(f"0 broken of {len(links)} links of the test topic, {sum('#' in link for link in links)} to a fragment")


@pytest.mark.slow
@pytest.mark.promise(9)
def test_no_link_or_fragment_of_the_real_site_is_broken(real: Path, figure: Callable[[str], None]) -> None:
    assert built.dead_links(real, REAL) == []
    links = [link for one in built.pages(real).values() for link in one.links]
    figure(f"0 broken of {len(links)} links of the real site, {sum('#' in link for link in links)} to a fragment")


# --- Feeds ----------------------------------------------------------------------------------------------------------


def faults_of_feeds(site: Path) -> list[str]:
    found = []
    for path in sorted(site.rglob("feed.xml")):
        feed = etree.parse(path)
        if not ATOM.validate(feed):
            found.append(f"{path.relative_to(site)}: {ATOM.error_log.last_error}")
        ids = feed.xpath("//*[local-name()='entry']/*[local-name()='id']/text()")
        found += [f"{path.relative_to(site)}: twice {id}" for id in ids if ids.count(id) > 1]
    return found


@pytest.mark.promise(9)
def test_every_feed_is_as_rfc_4287_says(bikes: Path, figure: Callable[[str], None]) -> None:
    assert faults_of_feeds(bikes) == []
    figure(f"{len(list(bikes.rglob('feed.xml')))} feeds by a RELAX NG schema of RFC 4287")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"<updated>.*?</updated>", ""),
        (r"<id>.*?</id>", "<id>x</id>"),
        (r"<author>.*?</author>", ""),
        (r"(<updated>\d{4})", r"\1x"),
        (r"Z</published>", "</published>"),
        (r'term="[^"]+"', 'term=""'),
        (r'type="html"', 'type="javascript"'),
        (r"<entry>", "<entry><script/>"),
    ],
)
def test_a_feed_that_is_not_valid_is_found(bikes: Path, tmp_path: Path, right: str, wrong: str) -> None:
    feed = (bikes / "feed.xml").read_text("utf-8")
    changed = re.sub(right, wrong, feed, count=1, flags=re.DOTALL)
    assert changed != feed
    (tmp_path / "feed.xml").write_text(changed, "utf-8")
    assert len(faults_of_feeds(tmp_path)) == 1


# --- JSON -----------------------------------------------------------------------------------------------------------


def faults_of_json(site: Path) -> list[str]:
    """Of the API against its description, and of the schemas for editors against that of schemas."""
    root = site / "api" / "v1"
    described = json.loads((root / "openapi.json").read_bytes())
    found = []
    for path in sorted(root.rglob("*.json")):
        name = path.relative_to(root).as_posix()
        if name == "openapi.json":
            continue
        way = next((way for way in described["paths"] if re.fullmatch(way.replace("{id}", "[^/]+"), f"/{name}")), None)
        if way is None:
            found.append(f"{name}: it is not described")
        else:
            answer = described["paths"][way]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            checker = Draft202012Validator({**answer, "components": described["components"]})
            found += [f"{name}: {error.message[:200]}" for error in checker.iter_errors(json.loads(path.read_bytes()))]
    for path in sorted((site / "schema").glob("*.json")):
        Draft202012Validator.check_schema(json.loads(path.read_bytes()))
    return found


@pytest.mark.promise(9)
def test_json_is_as_its_own_description_says(bikes: Path, figure: Callable[[str], None]) -> None:
    assert faults_of_json(bikes) == []
    schemas = len(list((bikes / "schema").glob("*.json")))
    figure(f"{len(list((bikes / 'api').rglob('*.json'))) - 1} files of the API by OpenAPI, {schemas} JSON Schemas")
