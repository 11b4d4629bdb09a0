"""Files of points: CSV with a header that names ``lat`` and ``lon``."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from desktop_app.errors import PointsFileError
from desktop_app.input_file import TooLargeError, read_bounded
from desktop_app.routing.matrix import MOST_POINTS
from desktop_app.routing.request import LonLat

MOST_BYTES = 16 * 1024 * 1024
_WIDEST_NAME = 200
_MOST_LAT, _MOST_LON = 90.0, 180.0


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A point; its name may be empty."""

    place: LonLat
    name: str


def read_points(path: Path) -> tuple[NamedPoint, ...]:
    """Return the points of a file, in order.

    Raises
    ------
    PointsFileError
        The file cannot be read, or a line of it is no point; the line is named.
    """
    points = []
    try:
        for point in _points(path, _text(path)):
            points.append(point)
            if len(points) > MOST_POINTS:
                raise PointsFileError(f"{path}: holds more than {MOST_POINTS} points; split them.")
    except csv.Error as error:
        raise PointsFileError(f"{path}: is no CSV ({error}); give a header lat,lon[,name].") from error
    if not points:
        raise PointsFileError(f"{path}: holds no point; give one a line below the header.")
    return tuple(points)


def _text(path: Path) -> str:
    try:
        return read_bounded(path, MOST_BYTES).decode("utf-8-sig")
    except TooLargeError as error:
        raise PointsFileError(f"{path}: larger than {MOST_BYTES >> 20} MiB; split the points.") from error
    except OSError as error:
        raise PointsFileError(
            f"{path}: cannot be read ({error.strerror}); check the path of --points."
        ) from error
    except UnicodeDecodeError as error:
        raise PointsFileError(f"{path}: is not UTF-8 text; save the points as CSV in UTF-8.") from error


def _points(path: Path, text: str) -> Iterator[NamedPoint]:
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    header = [name.strip().lower() for name in next(rows, [])]
    if "lat" not in header or "lon" not in header:
        raise PointsFileError(f"{path}: its first line names no lat and lon; give a header lat,lon[,name].")
    lat_at, lon_at = header.index("lat"), header.index("lon")
    name_at = header.index("name") if "name" in header else -1
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        lat, lon = (_number(row, column) for column in (lat_at, lon_at))
        if not (abs(lat) <= _MOST_LAT and abs(lon) <= _MOST_LON):
            raise PointsFileError(
                f"{path}: line {rows.line_num} is no place; give latitude and longitude in degrees."
            )
        name = row[name_at].strip()[:_WIDEST_NAME] if 0 <= name_at < len(row) else ""
        yield NamedPoint(LonLat(lon, lat), name)


def _number(row: list[str], column: int) -> float:
    """Return a cell's number; NaN, which is no place, where it has none."""
    try:
        return float(row[column])
    except (IndexError, ValueError):
        return math.nan
