"""Searching a map by the index that its import made."""

import math
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import msgspec
import numpy as np

from desktop_app.errors import MapFolderError
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.search.address_search import AddressSearch
from desktop_app.roadnet.search.coordinates import LONGEST_TEXT, TypedItem, typed_item, typed_place
from desktop_app.roadnet.search.entries import LonLat
from desktop_app.roadnet.search.entry_search import EntrySearch
from desktop_app.roadnet.search.junction_search import JunctionSearch
from desktop_app.roadnet.search.result import SearchResult
from desktop_app.roadnet.search.schema import APPLICATION_ID, SEARCH_VERSION
from desktop_app.roadnet.search.telling import (
    address_result,
    coordinate_result,
    entry_results,
    junction_result,
)

_ALIKE_DEG, _ALIKE_MOST = 0.005, 10
_LEAST_OF_BEST = 0.65

_SIGNS_OF_DAMAGE = (sqlite3.Error, msgspec.ValidationError, UnicodeDecodeError)
"""The last comes of SQLite's own words where they quote what is damaged."""
_AGAIN = "import the map again"


class SearchIndex:
    """Answers searches; may be used from any thread, one search at a time."""

    def __init__(self, path: Path, network: RoadNetwork | None = None) -> None:
        """Open the index at `path` read-only.

        Parameters
        ----------
        path
            ``search.sqlite`` of a map folder.
        network
            The same map's roads, for OSM links to a node or a way; without it these find nothing.

        Raises
        ------
        MapFolderError
            The file is absent, damaged, foreign or of another version.
        """
        self._path = path
        self._network = network
        self._lock = threading.Lock()
        if not path.is_file():
            raise MapFolderError(f"The map folder {path.parent} has no search index; {_AGAIN}.")
        with self._words_for_damage():
            self._database = _opened(path)
        try:
            self._check()
        except MapFolderError:
            self._database.close()
            raise
        entries = EntrySearch(self._database)
        self._entries = entries
        self._junctions = JunctionSearch(self._database, entries)
        self._addresses = AddressSearch(self._database, entries)

    def find(self, text: str, *, near: LonLat | None = None, limit: int = 10) -> tuple[SearchResult, ...]:
        """Return what `text` may mean, best first; empty where nothing is found.

        Parameters
        ----------
        text
            As typed; its last word may be the beginning of one.
        near
            Longitude and latitude in degrees of what the person looks at.
        limit
            Most results.

        Raises
        ------
        MapFolderError
            The file turns out to be damaged.
        """
        limit = max(limit, 0)
        near = near if near is not None and all(map(math.isfinite, near)) else None
        text = text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
        numbers = self._by_numbers(text)
        if numbers:
            return numbers[:limit]
        with self._lock, self._words_for_damage():
            results = list(self._by_words(text, near, limit))
        return _best(results, limit)

    def close(self) -> None:
        """Close the file; a search that is running ends first."""
        with self._lock:
            self._database.close()

    def _by_words(self, text: str, near: LonLat | None, limit: int) -> Iterator[SearchResult]:
        addresses = self._addresses.find(text, near)
        junctions = self._junctions.find(text, near)
        yield from (address_result(address, near) for address in addresses)
        yield from (junction_result(junction, near) for junction in junctions)
        # Where the text names an address or a junction, nothing is left to be guessed.
        is_clear = bool(junctions) or any(address.number for address in addresses)
        entries = self._entries.find(text, near, as_typed=is_clear)
        # Some are alike and will be told once.
        yield from entry_results(entries, near, 2 * limit + _ALIKE_MOST)

    def _by_numbers(self, text: str) -> tuple[SearchResult, ...]:
        """Return the place that the text names by coordinates or by an OSM id."""
        place = typed_place(text)
        if place is not None:
            return (coordinate_result(place.lon, place.lat, "coordinates"),)
        item = typed_item(text)
        at = _item_place(self._network, item) if item is not None and self._network is not None else None
        if item is None or at is None:
            return ()
        return (coordinate_result(*at, f"{item.word} {item.osm_id}"),)

    def _check(self) -> None:
        with self._words_for_damage():
            (application,) = self._database.execute("PRAGMA application_id").fetchone()
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            raise MapFolderError(f"{self._path} is another program's file; {_AGAIN}.")
        if version != SEARCH_VERSION:
            raise MapFolderError(f"{self._path} was written by another version of Greenwave; {_AGAIN}.")

    @contextmanager
    def _words_for_damage(self) -> Iterator[None]:
        try:
            yield
        except _SIGNS_OF_DAMAGE as error:
            raise MapFolderError(f"The search index {self._path} is damaged ({error}); {_AGAIN}.") from error


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file that nobody changes: it is replaced as a whole with its folder."""
    place = path.absolute().as_posix()
    uri = f"file:{quote(place if place.startswith('/') else f'/{place}')}?mode=ro&immutable=1"
    database = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    database.execute("PRAGMA trusted_schema = OFF")
    return database


def _item_place(network: RoadNetwork, item: TypedItem) -> LonLat | None:
    """Return longitude and latitude of a node, or of the middle of a way, where it is on the roads."""
    if item.is_way:
        arcs = np.flatnonzero(network.arc_way == item.osm_id)
        if not len(arcs):
            return None
        arc = int(arcs[len(arcs) // 2])
        segments = network.arc_segments(arc)
        node = int(network.segment_tail[(segments.start + segments.stop) // 2])
    else:
        node = int(np.searchsorted(network.node_osm_id, item.osm_id))
        if node == len(network.node_osm_id) or network.node_osm_id[node] != item.osm_id:
            return None
    return float(network.node_lon[node]), float(network.node_lat[node])


def _best(results: Iterable[SearchResult], limit: int) -> tuple[SearchResult, ...]:
    """Return the results by score, without those that are far worse than the best.

    Of several that look alike in a list and lie together only the best is kept.
    """
    ordered = sorted(results, key=lambda result: (-result.score, result.label, result.kind, result.lat))
    kept: dict[tuple[str, str], list[SearchResult]] = {}
    best: list[SearchResult] = []
    for result in ordered:
        if len(best) >= limit or result.score < _LEAST_OF_BEST * ordered[0].score:
            break
        alike = kept.setdefault((result.kind, result.label), [])
        if not any(_is_by(result, other) for other in alike):
            alike.append(result)
            best.append(result)
    return tuple(best)


def _is_by(one: SearchResult, other: SearchResult) -> bool:
    return max(abs(one.lat - other.lat), abs(one.lon - other.lon)) < _ALIKE_DEG
