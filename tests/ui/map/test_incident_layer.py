import numpy as np
import pytest

from desktop_app.dispatch.change import PlannerChange
from desktop_app.ui.map.incident_layer import IncidentLayer
from desktop_app.ui.map.projection import View, to_world
from desktop_app.ui.map.segment_states import SegmentStates
from desktop_app.ui.theme import LIGHT
from tests.ui.map.scenes import incident

STATES = SegmentStates(np.zeros(0, np.int32))
VIEW = View(*to_world(0.1, 45.0), 256.0 * 2**14, 800, 600)


@pytest.fixture
def layer() -> IncidentLayer:
    return IncidentLayer(LIGHT)


def test_a_mark_tells_its_words_where_it_is_and_nowhere_else(layer: IncidentLayer) -> None:
    layer.apply(PlannerChange(version=1, at_ms=0, incidents=(incident(0.1, 45.0),)))
    assert layer.text_at(VIEW, STATES, 401, 299) == "Accident: Two lorries (city)"
    assert layer.text_at(VIEW, STATES, 450, 300) == ""


def test_marks_that_would_cover_one_another_are_told_together(layer: IncidentLayer) -> None:
    pair = (incident(0.1, 45.0, "One"), incident(0.100001, 45.0, "Two", number=2))
    layer.apply(PlannerChange(version=1, at_ms=0, incidents=pair))
    assert layer.text_at(VIEW, STATES, 400, 300).splitlines() == [
        "Accident: One (city)",
        "Accident: Two (city)",
    ]


def test_a_change_without_incidents_leaves_them(layer: IncidentLayer) -> None:
    layer.apply(PlannerChange(version=1, at_ms=0, incidents=(incident(0.1, 45.0),)))
    layer.apply(PlannerChange(version=2, at_ms=0))
    assert layer.text_at(VIEW, STATES, 400, 300)
    layer.apply(PlannerChange(version=3, at_ms=0, incidents=()))
    assert not layer.text_at(VIEW, STATES, 400, 300)
