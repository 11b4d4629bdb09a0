"""Collecting the ways along which house numbers run (OSM's ``addr:interpolation``)."""

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.search.house_numbers import leading_number
from desktop_app.roadnet.search.items import InterpolationTable
from desktop_app.roadnet.sources.id_sets import positions, union
from desktop_app.roadnet.tables import NodeTable

_STEPS = {"odd": 2, "even": 2, "all": 1}


class NumberedNodes:
    """The OSM nodes that carry a house number; of several numbers of one node the first counts."""

    def __init__(self) -> None:
        """Start without a node."""
        self._node, self._number, self._street = array("q"), array("i"), array("i")

    def add(self, node_id: int, number: str, street: int) -> None:
        """Add a node's number, and its street as a number in the collector's texts."""
        leading = leading_number(number)
        if leading is not None:
            self._node.append(node_id)
            self._number.append(leading)
            self._street.append(street)

    def sorted(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
        """Return node ids, ascending, with their numbers and streets."""
        node = np.array(self._node, dtype=np.int64)
        order = np.argsort(node, kind="stable")
        is_first = np.ones(len(node), dtype=np.bool_)
        np.not_equal(node[order][1:], node[order][:-1], out=is_first[1:])
        order = order[is_first]
        return node[order], np.array(self._number, np.int32)[order], np.array(self._street, np.int32)[order]


class InterpolationRows:
    """Interpolation ways by their OSM nodes."""

    def __init__(self) -> None:
        """Start without a way."""
        self._step, self._street = array("i"), array("i")
        self._size, self._refs = array("q"), array("q")

    def add(self, kind: str, refs: Sequence[int], street: int) -> bool:
        """Add a way whose ``addr:interpolation`` is `kind`; return whether that is understood."""
        step = _STEPS.get(kind) or (int(kind) if kind in {"2", "4", "10"} else 0)
        if not step or len(refs) < 2:  # noqa: PLR2004 - a line has two ends
            return False
        self._step.append(step)
        self._street.append(street)
        self._size.append(len(refs))
        self._refs.extend(refs)
        return True

    def node_ids(self) -> NDArray[np.int64]:
        """Return the OSM ids of all nodes that are needed, ascending and unique."""
        return union(np.array(self._refs, dtype=np.int64))

    def table(self, nodes: NodeTable, numbered: NumberedNodes) -> InterpolationTable:
        """Return a line for each run between two numbered nodes of a way; a run with a gap is left out."""
        refs = np.array(self._refs, dtype=np.int64)
        node_id, number, street = numbered.sorted()
        at, has_number = positions(refs, node_id)
        place, has_place = positions(refs, nodes.osm_id)
        lines = _Lines()
        end = 0
        for way, size in enumerate(self._size):
            start, end = end, end + size
            stops = start + np.flatnonzero(has_number[start:end])
            for low, high in zip(stops[:-1].tolist(), stops[1:].tolist(), strict=True):
                if bool(has_place[low : high + 1].all()):
                    name = self._street[way] or int(street[at[low]]) or int(street[at[high]])
                    ends = (int(number[at[low]]), int(number[at[high]]))
                    lines.add(name, ends, self._step[way], place[low : high + 1])
        return lines.table(nodes)


class _Lines:
    def __init__(self) -> None:
        self._street, self._step = array("i"), array("i")
        self._first, self._last = array("i"), array("i")
        self._points: list[NDArray[np.int64]] = []

    def add(self, street: int, ends: tuple[int, int], step: int, points: NDArray[np.int64]) -> None:
        if street and ends[0] != ends[1]:
            self._street.append(street)
            self._first.append(ends[0])
            self._last.append(ends[1])
            self._step.append(step)
            self._points.append(points)

    def table(self, nodes: NodeTable) -> InterpolationTable:
        first_point = np.zeros(len(self._points) + 1, dtype=np.int64)
        np.cumsum([len(points) for points in self._points], out=first_point[1:])
        points = np.concatenate(self._points) if self._points else np.zeros(0, np.int64)
        return InterpolationTable(
            street=np.array(self._street, dtype=np.int32),
            first_number=np.array(self._first, dtype=np.int32),
            last_number=np.array(self._last, dtype=np.int32),
            step=np.array(self._step, dtype=np.int32),
            first_point=first_point,
            lon=nodes.lon[points],
            lat=nodes.lat[points],
        )
