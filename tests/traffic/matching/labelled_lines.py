"""The lines of the hand-written feed files, and the segments from which each was taken."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.shared_data import SHARED

LonLat = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """One record: its line, and the nodes that it was drawn along; `nodes` is cut where `is_cut`."""

    record: str
    map_name: str
    line: tuple[LonLat, ...]
    way: int
    nodes: tuple[int, ...]
    node_count: int
    is_cut: bool


def labels() -> list[Label]:
    """Return all labelled records that have a line; points and pairs of nodes have none."""
    text = (SHARED / "feeds" / "expected_matches.json").read_text(encoding="utf-8")
    return [label for record in json.loads(text)["records"] if (label := _label(record)) is not None]


def _label(record: dict[str, Any]) -> Label | None:
    lines = dict(_lines(record["file"]))
    line = lines.get(str(record["record"]), ())
    if len(line) < 2:
        return None
    nodes = tuple(node for node in record["nodes_along"] if node != "...")
    is_cut = len(nodes) < len(record["nodes_along"])
    name = f"{record['file']} {record['record']}"
    return Label(name, record["map"], line, record["osm_way"], nodes, record["n_nodes"], is_cut)


def _lines(file: str) -> Iterator[tuple[str, tuple[LonLat, ...]]]:
    """Yield the lines of a file by the name that the labels give the record."""
    for prefix, lines in _FORMATS.items():
        if file.startswith(prefix):
            yield from lines((SHARED / "feeds" / file).read_text(encoding="utf-8"))


def _tomtom_flow(text: str) -> Iterator[tuple[str, tuple[LonLat, ...]]]:
    for number, row in enumerate(text.splitlines()):
        points = json.loads(row)["flowSegmentData"]["coordinates"]["coordinate"]
        yield str(number), tuple((point["longitude"], point["latitude"]) for point in points)


def _waze(text: str) -> Iterator[tuple[str, tuple[LonLat, ...]]]:
    for kind in ("jams", "irregularities"):
        for number, row in enumerate(json.loads(text)[kind]):
            yield f"{kind}[{number}]", tuple((point["x"], point["y"]) for point in row["line"])


def _here(text: str) -> Iterator[tuple[str, tuple[LonLat, ...]]]:
    for number, row in enumerate(json.loads(text)["results"]):
        links = row["location"]["shape"]["links"]
        yield str(number), tuple((p["lng"], p["lat"]) for link in links for p in link["points"])


def _features(text: str) -> Iterator[tuple[str, tuple[LonLat, ...]]]:
    content = json.loads(text)
    for number, row in enumerate(content.get("features") or content["incidents"]):
        if row["geometry"]["type"] == "LineString":
            yield row.get("id", str(number)), tuple((lon, lat) for lon, lat in row["geometry"]["coordinates"])


_FORMATS: dict[str, Callable[[str], Iterator[tuple[str, tuple[LonLat, ...]]]]] = {
    "tomtom_flow": _tomtom_flow,
    "waze": _waze,
    "here": _here,
    "tomtom_incidents": _features,
    "wzdx": _features,
}
"""How to read a file, by the beginning of its name."""
