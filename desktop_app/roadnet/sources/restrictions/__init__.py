"""Turn restrictions: from OSM's relations to bans over the arcs of a network."""
