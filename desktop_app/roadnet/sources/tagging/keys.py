"""Which tags have a say in what roads are, so that equal ways are read once."""

from functools import lru_cache

from desktop_app.roadnet.road_rules import Mode

WAY_KEYS = ("highway", "route")
"""A way without any of these is no road."""

NODE_KEYS = (
    "barrier",
    "crossing",
    "highway",
    "junction",
    "maxaxleload",
    "maxheight",
    "maxlength",
    "maxweight",
    "maxweightrating",
    "maxwidth",
    "railway",
    "traffic_calming",
)
"""A node without any of these is nothing to one who drives."""

ACCESS_KEYS = frozenset({"access"} | {str(mode.name).lower() for mode in Mode})

_BASES = ACCESS_KEYS | {
    "abandoned",
    "abutters",
    "area",
    "bicycle",
    "bicycle_road",
    "bridge",
    "construction",
    "cyclestreet",
    "demolished",
    "disused",
    "duration",
    "foot",
    "ford",
    "hazmat",
    "highway",
    "impassable",
    "junction",
    "lanes",
    "layer",
    "lit",
    "living_street",
    "maxaxleload",
    "maxheight",
    "maxlength",
    "maxspeed",
    "maxweight",
    "maxweightrating",
    "maxwidth",
    "motorroad",
    "oneway",
    "razed",
    "removed",
    "route",
    "service",
    "sidewalk",
    "smoothness",
    "surface",
    "toll",
    "tracktype",
    "tunnel",
    "zone",
}
_PARTS = frozenset({"backward", "both_ways", "conditional", "forward"})
_LIMIT_PARTS = frozenset({"hgv", "physical", "signed"})
_PARTS_OF = {
    "maxaxleload": _LIMIT_PARTS,
    "maxheight": _LIMIT_PARTS,
    "maxlength": _LIMIT_PARTS,
    "maxspeed": ACCESS_KEYS | {"advisory", "lanes", "practical", "type"},
    "maxweight": _LIMIT_PARTS,
    "maxweightrating": _LIMIT_PARTS,
    "maxwidth": _LIMIT_PARTS,
    "oneway": ACCESS_KEYS,
    "sidewalk": frozenset({"both", "left", "right"}),
    "toll": ACCESS_KEYS,
    "zone": frozenset({"maxspeed", "traffic"}),
}
"""What may follow a key besides `_PARTS`, such as in ``oneway:motorcar``."""

_WHOLE = frozenset({"source:maxspeed", "source:maxspeed:forward", "source:maxspeed:backward"})
_LONGEST_KEY = 80


@lru_cache(maxsize=4096)
def is_rule_key(key: str) -> bool:
    """Say whether a way's tag with this key may change what `read_way` returns."""
    if len(key) > _LONGEST_KEY:
        return False
    base, *parts = key.split(":")
    return key in _WHOLE or (base in _BASES and _PARTS.union(_PARTS_OF.get(base, ())).issuperset(parts))
