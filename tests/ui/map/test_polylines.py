import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.map.polylines import Polylines, boxes_touch, joined, pixel_path, simplified


def lines_of(*lines: list[tuple[float, float]]) -> Polylines:
    first = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    points = np.array([point for line in lines for point in line], np.float64)
    return Polylines.of(first, points[:, 0], points[:, 1])


def test_a_path_has_the_points_of_its_lines() -> None:
    lines = lines_of([(1, 2), (3, 4)], [(10, 20), (30, 40), (50, 60)])
    path = pixel_path(lines.first, lines.x, lines.y)
    seen = [(path.elementAt(i).isMoveTo(), path.elementAt(i).x, path.elementAt(i).y) for i in range(5)]
    assert path.elementCount() == 5
    assert seen == [(True, 1, 2), (False, 3, 4), (True, 10, 20), (False, 30, 40), (False, 50, 60)]


def test_no_line_gives_an_empty_path() -> None:
    nothing = joined([])
    assert pixel_path(nothing.first, nothing.x, nothing.y).isEmpty()


def test_lines_are_taken_by_number_and_by_box() -> None:
    lines = lines_of([(0, 0), (1, 1)], [(5, 5), (6, 6), (7, 5)], [(10, 0), (11, 0)])
    taken = lines.take(np.array([2, 0]))
    assert taken.first.tolist() == [0, 2, 4]
    assert taken.x.tolist() == [10, 11, 0, 1]
    assert lines.touching((4, 4, 8, 8)).x.tolist() == [5, 6, 7]
    assert boxes_touch(lines.box, (0.5, 0.5, 0.6, 0.6)).tolist() == [True, False, False]


def test_points_on_a_straight_line_go_and_corners_stay() -> None:
    straight = [(float(x), 0.0) for x in range(20)]
    lines = lines_of([*straight, (19.0, 10.0)], [(0, 5), (5, 5.0), (5, 0)])
    fine = simplified(lines, 0.1)
    points = list(zip(fine.x.tolist(), fine.y.tolist(), strict=True))
    assert (19.0, 0.0) in points
    assert (5.0, 5.0) in points
    assert len(points) < 12


def test_what_is_smaller_than_the_tolerance_goes() -> None:
    assert len(simplified(lines_of([(0, 0), (0.01, 0.01)], [(0, 0), (9, 9)]), 0.1)) == 1


@given(
    st.lists(
        st.lists(st.tuples(st.floats(-10, 10), st.floats(-10, 10)), min_size=2, max_size=12),
        min_size=1,
        max_size=5,
    )
)
def test_simplifying_keeps_the_ends_of_every_line(shapes: list[list[tuple[float, float]]]) -> None:
    lines = lines_of(*shapes)
    fine = simplified(lines, 0.0)
    kept = [
        number for number in range(len(lines)) if np.max(lines.box[number, 2:] - lines.box[number, :2]) >= 0
    ]
    for new, old in enumerate(kept):
        assert fine.x[fine.first[new]] == lines.x[lines.first[old]]
        assert fine.x[fine.first[new + 1] - 1] == lines.x[lines.first[old + 1] - 1]
