"""Reading tags with the profiles that ship, for the tests of this folder."""

from desktop_app.roadnet.profile_file import built_in_profiles
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.readings import Passage, WayReading
from desktop_app.roadnet.sources.tagging.ways import read_way

CAR, TRUCK, EMERGENCY = PROFILES = built_in_profiles()


def way(**tags: str) -> WayReading:
    """Return the reading of a way; ``__`` in a key stands for a colon."""
    reading = read_way(
        {key.replace("__", ":"): value for key, value in tags.items()}, PROFILES, CountryRules()
    )
    assert reading is not None
    return reading


def passages(name: str, **tags: str) -> tuple[Passage, Passage]:
    """Return how one profile drives a way."""
    number = next(index for index, profile in enumerate(PROFILES) if profile.name == name)
    return way(**tags).passages[number]
