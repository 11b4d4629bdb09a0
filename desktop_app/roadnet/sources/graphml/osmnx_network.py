"""From the edges that OSMnx wrote to a network, by the rules that OpenStreetMap's tags are read by.

A road is open in the directions in which it has an edge; kind, access and speed of each profile follow from
its tags, but a ``speed_kph`` is the car's speed, and other vehicles' speeds change by the same share. Of
several values, where OSMnx has joined ways, the lowest ``maxspeed`` and the first of all else count.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.build import NetworkTexts, build_network
from desktop_app.roadnet.canonical import canonical
from desktop_app.roadnet.network import MapFacts, RoadNetwork
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.graphml.edge_columns import EdgeLines
from desktop_app.roadnet.sources.graphml.node_columns import NodePlaces
from desktop_app.roadnet.sources.graphml.osmnx_edges import NO_ID, OsmnxEdges
from desktop_app.roadnet.sources.graphml.road_pairs import RoadPairs, paired
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.usual_speeds import HIGHEST_KPH, LOWEST_KPH
from desktop_app.roadnet.sources.way_columns import reading_columns
from desktop_app.roadnet.stated_lengths import stated_lengths_m
from desktop_app.roadnet.tables import NodeTable, WayPassages, WayTable
from desktop_app.roadnet.texts import TextCollector, TextTable


def osmnx_network(
    edges: OsmnxEdges, lines: EdgeLines, places: NodePlaces, profiles: Sequence[Profile], facts: MapFacts
) -> RoadNetwork:
    """Return the network of all edges that have a line.

    Parameters
    ----------
    facts
        Name, hash and attribution; bounds and country are put in.
    """
    pairs = paired(edges, lines)
    country = edges.country(*np.median(lines.point, axis=0).tolist())
    nodes, first, refs = _nodes_along(pairs, lines, places)
    ways, conditions = _ways(edges, lines, pairs, (first, refs), (profiles, country))
    marks = edges.marks(places, np.sort(places.osm_id[places.has_place]))
    texts = NetworkTexts(edges.names.table(), conditions)
    network = build_network(nodes, ways, texts, _facts(facts, lines, country), marks).network
    stated_m = np.append(lines.length_m, np.nan)[pairs.sides]  # -1 is the last one, which is none
    way_id = _way_ids(np.array(edges.way_id, np.int64)[lines.row[pairs.line]])
    return canonical(
        replace(
            network,
            segment_length_m=stated_lengths_m(network, stated_m[:, 0], stated_m[:, 1]),
            arc_way=way_id[network.arc_way],
        )
    )


def _nodes_along(
    pairs: RoadPairs, lines: EdgeLines, places: NodePlaces
) -> tuple[NodeTable, NDArray[np.int64], NDArray[np.int64]]:
    """Return all nodes, and the nodes along each road; points between get ids below all others."""
    start, count = lines.first[pairs.line], np.diff(lines.first)[pairs.line]
    first = np.append(0, np.cumsum(count))
    road = np.repeat(np.arange(len(count)), count)
    nth = np.arange(len(road)) - first[road]
    nth = np.where(pairs.flipped[road], count[road] - 1 - nth, nth)
    point = lines.point[start[road] + nth]
    lowest = min(0, int(places.osm_id.min(initial=0)))
    refs = lowest - 1 - np.arange(len(road))
    tail, head = places.osm_id[lines.tail[pairs.line]], places.osm_id[lines.head[pairs.line]]
    refs[first[:-1]] = np.where(pairs.flipped, head, tail)
    refs[first[1:] - 1] = np.where(pairs.flipped, tail, head)
    is_inner = np.ones(len(road), np.bool_)
    is_inner[first[:-1]] = is_inner[first[1:] - 1] = False
    there = places.has_place
    osm_id = np.concatenate([refs[is_inner], places.osm_id[there]])
    lon = np.concatenate([point[is_inner, 0], places.lon[there]])
    lat = np.concatenate([point[is_inner, 1], places.lat[there]])
    order = np.argsort(osm_id)
    return NodeTable(osm_id[order], lon[order], lat[order]), first, refs


def _ways(
    edges: OsmnxEdges,
    lines: EdgeLines,
    pairs: RoadPairs,
    course: tuple[NDArray[np.int64], NDArray[np.int64]],
    rules: tuple[Sequence[Profile], CountryRules],
) -> tuple[WayTable, TextTable]:
    """Return a way for each road, by its number, and the conditions that ways name."""
    profiles, country = rules
    conditions = TextCollector()
    columns = reading_columns(edges.readings.in_country(country), profiles, conditions)
    row = lines.row[pairs.line]
    none = np.zeros(len(row), np.int32)
    ways = columns.table(
        way_id=np.arange(len(row), dtype=np.int64),
        first_ref=course[0],
        refs=course[1],
        reading=np.array(edges.reading, np.int32)[row],
        texts=[np.array(edges.name, np.int32)[row], np.array(edges.ref, np.int32)[row], none, none],
    )
    kph = np.append(np.array(edges.kph, np.float64)[lines.row], np.nan)[pairs.sides].astype(np.float32)
    factor = [_factors(ways.passages[0], kph[:, 0]), _factors(_turned(ways.passages[0]), kph[:, 1])]
    passages = tuple(
        _driven(each, pairs, (factor[0], factor[1]), profile.top_kph)
        for each, profile in zip(ways.passages, profiles, strict=True)
    )
    return replace(ways, passages=passages), conditions.table()


def _turned(passages: WayPassages) -> WayPassages:
    return replace(passages, forward_kph=passages.backward_kph)


def _factors(car: WayPassages, kph: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return by how much stated speeds differ from those that follow from the tags; 1 without one."""
    is_stated = np.isfinite(kph) & (car.forward_kph > 0)
    return np.divide(kph, car.forward_kph, out=np.ones_like(kph), where=is_stated)


