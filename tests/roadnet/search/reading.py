"""Reading what is searched for out of an extract, without the rest of an import."""

from pathlib import Path

from desktop_app.roadnet.search.collector import SEARCH_KEYS, SearchCollector
from desktop_app.roadnet.search.items import SearchItems
from desktop_app.roadnet.sources.node_places import node_table
from desktop_app.roadnet.sources.osm_file import check_osm_file
from desktop_app.roadnet.sources.osm_objects import OsmReader
from desktop_app.roadnet.sources.tally import Tally
from tests.roadnet.sources.map_files import nobody


def collected(path: Path) -> tuple[SearchItems, Tally]:
    """Return the items of an extract, and what was left out."""
    tally = Tally()
    reader = OsmReader(check_osm_file(path, nobody), nobody)
    collector = SearchCollector(tally)
    rows = reader.visit(SEARCH_KEYS, collector.take, tally)
    for way in reader.ways(collector.member_ways()):
        collector.take_member(way)
    return collector.items(node_table(reader, rows, collector.node_ids(), tally)), tally
