"""The floor plan.

A folder of dated, sourced claims goes in, a comparison site comes out:

    content/ --read--> Catalogue --view--> pages, tables, timelines --write--> {path: bytes} --publish--> site/

    cli         today's date, exit codes, progress; the only room that prints (calls: what may be typed)
    work        what a contributor runs beside the build: serve, new, diff, sources
    write       what is shown -> bytes, and the only room that touches `site/`
    view        Catalogue -> what is shown on a day: pure arithmetic over frozen records
    read        content -> Catalogue, or all Problems with file, line and column
    model, dates, spans, problems, shares, packing      the ground

A room imports only from rooms below it; `read`, `view` and `write` do not import one another, save that `write` knows
the records that `view` makes. `tests/test_house.py` reads the imports and fails on an arrow that runs up.
"""
