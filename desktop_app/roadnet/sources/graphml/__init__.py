"""Maps as GraphML, in the form that OSMnx saves and loads, both ways.

Nodes have ``x`` and ``y``, edges ``osmid``, ``length``, ``highway``, ``name``, ``maxspeed``, ``oneway``,
``reversed``, ``geometry`` (WKT) and so on, the graph ``crs``; every value is a text, a list of values a
Python list literal. What OSMnx does not know stands as JSON in one more key, ``greenwave``, on the graph,
its nodes and its edges: `own_rules` says what. A file with that key comes back as the network that it was
written from; one without is read by the rules that OpenStreetMap's tags are read by.
"""
