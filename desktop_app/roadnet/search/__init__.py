"""Finding streets, junctions, addresses, places and coordinates on a map, without the internet.

An import makes the index, in this order::

    collector = SearchCollector(tally)          # search.collector
    collector.take(item)                        # each pyosmium node, way, relation with one of SEARCH_KEYS
    collector.member_ways()                     # ids of ways of relations; hand each to take_member(way)
    collector.node_ids()                        # the nodes that NodeTable must hold beside those of the roads
    items = collector.items(nodes)              # SearchItems; SearchItems.empty() where the source has none
    write_search_index(folder / SEARCH_FILE, network, backdrop, items, progress)    # search.writer, .schema

and whoever searches opens it: ``SearchIndex(folder / SEARCH_FILE, network)`` and
``find(text, near=(lon, lat), limit=10)`` (search.index).

To change what is collected, open `collector` and `poi_kinds`; what makes a street of roads, `streets` and
`clusters`; which street an address belongs to, `address_streets`; the labels, `labels`; the file, `schema`
and `records`; which letters and words are alike, `folding` and `abbreviations`; typing errors, `mending`;
the order of the results, `scoring`; junctions, addresses and coordinates in a text, `junction_search`,
`address_search` and `coordinates`; what is told, `telling`.
"""
