"""Files that somebody may send to stall, to crash or to mislead a build: by title, where each lies and what it holds.

`REFUSED` are mistakes, and have to be told with their place. `ENDURED` may be told of or be built, but soon.
"""

import os
from collections.abc import Callable
from pathlib import Path

Lay = Callable[[Path], None]  # puts it where the path says

SHEET = "title: New\nkind: shop\nsummary: S.\n"
PAGE = "---\ntitle: New\nsummary: S.\n---\n"
CLAIM = SHEET + "claims:\n  size:\n    - {{value: {}, sources: [act]}}\n"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a0: &a0 {x: y}\n" + "".join(f"a{n + 1}: &a{n + 1} {{<<: [{', '.join([f'*a{n}'] * 9)}]}}\n" for n in range(8))


def holds(content: bytes | str) -> Lay:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode()) and None


def leads_to(target: str) -> Lay:
    return lambda path: path.symlink_to(target)


def is_a_pipe(path: Path) -> None:
    os.mkfifo(path)


def is_a_folder(path: Path) -> None:
    path.mkdir()


def is_closed(path: Path) -> None:
    """Nobody may read it; its owner neither."""
    path.write_text(SHEET)
    path.chmod(0)


def is_as_large_as(size: int, head: bytes) -> Lay:
    """With a hole behind its head, so that it takes no room on the disk."""

    def lay(path: Path) -> None:
        path.write_bytes(head)
        os.truncate(path, size)

    return lay


