"""Who may pass a node, case by case; the tables are in ``node_cases``."""

import pytest

from desktop_app.roadnet.network import NodeFact
from desktop_app.roadnet.profile_file import built_in_profiles
from desktop_app.roadnet.sources.tagging.nodes import read_node
from tests.roadnet.sources.tagging.case_files import Case, cases

CASES = cases("node_cases")
PROFILES = built_in_profiles()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_barrier_is_read_as_the_wiki_defines_it(case: Case) -> None:
    reading = read_node(case.tags, PROFILES)
    if reading is None:
        assert case.expected is None
        return
    words = (access.name.lower() for access in reading.access)
    read = {profile.name: (word, word) for profile, word in zip(PROFILES, words, strict=True)}
    assert (read, reading.notes) == (case.expected, case.notes)
    assert bool(reading.facts & NodeFact.BARRIER) is (case.tags.get("barrier", "no") != "no")
