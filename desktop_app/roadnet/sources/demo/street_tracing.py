"""Streets: evenly spaced lines along a direction field.

After Jobard and Lefer, "Creating evenly-spaced streamlines of arbitrary density" (1997): a new line
begins beside or across one that exists, and ends where it comes too near to a parallel one.
"""

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.geometry import Points, directions, resampled
from desktop_app.roadnet.sources.demo.ground import HALF_HEIGHT_M, HALF_WIDTH_M

_STEP_M = 20.0
_BIN_M = 90.0
_NEAR_SHARE = 0.55
_SEED_SHARE = 0.86
_PARALLEL = 0.72
_LEAST_M = 70.0
_REACH_SHARE = 0.75
_TOUCHING_SHARE = 0.28

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class StreetPlan:
    """What steers streets, cell by cell.

    Attributes
    ----------
    angle
        (rows, columns) radians.
    spacing_m
        (rows, columns) between parallel streets; 0 where none is built.
    longest_m
        (rows, columns) how long a street becomes.
    cell_m
        Size of a cell.
    """

    angle: NDArray[np.float64]
    spacing_m: NDArray[np.float64]
    longest_m: NDArray[np.float64]
    cell_m: float


class StreetTracer:
    """Traces the streets of a plan between roads that exist."""

    def __init__(self, plan: StreetPlan, rng: np.random.Generator) -> None:
        """Trace by `plan`; `rng` makes streets differ."""
        self._rng = rng
        self._cell_m = plan.cell_m
        self._rows: int
        self._columns: int
        self._rows, self._columns = plan.angle.shape
        self._angle: list[float] = plan.angle.ravel().tolist()
        self._spacing: list[float] = plan.spacing_m.ravel().tolist()
        self._longest: list[float] = plan.longest_m.ravel().tolist()
        self._bins: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}

    def trace(self, roads: Iterable[Points]) -> list[Points]:
        """Return streets between and beside `roads`."""
        lines = [resampled(road, _STEP_M) for road in roads]
        for line in lines:
            self._occupy(line)
        streets: list[Points] = []
        waiting = deque(seed for line in lines for seed in self._seeds(line))
        while waiting:
            x, y, dx, dy = waiting.popleft()
            street = self._street(x, y, dx, dy)
            if street is not None:
                self._occupy(street)
                streets.append(street)
                waiting.extend(self._seeds(street))
        return streets

    def _cell(self, x: float, y: float) -> int:
        column = int((x + HALF_WIDTH_M) / self._cell_m)
        row = int((y + HALF_HEIGHT_M) / self._cell_m)
        if 0 <= column < self._columns and 0 <= row < self._rows:
            return row * self._columns + column
        return 0

    def _occupy(self, line: Points) -> None:
        heading = directions(line)
        for (x, y), (dx, dy) in zip(line.tolist(), heading.tolist(), strict=True):
            self._bins.setdefault((int(x // _BIN_M), int(y // _BIN_M)), []).append((x, y, dx, dy))

    def _seeds(self, line: Points) -> list[tuple[float, float, float, float]]:
        """Return spots with directions from which streets beside and across a line may begin."""
        seeds = []
        heading = directions(line)
        pace = self._rng.uniform(0.85, 1.3, (len(line), 2)).tolist()
        for number, ((x, y), (dx, dy)) in enumerate(zip(line.tolist(), heading.tolist(), strict=True)):
            spacing = self._spacing[self._cell(x, y)]
            if not spacing:
                continue
            if number % 3 == 0:
                seeds.append((x, y, -dy, dx))
            if number % 5 == 0:
                for side, share in zip((1, -1), pace[number], strict=True):
                    off = side * spacing * share
                    seeds.append((x - dy * off, y + dx * off, dx, dy))
        return seeds

    def _street(self, x: float, y: float, dx: float, dy: float) -> Points | None:
        cell = self._cell(x, y)
        spacing = self._spacing[cell]
        if not spacing:
            return None
        dx, dy = self._heading(x, y, dx, dy)
        if self._is_taken(x, y, dx, dy, spacing * _SEED_SHARE):
            return None
        longest_m = self._longest[cell] * float(self._rng.uniform(0.3, 1.0))
        ahead = self._half(x, y, dx, dy, longest_m)
        behind = self._half(x, y, -dx, -dy, longest_m)
        line = np.array([*reversed(behind), (x, y), *ahead])
        return line if (len(line) - 1) * _STEP_M >= max(_LEAST_M, 0.8 * spacing) else None

    def _half(self, x: float, y: float, dx: float, dy: float, longest_m: float) -> list[Spot]:
        spots: list[Spot] = []
        turned = 0.0
        for _ in range(int(longest_m / 2 / _STEP_M)):
            new_dx, new_dy = self._heading(x + dx * _STEP_M / 2, y + dy * _STEP_M / 2, dx, dy)
            bend = dx * new_dy - dy * new_dx
            turned += bend
            if abs(bend) > 0.5 or abs(turned) > 1.7:  # noqa: PLR2004 - no street turns back
                break
            dx, dy = new_dx, new_dy
            x, y = x + dx * _STEP_M, y + dy * _STEP_M
            spacing = self._spacing[self._cell(x, y)]
            if not spacing:
                break
            if self._is_taken(x, y, dx, dy, spacing * _NEAR_SHARE):
                spots += self._reach(x, y, dx, dy)
                break
            spots.append((x, y))
        return spots

    def _reach(self, x: float, y: float, dx: float, dy: float) -> list[Spot]:
        """Return the spots straight ahead at which a street that ends meets the next one across."""
        spots: list[Spot] = []
        for _ in range(int(self._spacing[self._cell(x, y)] * _REACH_SHARE / _STEP_M)):
            spacing = self._spacing[self._cell(x, y)]
            if not spacing or self._is_taken(x, y, dx, dy, spacing * _TOUCHING_SHARE):
                break
            spots.append((x, y))
            x, y = x + dx * _STEP_M, y + dy * _STEP_M
        return spots

    def _heading(self, x: float, y: float, dx: float, dy: float) -> Spot:
        """Return the field's direction, or the one across it, that is nearest to (dx, dy)."""
        angle = self._angle[self._cell(x, y)]
        c, s = math.cos(angle), math.sin(angle)
        with_field, across = c * dx + s * dy, -s * dx + c * dy
        if abs(with_field) >= abs(across):
            return (c, s) if with_field > 0 else (-c, -s)
        return (-s, c) if across > 0 else (s, -c)

    def _is_taken(self, x: float, y: float, dx: float, dy: float, within_m: float) -> bool:
        """Say whether a parallel line comes nearer than `within_m`."""
        limit = within_m * within_m
        bins = self._bins
        low_column, high_column = int((x - within_m) // _BIN_M), int((x + within_m) // _BIN_M)
        low_row, high_row = int((y - within_m) // _BIN_M), int((y + within_m) // _BIN_M)
        for column in range(low_column, high_column + 1):
            for row in range(low_row, high_row + 1):
                for px, py, pdx, pdy in bins.get((column, row), ()):
                    if (px - x) ** 2 + (py - y) ** 2 < limit and abs(pdx * dx + pdy * dy) > _PARALLEL:
                        return True
        return False
