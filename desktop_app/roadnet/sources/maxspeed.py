"""The old place of `roadnet.sources.tagging.maxspeed`."""

from desktop_app.roadnet.sources.tagging.maxspeed import HIGHEST_KPH, UNLIMITED, maxspeed_kph

__all__ = ["HIGHEST_KPH", "UNLIMITED", "maxspeed_kph"]
