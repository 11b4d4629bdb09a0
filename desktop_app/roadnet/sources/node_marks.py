"""Collecting what stands at nodes: barriers, signals, exits, as pyosmium hands the nodes out."""

from array import array
from collections.abc import Sequence

import numpy as np
import osmium
from numpy.typing import NDArray

from desktop_app.roadnet.network import NodeFact
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.sources.id_sets import positions
from desktop_app.roadnet.sources.tagging.keys import NODE_KEYS
from desktop_app.roadnet.sources.tagging.nodes import read_node
from desktop_app.roadnet.sources.tagging.readings import NodeReading
from desktop_app.roadnet.sources.tagging.tags import Tags
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.tables import NodeMarks
from desktop_app.roadnet.texts import TextCollector

_LONGEST_TAGS = 200
"""Nodes with more tags are read, but not remembered as a kind."""

_NAMES = frozenset({"name", "ref", "source", "note", "created_by"})
"""Each would make a node a kind of its own."""

_MARKS = frozenset(NODE_KEYS)

_Tags = tuple[tuple[str, str], ...]


class NodeMarkCollector:
    """Takes nodes one after the other, on roads or not."""

    def __init__(self, profiles: Sequence[Profile], tally: Tally) -> None:
        """Start with nothing; `tally` counts what is not understood, of nodes on roads."""
        self._profiles = profiles
        self._tally = tally
        self._known: dict[_Tags, int] = {}
        self._readings: list[NodeReading] = []
        self._osm_id, self._version = array("q"), array("q")
        self._reading = array("i")
        self._exit_refs: dict[int, str] = {}

    def take(self, node: osmium.osm.Node, tags: Tags) -> None:
        """Take a node with its tags; one without a mark changes nothing."""
        if node.visible:
            self.take_tags(node.id, tags, node.version)

    def take_tags(self, osm_id: int, tags: Tags, version: int = 0) -> None:
        """Take a node by its tags."""
        if _MARKS.isdisjoint(tags):
            return  # as houses are, of which each has tags of its own
        number = self._number(tuple([tag for tag in tags.items() if tag[0] not in _NAMES]))
        if number >= 0:
            self._keep(number, osm_id, version, tags.get("ref"))

    def _keep(self, number: int, osm_id: int, version: int, ref: str | None) -> None:
        self._osm_id.append(osm_id)
        self._version.append(version)
        self._reading.append(number)
        if ref and NodeFact.EXIT in self._readings[number].facts:
            self._exit_refs[osm_id] = ref

    def marks(self, on_roads: NDArray[np.int64], texts: TextCollector) -> NodeMarks:
        """Return what stands at the nodes on roads.

        Of several nodes with one id the highest version counts, of equal versions the first.

        Parameters
        ----------
        on_roads
            OSM ids, ascending and unique.
        texts
            Numbers the names of exits.
        """
        osm_id = np.array(self._osm_id, np.int64)
        order = np.lexsort((-np.array(self._version, np.int64), osm_id))
        is_first = np.ones(len(order), np.bool_)
        is_first[1:] = osm_id[order[1:]] != osm_id[order[:-1]]
        rows = order[is_first]
        rows = rows[positions(osm_id[rows], on_roads)[1]]
        reading = np.array(self._reading, np.int32)[rows]
        ids = osm_id[rows]
        self._note(ids, reading)
        facts = np.array([int(each.facts) for each in self._readings] or [0], np.uint16)
        access = np.array([each.access for each in self._readings], np.uint8).reshape(-1, len(self._profiles))
        limits = [
            (row, limit.kind, limit.value)
            for row, number in enumerate(reading.tolist())
            for limit in self._readings[number].limits
        ]
        row, kind, value = zip(*limits, strict=True) if limits else ((), (), ())
        return NodeMarks(
            osm_id=ids,
            facts=facts[reading],
            access=np.ascontiguousarray(access[reading].T),
            ref=np.array([texts.number(self._exit_refs.get(node, "")) for node in ids.tolist()], np.int32),
            limit_row=np.array(row, np.int32),
            limit_kind=np.array(kind, np.uint8),
            limit_value=np.array(value, np.float32),
        )

    def _number(self, tags: _Tags) -> int:
        """Return the number of a node's reading, -1 where nothing stands there."""
        number = self._known.get(tags)
        if number is None:
            reading = read_node(dict(tags), self._profiles)
            number = -1 if reading is None else len(self._readings)
            if reading is not None:
                self._readings.append(reading)
            if len(tags) <= _LONGEST_TAGS:
                self._known[tags] = number
        return number

    def _note(self, ids: NDArray[np.int64], reading: NDArray[np.int32]) -> None:
        noted = {number for number, each in enumerate(self._readings) if each.notes}
        for osm_id, number in zip(ids.tolist(), reading.tolist(), strict=True) if noted else ():
            if number in noted:
                for note in self._readings[number].notes:
                    self._tally.add(note, f"node {osm_id}", node=osm_id)
