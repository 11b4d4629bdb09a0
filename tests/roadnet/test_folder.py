"""Map folders: what is written is what is read."""

from pathlib import Path

import numpy as np

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.columns import columns_of
from desktop_app.roadnet.folder import open_map_folder, write_map_folder
from desktop_app.roadnet.map_data import ImportReport, MapData
from tests.networks import grid


def map_data() -> MapData:
    network = grid()
    report = ImportReport(
        arcs=network.arc_count,
        junctions=network.junction_count,
        segments=network.segment_count,
        ways_kept=11,
        dropped={"repeated_node_id": 1},
        examples={"repeated_node_id": ("node 2",)},
        seconds=0.5,
        data_time="2015-06-06T00:23:02Z",
    )
    return MapData(network, Backdrop.empty(), report)


def test_a_folder_gives_back_what_was_written(tmp_path: Path) -> None:
    data = map_data()
    write_map_folder(tmp_path / "grid", data)
    opened = open_map_folder(tmp_path / "grid")
    assert opened.report == data.report
    assert opened.network.facts == data.network.facts
    for name, column in columns_of(data.network).items():
        assert np.array_equal(columns_of(opened.network)[name], column), name
