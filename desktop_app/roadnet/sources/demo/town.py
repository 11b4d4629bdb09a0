"""The town as a whole."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from desktop_app.roadnet.sources.demo.avenues import CORE, Road, make_avenues
from desktop_app.roadnet.sources.demo.bridges import cut_bridges
from desktop_app.roadnet.sources.demo.cleaning import clean
from desktop_app.roadnet.sources.demo.demo_places import DEMO_ROUTES, NamedPlace, find_places
from desktop_app.roadnet.sources.demo.geometry import resampled
from desktop_app.roadnet.sources.demo.ground import GroundMask
from desktop_app.roadnet.sources.demo.interchanges import join_motorway
from desktop_app.roadnet.sources.demo.motorway import Motorway, make_motorway
from desktop_app.roadnet.sources.demo.names import TOWN_NAME, name_streets
from desktop_app.roadnet.sources.demo.one_ways import make_one_ways
from desktop_app.roadnet.sources.demo.osm_text import OsmNode, OsmWay, Tags, write_osm
from desktop_app.roadnet.sources.demo.osm_ways import OsmDraft
from desktop_app.roadnet.sources.demo.parks import Park, make_parks
from desktop_app.roadnet.sources.demo.quarters import HARBOUR_YARDS, QUARTERS, make_plan, street_rank
from desktop_app.roadnet.sources.demo.railway import Railway, make_railway
from desktop_app.roadnet.sources.demo.river import River, make_river
from desktop_app.roadnet.sources.demo.roundabouts import build_roundabouts, ring_crossings
from desktop_app.roadnet.sources.demo.street_graph import StreetGraph, build_graph
from desktop_app.roadnet.sources.demo.street_tracing import StreetTracer

__all__ = ["DemoTown", "NamedPlace", "make_demo_town", "write_demo_town"]


_EXTENSION_M = 80.0


@dataclass(frozen=True, slots=True, eq=False)
class DemoTown:
    """A town.

    Attributes
    ----------
    demo_routes
        Name of a route, and of the places where it begins and ends.
    """

    name: str
    nodes: tuple[OsmNode, ...]
    ways: tuple[OsmWay, ...]
    places: tuple[NamedPlace, ...]
    demo_routes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Land:
    """What lies where before the streets are built."""

    river: River
    motorway: Motorway
    railway: Railway
    parks: list[Park]
    roads: list[Road]
    blocked: GroundMask


def make_demo_town(seed: int) -> DemoTown:
    """Return the town of `seed`; the same seed gives the same town."""
    rng = np.random.default_rng(seed)
    land = _make_land(rng)
    tracer = StreetTracer(make_plan(land.roads, land.blocked, rng), rng)
    streets = [Road(line, street_rank(line)) for line in tracer.trace([road.line for road in land.roads])]
    roads = [*map(_longer, land.roads), *streets]
    graph = build_graph(roads, rng)
    clean(graph, rng)
    _finish(graph, land, roads, rng)
    draft = OsmDraft()
    draft.add_streets(graph)
    _add_backdrop(draft, land)
    places = find_places(graph)
    return DemoTown(TOWN_NAME, tuple(draft.nodes), tuple(draft.ways), places, DEMO_ROUTES)


def write_demo_town(town: DemoTown, path: Path) -> None:
    """Write the town as OpenStreetMap data."""
    write_osm(path, town.nodes, town.ways)


def _make_land(rng: np.random.Generator) -> _Land:
    river = make_river(rng)
    motorway, railway = make_motorway(rng), make_railway(rng)
    roads = make_avenues(river, rng)
    blocked = GroundMask(river.banks.cells.copy())
    blocked.paint_line(motorway.course, 70.0)
    blocked.paint_line(railway.course, 30.0)
    taken = GroundMask(blocked.cells.copy())
    for road in roads:
        taken.paint_line(road.line, 16.0)
    parks = make_parks(taken, rng)
    for park in parks:
        blocked.paint_ring(park.ring)
        blocked.paint_line(park.ring[[*range(len(park.ring)), 0]], 26.0)
    return _Land(river, motorway, railway, parks, roads, blocked)


def _longer(road: Road) -> Road:
    """Return a road whose ends reach over the roads at which they are meant to end."""
    line = resampled(road.line, 20.0)
    if np.hypot(*(line[0] - line[-1])) < 1.0:
        return road
    before = line[0] + (line[0] - line[1]) / np.hypot(*(line[0] - line[1])) * _EXTENSION_M
    after = line[-1] + (line[-1] - line[-2]) / np.hypot(*(line[-1] - line[-2])) * _EXTENSION_M
    whole = np.concatenate([before[None], line, after[None]])
    return Road(whole, road.rank, road.name, is_quay=road.is_quay)


def _finish(graph: StreetGraph, land: _Land, roads: list[Road], rng: np.random.Generator) -> None:
    """Name the streets, and build bridges, interchanges and roundabouts."""
    name_streets(graph, {number: road.name for number, road in enumerate(roads) if road.name}, rng)
    interchanges = join_motorway(graph, land.motorway, len(roads))
    cut_bridges(graph, land.river.water)
    after = max(piece.road for piece in graph.pieces) + 1
    build_roundabouts(graph, [*ring_crossings(graph), *interchanges], after)
    make_one_ways(graph, rng)


def _add_backdrop(draft: OsmDraft, land: _Land) -> None:
    river = land.river
    draft.add_ring(river.ring(), (("natural", "water"), ("water", "river"), ("name", "Lantern")))
    draft.add_line(river.course, (("waterway", "river"), ("name", "Lantern")))
    for basin in river.basins:
        draft.add_ring(basin, (("natural", "water"), ("water", "basin")))
    for park in land.parks:
        draft.add_ring(park.ring, ((park.site.key, park.site.value), ("name", park.site.name)))
    over = GroundMask()
    for road in land.roads:
        over.paint_line(road.line, 14.0)
    for section, is_bridge in land.railway.sections(over):
        tags: Tags = (("railway", "rail"),)
        draft.add_line(section, (*tags, ("bridge", "yes"), ("layer", "1")) if is_bridge else tags)
    draft.add_ring(HARBOUR_YARDS, (("landuse", "industrial"), ("name", "Harbour")))
    draft.add_node(land.railway.station, (("railway", "station"), ("name", "Central Station")))
    draft.add_node(CORE, (("place", "city"), ("name", TOWN_NAME)))
    for quarter in QUARTERS:
        spot = np.array([quarter.x, quarter.y], dtype=np.float64)
        draft.add_node(spot, (("place", "suburb"), ("name", quarter.name)))