def _driven(
    passages: WayPassages,
    pairs: RoadPairs,
    factors: tuple[NDArray[np.float32], NDArray[np.float32]],
    top_kph: float,
) -> WayPassages:
    """Return how ways are driven, only where the graph has an edge, and as fast as that says."""
    has_forward, has_backward = pairs.sides[:, 0] >= 0, pairs.sides[:, 1] >= 0
    forward_kph = _scaled(passages.forward_kph, factors[0], top_kph)
    backward_kph = _scaled(passages.backward_kph, factors[1], top_kph)
    return replace(
        passages,
        forward_kph=np.where(has_forward, forward_kph, np.float32(0)),
        backward_kph=np.where(has_backward, backward_kph, np.float32(0)),
        forward_access=np.where(has_forward, passages.forward_access, np.uint8(Access.CLOSED)),
        backward_access=np.where(has_backward, passages.backward_access, np.uint8(Access.CLOSED)),
        forward_condition=np.where(has_forward, passages.forward_condition, np.int32(0)),
        backward_condition=np.where(has_backward, passages.backward_condition, np.int32(0)),
    )


def _scaled(kph: NDArray[np.float32], factor: NDArray[np.float32], top_kph: float) -> NDArray[np.float32]:
    scaled = np.clip(kph * factor, LOWEST_KPH, min(top_kph, HIGHEST_KPH))
    return np.where(kph > 0, scaled, kph).astype(np.float32)


def _way_ids(way_id: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the ids of ways; roads without one get ids of their own, below 0."""
    own = -1 - np.arange(len(way_id))
    return np.where(way_id == NO_ID, own, way_id)


def _facts(facts: MapFacts, lines: EdgeLines, country: CountryRules) -> MapFacts:
    west, south = lines.point.min(axis=0).tolist()
    east, north = lines.point.max(axis=0).tolist()
    return replace(
        facts,
        west=west,
        south=south,
        east=east,
        north=north,
        country=country.code,
        drives_left=country.drives_left,
        time_zone=country.time_zone,
    )
