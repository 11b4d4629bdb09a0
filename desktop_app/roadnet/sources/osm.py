"""Reading an OpenStreetMap extract: roads and their rules, backdrop, what is searched for, the report."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.errors import NoRoadsError
from desktop_app.roadnet.build import BuiltNetwork, NetworkTexts, build_network
from desktop_app.roadnet.canonical import canonical
from desktop_app.roadnet.map_data import ImportReport, SourceMap
from desktop_app.roadnet.network import MapFacts
from desktop_app.roadnet.profile import Profile, profiles_key
from desktop_app.roadnet.profile_file import built_in_profiles
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.roadnet.sources.id_sets import positions, union
from desktop_app.roadnet.sources.import_counts import has_road_for_cars, import_report
from desktop_app.roadnet.sources.node_places import node_table
from desktop_app.roadnet.sources.osm_file import CheckedFile, check_osm_file
from desktop_app.roadnet.sources.osm_objects import FileHeader, OsmReader
from desktop_app.roadnet.sources.sorter import KEYS, OTHER_WAY_KEYS, STREET_KEYS, Sorter
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.country_table import CountryTable
from desktop_app.roadnet.sources.tagging.country_votes import CountryVotes, country_of
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.tables import NodeTable
from desktop_app.roadnet.texts import TextCollector

ATTRIBUTION = "© OpenStreetMap contributors"
DEMO_GENERATOR = "Greenwave demo town"
INVENTED = "An invented town"
"""For the one map that is not made of OpenStreetMap's data."""

_SUFFIXES = (".gz", ".bz2", ".pbf", ".osm", ".xml")


def read_osm(path: Path, progress: ProgressSink, profiles: Sequence[Profile] | None = None) -> SourceMap:
    """Return the map in an extract (``.osm``, ``.osm.gz``, ``.osm.bz2``, ``.osm.pbf``).

    Opens no other file than `path` and one for temporary use, and no connection. Its objects may come
    in any order.

    Parameters
    ----------
    path
        The file; its kind is told by its content.
    progress
        Is told a few times a second how far it has come; what it raises ends the import.
    profiles
        Who is to drive on the map, the car first; those that ship with the program where it is None.

    Raises
    ------
    MapFileError
        The file cannot be read, or holds no road for cars; the message names the file.
    StorageError
        There is no room for temporary files.
    """
    started = time.monotonic()
    profiles = built_in_profiles() if profiles is None else tuple(profiles)
    file = check_osm_file(path, progress)
    tally = Tally()
    reader = OsmReader(file, progress)
    header = reader.header()
    countries = CountryTable.load()
    sorter = Sorter(profiles, countries.rules("", 0.0, 0.0), tally, wants_newest=not header.data_time)
    for way in reader.way_texts(STREET_KEYS, tally):
        sorter.take_street(way)
    if not sorter.roads.way_count():
        raise _no_road(file)
    rows = reader.visit(KEYS, sorter.take, tally, way_keys=OTHER_WAY_KEYS)
    _read_members(reader, sorter)
    nodes = node_table(reader, rows, union(sorter.node_ids(), tally.example_nodes()), tally)
    del rows  # which takes more than the rest of a large map
    progress(ImportProgress("building the network", 0, 0))
    stated = FileHeader(header.data_time or sorter.newest(), header.generator)
    country = _country(countries, sorter.votes, nodes, sorter.roads.node_ids())
    built = _network(file, stated, country, sorter, nodes, tally)
    progress(ImportProgress("building the backdrop", 0, 0))
    return SourceMap(
        network=built.network,
        backdrop=sorter.backdrop.backdrop(nodes),
        report=_report(built, tally, nodes, started),
        items=sorter.search.items(nodes),
        profiles_key=profiles_key(profiles),
    )


def _read_members(reader: OsmReader, sorter: Sorter) -> None:
    members = sorter.member_ways()
    if members:
        for way in reader.ways(members):
            sorter.take_member(way)
    sorter.backdrop.close_rings()


def _network(
    file: CheckedFile,
    header: FileHeader,
    country: CountryRules,
    sorter: Sorter,
    nodes: NodeTable,
    tally: Tally,
) -> BuiltNetwork:
    conditions, roads = TextCollector(), sorter.roads
    ways = roads.table(nodes, country, conditions)
    if not len(ways.way_id):
        raise _no_road(file)
    on_roads = union(ways.refs)
    marks = sorter.marks.marks(on_roads, roads.names)
    facts = _facts(file, header, nodes, on_roads, country)
    built = build_network(nodes, ways, NetworkTexts(roads.names.table(), conditions.table()), facts, marks)
    if not has_road_for_cars(built.network):
        raise _no_road(file)
    bans = sorter.restrictions.turn_bans(built.network, conditions, tally)
    network = replace(built.network, turn_bans=bans, conditions=conditions.table())
    return replace(built, network=canonical(network))


def _country(
    countries: CountryTable, votes: CountryVotes, nodes: NodeTable, road_nodes: NDArray[np.int64]
) -> CountryRules:
    """Return the rules of the country in which most of the roads lie."""
    at, found = positions(road_nodes, nodes.osm_id)
    at = at[found]
    lon, lat = (float(np.median(places[at])) if len(at) else 0.0 for places in (nodes.lon, nodes.lat))
    return country_of(countries, votes, lon, lat)


def _no_road(file: CheckedFile) -> NoRoadsError:
    return NoRoadsError(f"{file.label} holds no road for cars; choose an extract with streets.")


def _facts(
    file: CheckedFile,
    header: FileHeader,
    nodes: NodeTable,
    on_roads: NDArray[np.int64],
    country: CountryRules,
) -> MapFacts:
    used = np.searchsorted(nodes.osm_id, on_roads)
    lon, lat = nodes.lon[used], nodes.lat[used]
    return MapFacts(
        name=_name_of(file.path),
        source_hash=file.source_hash,
        data_time=header.data_time,
        attribution=INVENTED if header.generator == DEMO_GENERATOR else ATTRIBUTION,
        west=float(lon.min()),
        south=float(lat.min()),
        east=float(lon.max()),
        north=float(lat.max()),
        country=country.code,
        drives_left=country.drives_left,
        time_zone=country.time_zone,
    )


def _name_of(path: Path) -> str:
    name = path.name
    while name.casefold().endswith(_SUFFIXES):
        name = name.rpartition(".")[0]
    return name or path.name


def _report(built: BuiltNetwork, tally: Tally, nodes: NodeTable, started: float) -> ImportReport:
    tally.add("repeated_node_in_way", count=built.repeated_nodes)
    tally.add("repeated_stretch_of_way", count=built.repeated_stretches)
    return import_report(built.network, tally, _places(tally, nodes), started)


def _places(tally: Tally, nodes: NodeTable) -> dict[str, tuple[float, float]]:
    """Return where the examples of a tally lie, those that have a place."""
    node_of = tally.node_of_example()
    at, found = positions(np.array(list(node_of.values()), np.int64), nodes.osm_id)
    return {
        item: (float(nodes.lon[index]), float(nodes.lat[index]))
        for item, index, is_there in zip(node_of, at.tolist(), found.tolist(), strict=True)
        if is_there
    }
