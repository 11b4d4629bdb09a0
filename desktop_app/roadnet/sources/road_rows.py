"""Collecting the ways that cars drive, and turning them into the table that a network is built of."""

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.sources.gaps import cut_at_gaps
from desktop_app.roadnet.sources.id_sets import positions, union
from desktop_app.roadnet.sources.names import clean_name
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.sources.way_columns import reading_columns, with_durations
from desktop_app.roadnet.sources.way_readings import WayReadings
from desktop_app.roadnet.sources.way_texts import WayText, refs_of, tags_of
from desktop_app.roadnet.tables import NodeTable, WayTable
from desktop_app.roadnet.texts import TextCollector

_TEXT_KEYS = ("name", "ref", "destination", "destination:backward")
"""Tags whose texts are kept, in the order of the columns that hold their numbers."""


class RoadCollector:
    """Takes ways one after the other; those with the same tags are looked at once."""

    def __init__(self, profiles: Sequence[Profile], general: CountryRules, tally: Tally) -> None:
        """Start without a road; `tally` counts what is left out or read by a rule.

        Parameters
        ----------
        general
            Rules that count until the country is known; they decide no speed of the table.
        """
        self._profiles = profiles
        self._tally = tally
        self._readings = WayReadings(profiles, general)
        self.names = TextCollector()
        self._numbers: dict[str, int] = {}
        self._way_id, self._version, self._size = array("q"), array("q"), array("q")
        self._refs, self._reading = array("q"), array("i")
        self._kinds: dict[str, tuple[int, tuple[int, ...]]] = {}
        self._texts = tuple(array("i") for _ in _TEXT_KEYS)

    def add(self, way: WayText) -> bool:
        """Take a way; return whether any profile drives it."""
        number, texts = self._kinds.get(way.tags) or self._new_kind(way.tags)
        reading = self._readings.reading(number)
        if reading is None:
            return False
        is_driven = self._readings.is_driven(number)
        if not is_driven and not reading.notes:
            return False
        refs = refs_of(way.refs)
        item, node = f"way {way.osm_id}", refs[0] if refs else None
        for note in reading.notes:
            self._tally.add(note, item, node=node)
        if not is_driven:
            return False
        if not way.visible or len(set(refs)) < 2:  # noqa: PLR2004 - a line has two ends
            reason = "way_with_fewer_than_two_nodes" if way.visible else "deleted_way"
            self._tally.add(reason, item, node=node)
            return False
        self._way_id.append(way.osm_id)
        self._version.append(way.version)
        self._size.append(len(refs))
        self._refs.extend(refs)
        self._reading.append(number)
        for column, text in zip(self._texts, texts, strict=True):
            column.append(text)
        return True

    def way_count(self) -> int:
        """Return how many ways were taken."""
        return len(self._way_id)

    def node_ids(self) -> NDArray[np.int64]:
        """Return the (N,) OSM ids of all nodes on the roads so far, ascending and unique."""
        return union(np.array(self._refs, dtype=np.int64))

    def table(self, nodes: NodeTable, country: CountryRules, conditions: TextCollector) -> WayTable:
        """Return the roads; each is cut where a node is absent from `nodes`.

        A gap is never bridged by a straight line. Of several ways with one id the highest version
        counts, of equal versions the first, so that nothing appended by mistake replaces a road.

        Parameters
        ----------
        country
            Its rules count where signs say nothing.
        conditions
            Numbers the conditions of passages.
        """
        refs = np.array(self._refs, dtype=np.int64)
        size = np.array(self._size, dtype=np.int64)
        kept = self._first_of_highest_version()
        is_kept = np.repeat(kept, size)
        usable = is_kept & positions(refs, nodes.osm_id)[1]
        pieces = cut_at_gaps(refs, size, usable)
        self._count_gaps(np.repeat(np.arange(len(size)), size)[is_kept & ~usable], pieces.line)
        row = pieces.line
        columns = reading_columns(self._readings.in_country(country), self._profiles, conditions)
        ways = columns.table(
            way_id=np.array(self._way_id, dtype=np.int64)[row],
            first_ref=pieces.first,
            refs=pieces.refs,
            reading=np.array(self._reading, dtype=np.int32)[row],
            texts=[np.array(column, dtype=np.int32)[row] for column in self._texts],
        )
        return with_durations(ways, columns.duration_s[np.array(self._reading, np.int32)[row]], nodes)

    def _new_kind(self, text: str) -> tuple[int, tuple[int, ...]]:
        """Return what tags come to: the numbers of their reading, and of the texts that are kept."""
        tags = tags_of(text)
        number = self._readings.number(tags.items())
        texts = (
            tuple(self._number(tags.get(key)) for key in _TEXT_KEYS)
            if self._readings.is_driven(number)
            else ()
        )
        self._kinds[text] = number, texts
        return number, texts

    def _number(self, text: str | None) -> int:
        if not text:
            return 0
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = self.names.number(clean_name(text))
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
