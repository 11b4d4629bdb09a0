"""Reading an OpenStreetMap extract: roads for cars, the backdrop, and the report."""

import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import osmium

from desktop_app.clock import instant_text
from desktop_app.errors import NoRoadsError
from desktop_app.roadnet.build import BuiltNetwork, build_network
from desktop_app.roadnet.map_data import ImportReport, MapData
from desktop_app.roadnet.network import MapFacts
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.roadnet.sources.backdrop_rows import BackdropCollector
from desktop_app.roadnet.sources.backdrop_tags import BACKDROP_KEYS
from desktop_app.roadnet.sources.id_sets import union
from desktop_app.roadnet.sources.node_places import node_table
from desktop_app.roadnet.sources.osm_file import CheckedFile, check_osm_file
from desktop_app.roadnet.sources.osm_objects import FileHeader, OsmObject, OsmReader
from desktop_app.roadnet.sources.road_rows import RoadCollector
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.tables import NodeTable, WayTable

ATTRIBUTION = "© OpenStreetMap contributors"
DEMO_GENERATOR = "Greenwave demo town"
INVENTED = "An invented town"
"""For the one map that is not made of OpenStreetMap's data."""

_NEVER = datetime.fromtimestamp(0, UTC)
_SUFFIXES = (".gz", ".bz2", ".pbf", ".osm", ".xml")


def read_osm(path: Path, progress: ProgressSink) -> MapData:
    """Return the map in an extract (``.osm``, ``.osm.gz``, ``.osm.bz2``, ``.osm.pbf``).

    Opens no other file than `path` and one for temporary use, and no connection. Its objects may come
    in any order.

    Parameters
    ----------
    path
        The file; its kind is told by its content.
    progress
        Is told a few times a second how far it has come; what it raises ends the import.

    Raises
    ------
    MapFileError
        The file cannot be read, or holds no road for cars; the message names the file.
    StorageError
        There is no room for temporary files.
    """
    started = time.monotonic()
    file = check_osm_file(path, progress)
    tally = Tally()
    reader = OsmReader(file, progress)
    header = reader.header()
    sorter = _Sorter(tally, wants_newest=not header.data_time)
    rows = reader.visit(_Sorter.KEYS, sorter.take, tally)
    if not sorter.roads.way_count():
        raise _no_road(file)
    _read_members(reader, sorter.backdrop)
    wanted = union(sorter.roads.node_ids(), sorter.backdrop.node_ids())
    nodes = node_table(reader, rows, wanted, tally)
    progress(ImportProgress("building the network", 0, 0))
    ways = sorter.roads.table(nodes)
    if not len(ways.way_id):
        raise _no_road(file)
    stated = FileHeader(header.data_time or sorter.newest(), header.generator)
    facts = _facts(file, stated, nodes, ways)
    built = build_network(nodes, ways, sorter.roads.texts(), facts)
    if not built.network.arc_count:
        raise _no_road(file)
    progress(ImportProgress("building the backdrop", 0, 0))
    backdrop = sorter.backdrop.backdrop(nodes)
    return MapData(built.network, backdrop, _report(built, tally, started))


class _Sorter:
    """Hands each object to whoever collects its kind."""

    KEYS = ("highway", "type", *BACKDROP_KEYS)

    def __init__(self, tally: Tally, *, wants_newest: bool) -> None:
        self.roads = RoadCollector(tally)
        self.backdrop = BackdropCollector(tally)
        self._tally = tally
        self._wants_newest = wants_newest
        self._newest = _NEVER

    def take(self, item: OsmObject) -> None:
        if isinstance(item, osmium.osm.Way):
            self._take_way(item)
        elif isinstance(item, osmium.osm.Node):
            self.backdrop.take_node(item)
        elif (item.tags.get("type") or "").startswith("restriction"):
            self._tally.add("turn_restriction_not_read", f"relation {item.id}")
        else:
            self.backdrop.take_relation(item)

    def _take_way(self, way: osmium.osm.Way) -> None:
        highway = way.tags.get("highway")
        if highway is not None:
            self.roads.add(way, highway)
            if self._wants_newest:
                self._newest = max(self._newest, way.timestamp)
        # A street is nothing of the backdrop, unless a tram runs in it.
        if highway is None or way.tags.get("railway") is not None:
            self.backdrop.take_way(way)

    def newest(self) -> str:
        """Return when the newest way was changed, or the empty text where the file does not say."""
        return "" if self._newest == _NEVER else instant_text(round(self._newest.timestamp() * 1000))


def _read_members(reader: OsmReader, backdrop: BackdropCollector) -> None:
    members = backdrop.member_ways()
    if members:
        for way in reader.ways(members):
            backdrop.take_member(way)
    backdrop.close_rings()


def _no_road(file: CheckedFile) -> NoRoadsError:
    return NoRoadsError(f"{file.label} holds no road for cars; choose an extract with streets.")


def _facts(file: CheckedFile, header: FileHeader, nodes: NodeTable, ways: WayTable) -> MapFacts:
    used = np.searchsorted(nodes.osm_id, union(ways.refs))
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
    )


def _name_of(path: Path) -> str:
    name = path.name
    while name.casefold().endswith(_SUFFIXES):
        name = name.rpartition(".")[0]
    return name or path.name


def _report(built: BuiltNetwork, tally: Tally, started: float) -> ImportReport:
    network = built.network
    tally.add("repeated_node_in_way", count=built.repeated_nodes)
    tally.add("repeated_stretch_of_way", count=built.repeated_stretches)
    return ImportReport(
        arcs=network.arc_count,
        junctions=network.junction_count,
        segments=network.segment_count,
        ways_kept=len(np.unique(network.arc_way)),
        dropped=tally.counts(),
        examples=tally.examples(),
        seconds=round(time.monotonic() - started, 3),
        data_time=network.facts.data_time,
    )
