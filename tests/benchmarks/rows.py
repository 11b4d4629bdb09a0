"""The rows of a benchmark's table."""

from collections.abc import Sequence

import msgspec
import numpy as np


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One figure; a single one stands in `p50` alone."""

    benchmark: str
    case: str
    subject: str = "greenwave"
    metric: str
    unit: str
    p50: float
    p95: float | None = None
    p99: float | None = None
    runs: int


def row_of(
    benchmark: str,
    case: str,
    metric: str,
    unit: str,
    samples: Sequence[float],
    subject: str = "greenwave",
) -> Row:
    """Return the row of one or many samples of one figure."""
    p50, p95, p99 = (round(float(np.percentile(samples, q)), 3) for q in (50, 95, 99))
    return Row(
        benchmark=benchmark,
        case=case,
        subject=subject,
        metric=metric,
        unit=unit,
        p50=p50,
        p95=p95 if len(samples) > 1 else None,
        p99=p99 if len(samples) > 1 else None,
        runs=len(samples),
    )


def table(rows: Sequence[Row]) -> str:
    """Return rows as aligned text."""
    head = ("benchmark", "case", "subject", "metric", "unit", "p50", "p95", "p99", "runs")
    cells = [head, *(tuple(_cell(getattr(row, name)) for name in head) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )


def _cell(value: float | str | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
