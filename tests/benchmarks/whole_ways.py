"""An extract as OSM XML in which every way is whole: what other programs can read."""

from pathlib import Path

import osmium

_SHORTEST = 2


def write_whole_ways(source: Path, target: Path) -> None:
    """Write `source` to the ``.osm`` file `target`; nodes that are not in it are cut out of the ways."""
    nodes = osmium.index.IdSet()
    with osmium.SimpleWriter(str(target), overwrite=True) as writer:
        for item in osmium.FileProcessor(str(source), osmium.osm.NODE):
            nodes.set(item.id)
            writer.add(item)
        for item in osmium.FileProcessor(str(source), osmium.osm.WAY):
            if isinstance(item, osmium.osm.Way):
                there = [node.ref for node in item.nodes if nodes.get(node.ref)]
                if len(there) >= _SHORTEST:
                    writer.add_way(item.replace(nodes=there))
