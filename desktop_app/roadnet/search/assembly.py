"""From roads, backdrop and items to what an index holds."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.roadnet.search.address_streets import StreetsOfPoints, streets_of_points
from desktop_app.roadnet.search.entries import ENTRY_KINDS, EntryTable, joined
from desktop_app.roadnet.search.entry_rows import (
    other_street_entries,
    poi_entries,
    road_entries,
    street_entries,
)
from desktop_app.roadnet.search.items import SearchItems
from desktop_app.roadnet.search.labels import crossing_streets, distinct_labels
from desktop_app.roadnet.search.nearest import NearestFinder
from desktop_app.roadnet.search.places import SearchPlaces
from desktop_app.roadnet.search.result import ResultKind
from desktop_app.roadnet.search.streets import StreetTable, named_streets
from desktop_app.roadnet.search.text_numbers import TextNumbers

_IN_A_TOWN = (ResultKind.STREET, ResultKind.POI)
_NEAR_STREET_M = 150.0
_NEAR_STREET_CELL_DEG = 0.005


@dataclass(frozen=True, slots=True, eq=False)
class IndexContents:
    """What an index holds.

    Attributes
    ----------
    texts
        The texts that the tables number.
    entries
        (M,) things to be found by name; the first are the streets of `streets`, in its order.
    labels, town_words
        For each entry its label, and the names of all towns that it lies in.
    streets
        The streets of the network.
    items
        As the source gave them.
    address_entry, interpolation_entry
        (K,), (I,) int64 the entry that each address and each interpolation belongs to.
    """

    texts: list[str]
    entries: EntryTable
    labels: list[str]
    town_words: list[str]
    streets: StreetTable
    items: SearchItems
    address_entry: NDArray[np.int64]
    interpolation_entry: NDArray[np.int64]


def assemble(network: RoadNetwork, backdrop: Backdrop, items: SearchItems) -> IndexContents:
    """Return what the index of a map holds."""
    texts = TextNumbers()
    places = SearchPlaces(items, backdrop, texts)
    streets = named_streets(network)
    streets = replace(streets, key=texts.taken_over(network.texts, streets.key).astype(np.int64))
    of_points = _streets_of_items(items, streets, texts)
    entries = joined(
        [
            street_entries(streets, texts),
            other_street_entries(of_points, texts),
            road_entries(network, texts),
            places.entries(),
            poi_entries(items, texts),
        ]
    )
    towns = np.where(_lie_in_a_town(entries, streets), places.towns(entries.lon, entries.lat), entries.town)
    known = len(items.addresses.street)
    _let_addresses_say(towns, of_points.street[:known], texts.taken_over(items.texts, items.addresses.town))
    entries = replace(entries, town=towns.astype(np.int32))
    return IndexContents(
        texts=texts.texts,
        entries=entries,
        labels=_labels(network, entries, streets, places, texts.texts),
        town_words=_town_words(network, entries, streets, places, texts.texts),
        streets=streets,
        items=items,
        address_entry=of_points.street[:known],
        interpolation_entry=of_points.street[known:],
    )


def _streets_of_items(items: SearchItems, streets: StreetTable, texts: TextNumbers) -> StreetsOfPoints:
    """Return the streets of the addresses, and after them those of the interpolations."""
    lines, known = items.interpolations, items.addresses
    begin = lines.first_point[:-1]
    name = texts.taken_over(items.texts, np.concatenate([known.street, lines.street]))
    lon, lat = np.append(known.lon, lines.lon[begin]), np.append(known.lat, lines.lat[begin])
    return streets_of_points(name, lon, lat, texts.texts, streets)


def _lie_in_a_town(entries: EntryTable, streets: StreetTable) -> NDArray[np.bool_]:
    """Tell which entries ask the places where they lie: not the places, nor roads from town to town."""
    asks = np.isin(entries.kind, [ENTRY_KINDS.index(kind) for kind in _IN_A_TOWN])
    asks[: len(streets.key)] &= streets.road_class > RoadClass.TRUNK_LINK
    return asks


def _let_addresses_say(towns: NDArray[np.int32], entry: NDArray[np.int64], town: NDArray[np.int32]) -> None:
    """Put the town that most addresses of a street name in the place of the nearest one."""
    stated = np.flatnonzero(town)
    order = stated[np.lexsort((town[stated], entry[stated]))]
    entry, town = entry[order], town[order]
    starts = np.flatnonzero((np.diff(entry, prepend=-1) != 0) | (np.diff(town, prepend=-1) != 0))
    times = np.diff(starts, append=len(order))
    # Of several for one street the last stands, which is the most frequent.
    by_times = starts[np.argsort(times, kind="stable")]
    towns[entry[by_times]] = town[by_times]


def _town_words(
    network: RoadNetwork, entries: EntryTable, streets: StreetTable, places: SearchPlaces, texts: list[str]
) -> list[str]:
    """Return for each entry its town; for a street from one town to another all of them."""
    words = [texts[number] for number in entries.town.tolist()]
    node = network.junction_node[streets.end_junction]
    town = places.towns(network.node_lon[node], network.node_lat[node])
    order = np.lexsort((town, streets.end_street))
    street, town = streets.end_street[order], town[order]
    is_new = (np.diff(street, prepend=-1) != 0) | (np.diff(town, prepend=-1) != 0)
    further = np.flatnonzero(is_new & (town > 0) & (town != entries.town[street]))
    for row, number in zip(street[further].tolist(), town[further].tolist(), strict=True):
        words[row] = f"{words[row]} {texts[number]}"
    return words


def _labels(
    network: RoadNetwork, entries: EntryTable, streets: StreetTable, places: SearchPlaces, texts: list[str]
) -> list[str]:
    quarter = places.quarters(entries.lon, entries.lat)
    near = _streets_near(network, streets, entries)
    crossing = crossing_streets(streets, entries.importance[: len(streets.key)])
    near[: len(crossing)] = np.append(streets.key, 0)[crossing]
    return distinct_labels(
        entries.kind.tolist(),
        *(
            [texts[number] for number in column.tolist()]
            for column in (entries.name, entries.town, quarter, near)
        ),
    )


def _streets_near(network: RoadNetwork, streets: StreetTable, entries: EntryTable) -> NDArray[np.int32]:
    """Return the name of the street near each point of interest; 0 for none and for all else."""
    node = network.junction_node[streets.end_junction]
    finder = NearestFinder(
        network.node_lon[node],
        network.node_lat[node],
        np.full(len(node), _NEAR_STREET_M),
        _NEAR_STREET_CELL_DEG,
    )
    pois = np.flatnonzero(entries.kind == ENTRY_KINDS.index(ResultKind.POI))
    near = np.zeros(len(entries), dtype=np.int32)
    at = finder.nearest(entries.lon[pois], entries.lat[pois])
    near[pois] = np.append(streets.key[streets.end_street], 0)[at]
    return near
