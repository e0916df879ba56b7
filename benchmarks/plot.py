"""The results as one drawing: for each case a bar for each generator, on a scale of the case's own."""

from xml.sax.saxutils import escape

from benchmarks.report import CASES, Figures, Results, memory_mb, served_s, wall_s

SHOWN = 1_000  # programs, or else the largest size that was measured
WIDTH_PX, LABEL_PX, FIGURE_PX, BAR_PX, GAP_PX = 720, 130, 100, 18, 16
COLOURS = {"ours": "#1f6f5c", "plain": "#57a08e", "hugo": "#8a8f98", "eleventy": "#c3c6cc"}
NAMES = {"ours": "this generator", "plain": "the same work"}


def plot(results: Results) -> str:
    """An SVG that is read on white and on black."""
    if not results.sizes:
        return '<svg xmlns="http://www.w3.org/2000/svg"/>\n'
    figures = next((one for one in results.sizes if one.count == SHOWN), results.sizes[-1])
    y = 34
    body = [_text(0, 16, f"{figures.count:,} programs, {results.machine}; shorter is better", bold=True)]
    for label, unit, values in panels(figures):
        body.append(_text(0, y + 12, label))
        y += 20
        most = max(values.values())
        for maker, value in values.items():
            width = (WIDTH_PX - LABEL_PX - FIGURE_PX) * value / most
            name = NAMES.get(maker) or figures.versions[maker]
            body.append(_text(LABEL_PX - 8, y + 13, name, end=True))
            body.append(
                f'<rect x="{LABEL_PX}" y="{y}" width="{max(width, 1):.1f}" height="{BAR_PX - 3}" '
                f'fill="{COLOURS[maker]}"/>'
            )
            body.append(_text(LABEL_PX + max(width, 1) + 6, y + 13, f"{value:,.{2 if value < 100 else 0}f} {unit}"))
            y += BAR_PX
        y += GAP_PX
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {y}" width="{WIDTH_PX}" height="{y}" '
        'role="img" font-family="system-ui, sans-serif" font-size="13">'
        "<title>Builds compared: this generator, Hugo, Eleventy</title>"
        f'<rect width="{WIDTH_PX}" height="{y}" fill="#ffffff"/>'
    )
    return "\n".join([head, *body, "</svg>", ""])


def panels(figures: Figures) -> list[tuple[str, str, dict[str, float]]]:
    """What is shown, its unit, and the value of each generator that was measured."""
    makers = list(figures.versions)
    found = [(label, "s", {maker: wall_s(figures, maker, case) for maker in makers}) for case, label in CASES.items()]
    found.append(("edit to reloaded page", "s", {maker: served_s(figures, maker) for maker in makers}))
    found.append(("peak memory", "MB", {maker: memory_mb(figures, maker) for maker in makers}))
    known = [(label, unit, {m: v for m, v in values.items() if v is not None}) for label, unit, values in found]
    return [panel for panel in known if panel[2]]


def _text(x: float, y: float, text: str, *, bold: bool = False, end: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    anchor = ' text-anchor="end"' if end else ""
    return f'<text x="{x:.1f}" y="{y}" fill="#1d1f21"{weight}{anchor}>{escape(text)}</text>'
