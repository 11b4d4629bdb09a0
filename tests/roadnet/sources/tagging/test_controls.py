"""What stands at nodes, case by case; the table is in ``fact_cases``."""

import pytest

from desktop_app.roadnet.network import NodeFact
from desktop_app.roadnet.sources.tagging.controls import node_facts
from tests.roadnet.sources.tagging.case_rows import Row, rows


@pytest.mark.parametrize("row", rows("fact_cases", 1), ids=str)
def test_what_stands_at_a_node(row: Row) -> None:
    expected = NodeFact(0)
    for word in row.columns[0].split():
        expected |= NodeFact[word.upper()]
    assert node_facts(row.tags) == expected


@pytest.mark.parametrize("value", [";" * 10_000, "crossing" * 2_000, "\0", "\u017ftop"])
@pytest.mark.parametrize("key", ["highway", "traffic_calming:kind", "direction"])
def test_hostile_values_are_harmless(key: str, value: str) -> None:
    assert node_facts({key: value}) == NodeFact(0)
