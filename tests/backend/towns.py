"""Small map files, as text."""

_NODES = """
<node id="1" version="1" lat="43.730" lon="7.410"/>
<node id="2" version="1" lat="43.731" lon="7.411"/>
<node id="3" version="1" lat="43.732" lon="7.412"/>
<node id="4" version="1" lat="43.731" lon="7.413"/>
"""

TOWN = f"""<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="tests">{_NODES}
<way id="10" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/>
  <tag k="highway" v="residential"/><tag k="name" v="Good Street"/></way>
<way id="11" version="1"><nd ref="2"/><nd ref="4"/>
  <tag k="highway" v="residential"/><tag k="oneway" v="yes"/></way>
</osm>
"""

TOWN_WITHOUT_ROADS = f"""<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="tests">{_NODES}
<way id="10" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="building" v="yes"/></way>
</osm>
"""
