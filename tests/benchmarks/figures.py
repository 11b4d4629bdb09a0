"""What of the rows goes into the README: a table and a chart, with the machine described."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.chart import panel_of, svg_of
from tests.benchmarks.machine import machine_words
from tests.benchmarks.rows import Row

_CASE = "porto"
_PANELS = {
    "One route through Porto": (
        "query, cost only",
        "query with path",
        "route",
        "route with steps",
        "route, without its line and steps",
    ),
    "1,000 road segments of Porto changed, until the next answer": (
        "1000 segments changed until the next answer",
    ),
    "1,000 watched routes true again": (
        "1000 routes, 1000 clustered",
        "1000 routes, 1000 rising",
        "1000 routes, 1000 scattered",
    ),
    "100 x 100 costs": ("100x100, one thread", "100x100, two threads"),
}


def write_figures(folder: Path, rows: Sequence[Row]) -> None:
    """Write ``engine.svg`` and ``engine.md`` into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    note = f"Medians, logarithmic scale. {machine_words()}; {datetime.now(UTC):%Y-%m-%d}."
    panels = [panel_of(heading, _CASE, metrics, rows) for heading, metrics in _PANELS.items()]
    (folder / "engine.svg").write_text(svg_of([panel for panel in panels if panel], note), "utf-8")
    (folder / "engine.md").write_text(f"{note}\n\n{_markdown(rows)}", "utf-8")


def _markdown(rows: Sequence[Row]) -> str:
    lines = ["| benchmark | map | subject | what | unit | p50 | p95 | p99 | runs |", "|---" * 9 + "|"]
    lines += [
        f"| {row.benchmark} | {row.case} | {row.subject} | {row.metric} | {row.unit} "
        f"| {row.p50:g} | {_figure(row.p95)} | {_figure(row.p99)} | {row.runs} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
