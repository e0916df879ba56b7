"""The measured facts as a Hugo or Eleventy user would write them: Markdown files with YAML front matter.

In: how many programs. Out: content files beside the templates of benchmarks/hugo/ or benchmarks/eleventy/. Where there
is a choice, it is the one that costs the other generator less: a citation in prose is a plain link, which nobody
checks, and a source is numbered by its author.
"""

import json
import re
from pathlib import Path
from shutil import copytree

from benchmarks.profiles import LAST_YEAR, QUESTIONS, Profile, Question, profile

HERE = Path(__file__).parent
PEERS = ("hugo", "eleventy")
CITATION = re.compile(r"\[@([a-z0-9-]+)\]")
SECTIONS = ("compare", "timeline", "changes", "quality", "data", "programs", "dimensions")
OUTPUTS = {  # of Hugo's pages, by section
    "programs": "html, feed, calendar, drawing, api, history, cite, bib, csl, embedclaims, embedprogram, embedtimeline",
    "dimensions": "html, feed",
}
LAYOUTS = {"programs": "program.njk", "dimensions": "question.njk", "compare": "year.njk"}  # of Eleventy's pages
YAML_TEXT = json.dumps  # a JSON text is a YAML text


def write_site(peer: str, folder: Path, count: int) -> None:
    """The site of so many programs for `hugo` or `eleventy`."""
    copytree(HERE / peer, folder, ignore=lambda _, names: {"node_modules"} & set(names))
    content = folder / "content"
    for section in SECTIONS:
        (content / section).mkdir(parents=True)
        if peer == "eleventy" and section in LAYOUTS:
            (content / section / f"{section}.json").write_text(json.dumps({"layout": LAYOUTS[section]}))
        if peer == "hugo":
            cascade = (
                f"cascade: [{{target: {{kind: page}}, outputs: [{OUTPUTS[section]}]}}]\n" if section in OUTPUTS else ""
            )
            (content / section / "_index.md").write_text(f"---\ntitle: {section.title()}\n{cascade}---\n")
    for order, question in enumerate(QUESTIONS, 1):
        (content / "dimensions" / f"{question.id}.md").write_text(question_page(question, order))
    every = [profile(number) for number in range(count)]
    for one in every:
        program_file(folder, one.id).write_text(program_page(one))
    first = min(claim.date for one in every for claim in one.claims if claim.dimension == "status")
    for year in range(int(first[:4]), LAST_YEAR + 1):
        (content / "compare" / f"{year}.md").write_text(year_page(year))


def program_file(folder: Path, id: str) -> Path:
    return folder / "content" / "programs" / f"{id}.md"


def program_page(one: Profile) -> str:
    """Front matter with every fact, and the prose."""
    cited = dict.fromkeys([*CITATION.findall(one.prose), *(source.id for source in one.sources)])
    number = {id: n for n, id in enumerate(cited, 1)}
    title = {source.id: source.title for source in one.sources}
    lines = [
        "---", f"title: {YAML_TEXT(one.title)}", f"id: {one.id}", f"permalink: /programs/{one.id}/",
        f"sector: {one.kind}", f"summary: {one.summary}.",
        f"operators: [{one.operator}]", f"jurisdictions: [{one.country}]",
        f"sources: [{', '.join(number)}]", "bibliography:",
    ]  # fmt: skip
    for source in sorted(one.sources, key=lambda source: number[source.id]):
        lines += [
            f"  {source.id}:", f"    id: {source.id}", f"    number: {number[source.id]}",
            f"    title: {source.title}", f"    publisher: {source.publisher}", f"    kind: {source.kind}",
            f"    url: https://example.org/{source.id}", f"    published: {YAML_TEXT(source.published)}",
            '    checked: "2026-11-01"',
        ]  # fmt: skip
    lines.append("claims:")
    for question in QUESTIONS:
        lines.append(f"  {question.id}:")
        for claim in (claim for claim in one.claims if claim.dimension == question.id):
            lines += [f"    - date: {YAML_TEXT(claim.date)}", f"      value: {YAML_TEXT(claim.value)}",
                      f"      note: {claim.note}.", f"      source: {claim.source}"]  # fmt: skip
    lines.append("events:")
    for event in one.events:
        lines += [f"  - date: {YAML_TEXT(event.date)}", f"    title: {event.title}", f"    type: {event.type}",
                  f"    text: {event.text}.", f"    source: {event.source}"]  # fmt: skip

    def link(found: re.Match[str]) -> str:
        return f'[[{number[found[1]]}]](#page-note-{found[1]} "{title[found[1]]}")'

    return "\n".join([*lines, "---", "", CITATION.sub(link, one.prose)])


def question_page(question: Question, order: int) -> str:
    lines = ["---", f"title: {YAML_TEXT(question.label)}", f"id: {question.id}",
             f"permalink: /dimensions/{question.id}/", f"weight: {order}",
             f"answer: {question.type}"]  # fmt: skip
    if question.values:
        lines += ["labels:", *(f"  {YAML_TEXT(value)}: {value.title()}" for value in question.values)]
    return "\n".join([*lines, "---", "", "Why it is asked.", ""])


def year_page(year: int) -> str:
    day = "2026-11-24" if year == LAST_YEAR else f"{year}-12-31"
    return f'---\ntitle: "{year}"\npermalink: /compare/{year}/\nday: "{day}"\n---\n'
