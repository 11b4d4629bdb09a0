"""Figures as bars on a logarithmic scale, as SVG, for people who read the README."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.benchmarks.rows import Row

_WIDTH, _LEFT, _RIGHT, _BAR, _GAP, _HEAD = 860, 330, 90, 16, 8, 46
_OURS, _OTHERS = "#236AF9", "#8A8F98"
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#30343A}.head{font-weight:600;font-size:15px}"
    ".axis{fill:#6A7078;font-size:11px}line{stroke:#D5D8DC}.ground{fill:#FFFFFF}"
    "@media(prefers-color-scheme:dark){text{fill:#D8DCE2}.axis{fill:#9AA1AB}line{stroke:#3A4048}.ground{fill:#1B1F24}}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: whose it is, what it shows, and how long it is, in the panel's unit."""

    label: str
    value: float
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars with one unit below one heading."""

    heading: str
    unit: str
    bars: tuple[Bar, ...]


def panel_of(heading: str, case: str, metrics: Sequence[str], rows: Sequence[Row]) -> Panel | None:
    """Return the rows of a case with one of the metrics, the quickest first; None where there is none."""
    chosen = [row for row in rows if row.case == case and row.metric in metrics]
    bars = [
        Bar(
            f"{row.subject}: {row.metric}" if len(metrics) > 1 else row.subject,
            row.p50,
            row.subject == "greenwave",
        )
        for row in sorted(chosen, key=lambda row: row.p50)
    ]
    return Panel(heading, chosen[0].unit, tuple(bars)) if chosen else None


def svg_of(panels: Sequence[Panel], note: str) -> str:
    """Return the panels below each other, with a note at the foot, as one SVG document."""
    parts: list[str] = []
    top = 10
    for panel in panels:
        parts += _panel(panel, top)
        top += _HEAD + len(panel.bars) * (_BAR + _GAP) + 24
    height = top + 24
    foot = f'<text class="axis" x="12" y="{height - 12}">{escape(note)}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">'
        f"<title>{escape('; '.join(panel.heading for panel in panels))}</title><style>{_STYLE}</style>"
        f'<rect class="ground" width="{_WIDTH}" height="{height}"/>{"".join(parts)}{foot}</svg>\n'
    )


def _panel(panel: Panel, top: int) -> list[str]:
    low = math.floor(math.log10(min(bar.value for bar in panel.bars)))
    high = math.ceil(math.log10(max(bar.value for bar in panel.bars) * 1.001))
    foot = top + _HEAD + len(panel.bars) * (_BAR + _GAP)
    parts = [f'<text class="head" x="12" y="{top + 20}">{escape(panel.heading)}</text>']
    for power in range(low, high + 1):
        x, mark = _place(10**power, low, high), f"{10**power:g} {panel.unit}"
        parts += [
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top + _HEAD - 8}" y2="{foot}"/>',
            f'<text class="axis" x="{x:.1f}" y="{foot + 14}" text-anchor="middle">{mark}</text>',
        ]
    for number, bar in enumerate(panel.bars):
        y, end = top + _HEAD + number * (_BAR + _GAP), _place(bar.value, low, high)
        colour, length = _OURS if bar.is_ours else _OTHERS, max(end - _LEFT, 1)
        parts += [
            f'<text x="{_LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(bar.label)}</text>',
            f'<rect x="{_LEFT}" y="{y}" width="{length:.1f}" height="{_BAR}" rx="2" fill="{colour}"/>',
            f'<text x="{end + 6:.1f}" y="{y + 13}">{_words(bar.value)} {panel.unit}</text>',
        ]
    return parts


def _words(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _place(value: float, low: int, high: int) -> float:
    share = (math.log10(value) - low) / max(high - low, 1)
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)
