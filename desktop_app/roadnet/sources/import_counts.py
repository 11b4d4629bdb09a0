"""The report of an import: what the network holds, and what was left out."""

import time
from collections.abc import Mapping

import numpy as np

from desktop_app.roadnet.map_data import ImportReport
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.id_sets import union
from desktop_app.roadnet.sources.tally import Tally


def has_road_for_cars(network: RoadNetwork) -> bool:
    """Say whether the car ever drives any road of a network."""
    return bool((network.profiles[0].arc_kph > 0).any())


def import_report(
    network: RoadNetwork, tally: Tally, places: Mapping[str, tuple[float, float]], started_s: float
) -> ImportReport:
    """Return the report of an import.

    Parameters
    ----------
    places
        Longitude and latitude of the examples in `tally` that have a place.
    started_s
        When the import began, by `time.monotonic`.
    """
    open_arcs = network.profiles[0].arc_access == Access.OPEN
    ends = np.concatenate([network.arc_tail[open_arcs], network.arc_head[open_arcs]])
    return ImportReport(
        arcs=int(np.count_nonzero(open_arcs)),
        junctions=len(union(ends)),
        segments=int(np.diff(network.arc_first_segment)[open_arcs].sum()),
        ways_kept=len(union(network.arc_way[open_arcs])),
        dropped=tally.counts(),
        examples=tally.examples(),
        seconds=round(time.monotonic() - started_s, 3),
        data_time=network.facts.data_time,
        places=dict(places),
        network_arcs=network.arc_count,
        turn_bans=len(network.turn_bans.relation),
    )
