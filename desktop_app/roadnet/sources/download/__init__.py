"""Downloading maps: places by Nominatim, OpenStreetMap data by Overpass. The only sockets below the feed."""
