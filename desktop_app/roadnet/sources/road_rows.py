"""Collecting the ways that cars drive, and turning them into the table that a network is built of."""

from array import array
from dataclasses import replace

import numpy as np
import osmium
from numpy.typing import NDArray

from desktop_app.roadnet.sources.car_profile import read_car_road
from desktop_app.roadnet.sources.gaps import cut_at_gaps
from desktop_app.roadnet.sources.id_sets import positions, union
from desktop_app.roadnet.sources.names import clean_name
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.tables import NodeTable, WayTable
from desktop_app.roadnet.texts import TextCollector, TextTable


class RoadCollector:
    """Takes ways as pyosmium hands them out, one after the other."""

    def __init__(self, tally: Tally) -> None:
        """Start without a road; `tally` counts what is left out or read by a rule."""
        self._tally = tally
        self._texts = TextCollector()
        self._numbers: dict[str, int] = {}
        self._way_id, self._version = array("q"), array("q")
        self._size, self._refs = array("q"), array("q")
        self._forward_kph, self._backward_kph = array("f"), array("f")
        self._road_class, self._flags = array("B"), array("H")
        self._name, self._ref = array("i"), array("i")

    def add(self, way: osmium.osm.Way, highway: str) -> bool:
        """Take a way whose ``highway`` tag is `highway`; return whether cars drive it."""
        item = f"way {way.id}"
        tag = way.tags.get
        road = read_car_road(highway, tag, lambda reason: self._tally.add(reason, item))
        if road is None:
            return False
        if not way.visible:
            self._tally.add("deleted_way", item)
            return False
        refs = [node.ref for node in way.nodes]
        if len(set(refs)) < 2:  # noqa: PLR2004 - a line has two ends
            self._tally.add("way_with_fewer_than_two_nodes", item)
            return False
        name, ref = self._number(tag("name")), self._number(tag("ref"))
        self._way_id.append(way.id)
        self._version.append(way.version)
        self._size.append(len(refs))
        self._refs.extend(refs)
        self._forward_kph.append(road.forward_kph)
        self._backward_kph.append(road.backward_kph)
        self._road_class.append(road.road_class)
        self._flags.append(road.flags)
        self._name.append(name)
        self._ref.append(ref)
        return True

    def way_count(self) -> int:
        """Return how many ways were taken."""
        return len(self._way_id)

    def node_ids(self) -> NDArray[np.int64]:
        """Return the (N,) OSM ids of all nodes on the roads so far, ascending and unique."""
        return union(np.array(self._refs, dtype=np.int64))

    def texts(self) -> TextTable:
        """Return the names and road numbers so far."""
        return self._texts.table()

    def table(self, nodes: NodeTable) -> WayTable:
        """Return the roads; each is cut where a node is absent from `nodes`.

        A gap is never bridged by a straight line. Of several ways with one id the highest version
        counts, of equal versions the first, so that nothing appended by mistake replaces a road.
        """
        refs = np.array(self._refs, dtype=np.int64)
        size = np.array(self._size, dtype=np.int64)
        kept = self._first_of_highest_version()
        is_kept = np.repeat(kept, size)
        usable = is_kept & positions(refs, nodes.osm_id)[1]
        pieces = cut_at_gaps(refs, size, usable)
        self._count_gaps(np.repeat(np.arange(len(size)), size)[is_kept & ~usable], pieces.line)
        row = pieces.line
        ways = WayTable.of_cars(
            np.array(self._way_id, dtype=np.int64)[row],
            pieces.first,
            pieces.refs,
            np.array(self._forward_kph, dtype=np.float32)[row],
            np.array(self._backward_kph, dtype=np.float32)[row],
            np.array(self._road_class, dtype=np.uint8)[row],
        )
        return replace(
            ways,
            flags=np.array(self._flags, dtype=np.uint16)[row],
            name=np.array(self._name, dtype=np.int32)[row],
            ref=np.array(self._ref, dtype=np.int32)[row],
        )

    def _number(self, text: str | None) -> int:
        if not text:
            return 0
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = self._texts.number(clean_name(text))
        return number

    def _first_of_highest_version(self) -> NDArray[np.bool_]:
        way_id = np.array(self._way_id, dtype=np.int64)
        order = np.lexsort((-np.array(self._version, dtype=np.int64), way_id))
        repeats = order[1:][way_id[order[1:]] == way_id[order[:-1]]]
        kept = np.ones(len(way_id), dtype=np.bool_)
        kept[repeats] = False
        for row in np.sort(repeats).tolist():
            self._tally.add("repeated_way_id", f"way {way_id[row]}")
        return kept

    def _count_gaps(self, ways_with_gaps: NDArray[np.int64], ways_kept: NDArray[np.int64]) -> None:
        gaps = np.unique(ways_with_gaps)
        for row, is_kept in zip(gaps.tolist(), np.isin(gaps, ways_kept).tolist(), strict=True):
            reason = "way_cut_at_missing_nodes" if is_kept else "way_without_its_nodes"
            self._tally.add(reason, f"way {self._way_id[row]}")
