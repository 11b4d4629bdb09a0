"""The tags of generated ways: as a mapper would have set them, so not the same on every way."""

from desktop_app.roadnet.network import RoadClass

Tags = list[tuple[str, str]]

_ASPHALT, _COBBLES, _GRAVEL, _PAVED = (("surface", value) for value in ("asphalt", "sett", "gravel", "paved"))
_LIT, _TWO_LANES, _FOUR_LANES = ("lit", "yes"), ("lanes", "2"), ("lanes", "4")


def _limit(kph: str) -> tuple[str, str]:
    return ("maxspeed", kph)


_IN_TOWN: dict[RoadClass, tuple[Tags, ...]] = {
    RoadClass.PRIMARY: ([_limit("50"), _FOUR_LANES, _ASPHALT], [_limit("50"), _TWO_LANES], [_FOUR_LANES]),
    RoadClass.SECONDARY: ([_limit("50"), _TWO_LANES], [_limit("50"), _ASPHALT, _LIT], [_limit("30")]),
    RoadClass.TERTIARY: ([_limit("50")], [_limit("30"), _ASPHALT], [_LIT]),
    RoadClass.UNCLASSIFIED: ([_limit("50")], [_ASPHALT], []),
    RoadClass.RESIDENTIAL: ([_limit("30")], [_limit("30"), _ASPHALT], [], [_COBBLES], [_LIT, _limit("30")]),
    RoadClass.SERVICE: ([], [_PAVED]),
}  # fmt: skip
_OUT_OF_TOWN: dict[RoadClass, tuple[Tags, ...]] = {
    RoadClass.PRIMARY: ([_limit("100"), _TWO_LANES, _ASPHALT], [_limit("100")], [_limit("80"), _TWO_LANES]),
    RoadClass.SECONDARY: ([_limit("100")], [_limit("80"), _ASPHALT], [_TWO_LANES]),
    RoadClass.TERTIARY: ([_limit("70")], [_ASPHALT], []),
    RoadClass.UNCLASSIFIED: ([], [_ASPHALT], [_GRAVEL], [_limit("60")]),
    RoadClass.RESIDENTIAL: ([_limit("30")], [], [_limit("50")]),
    RoadClass.SERVICE: ([], [_GRAVEL]),
}  # fmt: skip
_REF_LETTER = {RoadClass.PRIMARY: "B", RoadClass.SECONDARY: "L", RoadClass.TERTIARY: "K"}


def road_tags(road_class: RoadClass, mix: int, *, in_town: bool) -> Tags:
    """Return the tags of a road; `mix` chooses between the usual sets."""
    sets = (_IN_TOWN if in_town else _OUT_OF_TOWN)[road_class]
    return [("highway", road_class.tag), *sets[mix % len(sets)]]


def ref_of(road_class: RoadClass, number: int) -> str:
    """Return a road's number as it stands on its signs; empty for a kind of road without one."""
    letter = _REF_LETTER.get(road_class)
    return f"{letter} {number}" if letter and number else ""


def motorway_tags(road_class: RoadClass, number: int, *, is_bridge: bool, is_tunnel: bool) -> Tags:
    """Return the tags of a carriageway or a ramp."""
    tags: Tags = [("highway", road_class.tag), ("oneway", "yes"), _ASPHALT]
    if road_class is RoadClass.MOTORWAY:
        tags += [("ref", f"A {number}"), _limit("80" if is_tunnel else "120"), ("lanes", "2")]
    else:
        tags += [_limit("60"), ("lanes", "1")]
    if is_bridge:
        tags += [("bridge", "yes"), ("layer", "1")]
    if is_tunnel:
        tags += [("tunnel", "yes"), ("layer", "-1")]
    return tags
