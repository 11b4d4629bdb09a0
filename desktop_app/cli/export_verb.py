"""``greenwave export``: a map, or the roads in a box, as a file for other programs."""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.app.maps import open_map
from desktop_app.cli.progress import progress_bar
from desktop_app.cli.streams import say
from desktop_app.errors import BadArgumentError
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.selection_geojson import write_roads_geojson
from desktop_app.roadnet.sources.download.box import Box, parse_box
from desktop_app.roadnet.sources.graphml.writing import write_graphml
from desktop_app.roadnet.sources.map_source import GRAPHML_SUFFIX, is_graphml
from desktop_app.roadnet.spatial_index import SpatialIndex

_GEOJSON_SUFFIX = ".geojson"
_DONE, _NOTHING_FOUND = 0, 3


def run(arguments: argparse.Namespace) -> int:
    """Write the file, and say what is in it."""
    output: Path = arguments.output
    box = _checked_box(arguments.box, output)
    with progress_bar() as progress:
        data = open_map(arguments.map, progress)
    if is_graphml(output):
        write_graphml(data.network, output)
        print(f"{output}: {data.network.junction_count:,} nodes, {data.network.arc_count:,} edges.")
        return _DONE
    segments = _segments(data, box)
    if not len(segments):
        say(f"There is no road in the box {box}.")
        return _NOTHING_FOUND
    count = write_roads_geojson(data.network, segments, output)
    print(f"{output}: {count:,} roads, each direction one. {data.network.facts.attribution}")
    return _DONE


def _checked_box(text: str | None, output: Path) -> Box | None:
    """Refuse what does not go together before the map is opened."""
    if not output.name.casefold().endswith((GRAPHML_SUFFIX, _GEOJSON_SUFFIX)):
        raise BadArgumentError(f"{output} must end in {GRAPHML_SUFFIX} or {_GEOJSON_SUFFIX}.")
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise BadArgumentError(f"{output} cannot be written: its folder is not there, or it is one.")
    if text is None:
        return None
    if is_graphml(output):
        raise BadArgumentError(f"--box is for {_GEOJSON_SUFFIX} only; GraphML holds the whole map.")
    box = parse_box(text)
    if box is None:
        raise BadArgumentError(f"--box {text!r} is no box; write SOUTH,WEST,NORTH,EAST in degrees.")
    return box


def _segments(data: MapData, box: Box | None) -> NDArray[np.int32]:
    if box is None:
        return np.arange(data.network.segment_count, dtype=np.int32)
    index = SpatialIndex(data.network, data.index)
    return index.in_box(box.west, box.south, box.east, box.north)
