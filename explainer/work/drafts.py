"""What is left to do, as a page for whoever writes: every problem, by file."""

from collections.abc import Sequence
from html import escape

from explainer.problems import Problem


def drafts_page(problems: Sequence[Problem]) -> str:
    """Warnings as a list for each file, in the order of the files."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.place.path, []).append(problem)
    parts = [
        f"<h2>{escape(path)}</h2><ol>{''.join(f'<li>{_draft_line(one)}</li>' for one in found)}</ol>"
        for path, found in files.items()
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Drafts</title>'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"></head>'
        f'<body><h1>Drafts: {len(problems)} to look at</h1><p><a href="/">The site</a></p>{"".join(parts)}'
        "</body></html>"
    )


def _draft_line(problem: Problem) -> str:
    hint = f" ({problem.hint})" if problem.hint else ""
    return escape(f"line {problem.place.line}: {problem.level}: {problem.message}{hint}")
