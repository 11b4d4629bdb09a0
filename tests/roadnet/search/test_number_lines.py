"""Points between known house numbers."""

import sqlite3

import numpy as np
import pytest

from desktop_app.roadnet.search.number_lines import along_line, straight_between


def _line(*points: tuple[float, float]) -> bytes:
    return np.array(points, "<f8").tobytes()


@pytest.mark.parametrize(
    ("share", "point"),
    [
        (0.0, (10.0, 0.0)),
        (0.25, (10.01, 0.0)),
        (0.5, (10.02, 0.0)),
        (0.75, (10.02, 0.01)),
        (1.0, (10.02, 0.02)),
    ],
)
def test_a_share_of_the_length_of_a_line(share: float, point: tuple[float, float]) -> None:
    line = _line((10.0, 0.0), (10.02, 0.0), (10.02, 0.02))
    assert along_line(line, share) == pytest.approx(point, abs=1e-4)


def test_over_the_antimeridian() -> None:
    lon, lat = straight_between((179.9, 10.0), (-179.7, 12.0), 0.75)
    assert (lon, lat) == pytest.approx((-179.8, 11.5))


@pytest.mark.parametrize("line", [b"", b"x" * 7, _line((10.0, 0.0)), _line((10.0, 0.0), (np.nan, 0.0))])
def test_what_is_no_line_is_damage(line: bytes) -> None:
    with pytest.raises(sqlite3.DataError):
        along_line(line, 0.5)
