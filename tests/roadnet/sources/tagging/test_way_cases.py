"""Who may drive a way in which direction, case by case; the tables are in ``way_cases``."""

import pytest

from desktop_app.roadnet.profile_file import built_in_profiles
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.readings import Passage
from desktop_app.roadnet.sources.tagging.ways import read_way
from tests.roadnet.sources.tagging.case_files import Case, cases

CASES = cases("way_cases")
PROFILES = built_in_profiles()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_way_is_read_as_the_wiki_defines_it(case: Case) -> None:
    reading = read_way(case.tags, PROFILES, CountryRules())
    if reading is None:
        assert case.expected is None
        assert case.notes == ()
        return
    read = {
        profile.name: (_word(forward), _word(backward))
        for profile, (forward, backward) in zip(PROFILES, reading.passages, strict=True)
    }
    assert (read, reading.notes) == (case.expected, case.notes)


def test_no_case_stands_twice() -> None:
    names = [str(case) for case in CASES]
    assert sorted(names) == sorted(set(names))


def _word(passage: Passage) -> str:
    assert (passage.kph > 0) is (passage.access.name != "CLOSED")
    assert passage.condition == ""
    return passage.access.name.lower()