SHEETS: dict[str, bytes | str] = {  # as programs/<title>.yaml
    "brackets-48-kb": "x: " + "[" * 48_000,
    "braces-48-kb": "x: " + "{a: " * 12_000,
    "brackets-closed": "x: " + "[" * 24_000 + "]" * 24_000,
    "dashes": "- " * 100_000,
    "questions": "? " * 50_000,
    "list-of-33-levels": SHEET + "tags: " + "[" * 33 + "]" * 33,
    "indented-forever": "".join(f"{' ' * level}a:\n" for level in range(700)),
    "billion-laughs": LAUGHS,
    "merge-keys-8-lines": MERGES,
    "recursive-anchor": "a: &a [*a]\n",
    "recursive-anchor-map": "a: &a {b: *a}\n",
    "recursive-merge": "a: &a {<<: *a}\n",
    "unknown-alias": "a: *nowhere\n",
    "anchors-many": "".join(f"a{n}: &b{n} x\n" for n in range(9_000)),
    "duplicate-key": SHEET + "title: Again\n",
    "duplicate-keys-many": "title: x\n" * 20_000,
    "keys-many": "".join(f"k{n}: x\n" for n in range(30_000)),
    "key-endless": "a" * 500_000 + ": b\n",
    "list-endless": SHEET + "tags: [" + "x, " * 150_000 + "]\n",
    "number-huge": CLAIM.format("9" * 100_000),
    "number-huge-exponent": CLAIM.format("1e999999999"),
    "number-hex": CLAIM.format("0xfffffffffffffffffffff"),
    "number-nan": CLAIM.format(".nan"),
    "number-infinite": CLAIM.format('"~inf"'),
    "number-sexagesimal": CLAIM.format("190:20:30"),
    "number-arabic-digits": CLAIM.format("٣٤"),
    "date-huge": SHEET + "events:\n  - {date: " + "9" * 50_000 + ", title: X, sources: [act]}\n",
    "date-year-0": SHEET + "events:\n  - {date: 0000-00-00, title: X, sources: [act]}\n",
    "date-30-february": SHEET + "events:\n  - {date: 2024-02-30, title: X, sources: [act]}\n",
    "tag-python-object": "x: !!python/object/apply:os.system [id]\n",
    "tag-python-name": "x: !!python/name:os.system\n",
    "tag-binary": "title: !!binary aGVsbG8=\nkind: shop\nsummary: S.\n",
    "tags-endless": "x: " + "!" * 100_000,
    "directive": "%TAG ! tag:evil.example,2000:\n---\nx: y\n",
    "directive-version": "%YAML 9.9\n---\nx: y\n",
    "two-documents": SHEET + "---\n" + SHEET,
    "documents-endless": "---\n" * 100_000,
    "block-scalar-header": "x: |" + "9" * 5_000,
    "quote-endless": "x: '" + "a" * 200_000,
    "escapes-endless": 'x: "' + "\\" * 99_999,
    "escape-astray": 'x: "\\uZZZZ"\n',
    "escape-surrogate": 'title: "\\ud800"\n',
    "escape-nul": 'title: "a\\0b"\n',
    "only-a-scalar": "hello\n",
    "only-a-list": "- a\n- b\n",
    "only-null": "~\n",
    "empty": "",
    "blank": " \n" * 1_000,
    "nul": SHEET + "tags: [a\0b]\n",
    "nul-only": b"\0" * 400_000,
    "invalid-utf-8": SHEET.encode() + b"tags: [caf\xe9]\n",
    "overlong-utf-8": b"title: \xc0\xaf\n",
    "surrogate-utf-8": b"title: \xed\xa0\x80\n",
    "utf-16": SHEET.encode("utf-16"),
    "utf-16-be": SHEET.encode("utf-16-be"),
    "utf-32": SHEET.encode("utf-32"),
    "two-marks": b"\xef\xbb\xbf\xef\xbb\xbf" + SHEET.encode(),
    "bidirectional": SHEET.replace("S.", "S\u202egnp.exe"),
    "line-separator": SHEET.replace("S.", "S\u2028claims: x"),
    "terminal-escape": SHEET.replace("S.", "S\x1b]0;owned\x07"),
    "carriage-returns": SHEET.replace("\n", "\r"),
    "tabs": "title:\tx\n\tkind: shop\n",
    "10-mb": SHEET + "#" * 10_000_000,
    "10-mb-of-keys": SHEET + "a: b\n" * 2_000_000,
    "random-bytes": bytes(range(256)) * 100,
    "elf": b"\x7fELF\x02\x01\x01" + b"\0" * 500,
    "unknown-program": SHEET + "related: [nobody]\n",
    "self-related": SHEET + "related: [self-related]\n",
    "reversed-span": CLAIM.format("3, from: 2024, to: 2020"),
    "claims-as-text": SHEET + "claims: none\n",
    "title-of-lists": "title: [[[]]]\nkind: shop\nsummary: S.\n",
    "source-script": SHEET + "sources:\n  mine: {title: T, publisher: P, kind: law, url: 'javascript:alert(1)'}\n",
    "source-file": SHEET + "sources:\n  mine: {title: T, publisher: P, kind: law, url: 'file:///etc/passwd'}\n",
    "source-host-broken": SHEET + "sources:\n  mine: {title: T, publisher: P, kind: law, url: 'http://[::1'}\n",
}
PAGES: dict[str, bytes | str] = {  # as pages/<title>.md
    "no-front-matter": "Hello.\n",
    "open-front-matter": "---\ntitle: New\n" * 1,
    "front-matter-brackets": "---\nx: " + "[" * 48_000 + "\n---\n",
    "front-matter-laughs": "---\n" + LAUGHS + "---\n",
    "quotes-endless": PAGE + "> " * 50_000 + "x\n",
    "lists-endless": PAGE + "- " * 50_000 + "x\n",
    "lists-stepwise": PAGE + "".join(f"{'  ' * n}- x\n" for n in range(400)),
    "numbers-endless": PAGE + "1. " * 50_000 + "x\n",
    "emphasis-endless": PAGE + "*a **b " * 40_000,
    "links-nested": PAGE + "[" * 30_000 + "a" + "](b)" * 30_000,
    "images-nested": PAGE + "![" * 20_000 + "a" + "](../media/x.png)" * 20_000,
    "link-no-end": PAGE + "[a](https://x.example/(" * 10_000,
    "citations-unknown": PAGE + "[@nobody] " * 30_000,
    "citation-no-end": PAGE + "[@a, " * 50_000,
    "table-grows": PAGE + "|".join("x" * 500) + "\n" + "|".join("-" * 500) + "\n" + "x\n" * 5_000,
    "table-wide": PAGE + "|" * 100_000 + "\n" + "|-" * 100_000 + "\n",
    "notes-endless": PAGE + "".join(f"[^{n}] " for n in range(5_000)),
    "definitions-twice": PAGE + "[a]: https://x.example/\n[a]: https://y.example/\n",
    "definition-used-often": PAGE + f"[a]: https://x.example/{'b' * 5_000}\n\n" + "[a] " * 20_000,
    "link-to-a-script": PAGE + "[a](javascript:alert(1))\n",
    "link-to-data": PAGE + "[a](data:text/html,x)\n",
    "link-to-another-host": PAGE + "[a](//evil.example/)\n",
    "link-to-a-file": PAGE + "[a](file:///etc/passwd)\n",
    "link-out-of-content": PAGE + "[a](../../../../etc/passwd)\n",
    "image-out-of-content": PAGE + "![a](../../build.py)\n",
    "image-of-another-host": PAGE + "![a](https://evil.example/x.png)\n",
    "image-without-words": PAGE + "![](../media/x.png)\n",
    "claim-unknown": PAGE + "[](claim:nobody/nothing)\n",
    "text-nul": PAGE + "a\0b\n",
    "text-bidirectional": PAGE + "a\u202eb\n",
    "text-latin-1": PAGE.encode() + b"caf\xe9\n",
    "text-utf-16": PAGE.encode("utf-16"),
    "text-10-mb": PAGE + "word " * 2_000_000,
}
ENDURED: dict[str, str] = {  # as pages/<title>.md
    "backticks": PAGE + "`" * 99_000,
    "backticks-uneven": PAGE + " ".join("`" * n for n in range(1, 700)),
    "stars": PAGE + "*" * 99_000,
    "stars-and-lines": PAGE + "*_" * 49_000,
    "emphasis-both-ways": PAGE + "a**b" + "c* " * 49_000,
    "brackets": PAGE + "[" * 99_000,
    "brackets-closing": PAGE + "]" * 99_000,
    "exclamations": PAGE + "![" * 49_000,
    "angles": PAGE + "<" * 99_000,
    "angles-and-letters": PAGE + "<a " * 33_000,
    "comments": PAGE + "<!--" * 25_000,
    "entities": PAGE + "&amp" * 25_000 + "&#x10ffff;" * 9_000,
    "backslashes": PAGE + "\\" * 99_000,
    "tildes": PAGE + "~" * 99_000,
    "fences": PAGE + "```\n" * 25_000,
    "headings": PAGE + "## a\n\n" * 14_000,
    "rules": PAGE + "---\n\n" * 19_000,
    "one-word": PAGE + "a" * 500_000,
    "one-address": PAGE + "https://x.example/" + "a" * 400_000,
    "dots": PAGE + "." * 400_000,
    "chinese": PAGE + "法律" * 80_000,
    "combining": PAGE + "a" + "\u0301" * 200_000,
    "templates": PAGE + "{{ 7 * 7 }} {% include '/etc/passwd' %} ${HOME} $(id) " * 500,
    "definitions": PAGE + "".join(f"[d{n}]: https://x.example/{n}\n" for n in range(9_000)),
    "definition-list": PAGE + "a\n: b\n\n" * 12_000,
    "notes-in-a-circle": PAGE + "[^a]\n\n[^a]: [^b]\n[^b]: [^a]\n",
    "mail": PAGE + "<a@b.example>" * 9_000,
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (3).to_bytes(4, "big") + (2).to_bytes(4, "big")
OTHERS: dict[str, Lay] = {
    "programs/link.yaml": leads_to("corner.yaml"),
    "programs/link-out.yaml": leads_to("/etc/passwd"),
    "programs/link-to-itself.yaml": leads_to("link-to-itself.yaml"),
    "programs/link-to-zeros.yaml": leads_to("/dev/zero"),
    "programs/link-to-nothing.yaml": leads_to("nothing.yaml"),
    "media/link.png": leads_to("/etc/passwd"),
    "explainers/link": leads_to(".."),
    "programs/pipe.yaml": is_a_pipe,
    "media/pipe.png": is_a_pipe,
    "programs/folder.yaml": is_a_folder,
    "programs/closed.yaml": is_closed,
    "media/closed.png": is_closed,
    "programs/a-terabyte.yaml": is_as_large_as(1 << 40, SHEET.encode()),
    "media/a-terabyte.png": is_as_large_as(1 << 40, PNG),
    "media/page.png": holds("<script>alert(1)</script>"),
    "media/drawing.svg": holds('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "media/page.html": holds("<script>alert(1)</script>"),
    "programs/CAPITALS.yaml": holds(SHEET),
    "programs/a b.yaml": holds(SHEET),
    "programs/script.py": holds("print(1)"),
    "pages/assets.md": holds(PAGE),
    "unknown.txt": holds("x"),
}
REFUSED: dict[str, Lay] = {
    **{f"programs/{title}.yaml": holds(content) for title, content in SHEETS.items()},
    **{f"pages/{title}.md": holds(content) for title, content in PAGES.items()},
    **OTHERS,
}
