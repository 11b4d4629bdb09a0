"""Things of one name are told apart."""

import numpy as np

from desktop_app.roadnet.search.labels import crossing_streets, distinct_labels
from desktop_app.roadnet.search.streets import named_streets
from tests.networks import grid


def test_a_label_is_as_short_as_it_can_be() -> None:
    rows = [
        (0, "Rua Nova", "", "", ""),
        (0, "Rua A", "Vila", "", "Rua X"),
        (0, "Rua A", "Aldeia", "", "Rua X"),
        (0, "Rua B", "Vila", "Norte", "Rua X"),
        (0, "Rua B", "Vila", "Sul", "Rua X"),
        (0, "Rua C", "Vila", "Norte", "Rua X"),
        (0, "rua c", "Vila", "Norte", "Rua Y"),
        (1, "Rua Nova", "Vila", "", ""),
        (1, "Vila", "Vila", "", ""),
    ]
    kinds, *columns = zip(*rows, strict=True)
    assert distinct_labels(list(kinds), *map(list, columns)) == [
        "Rua Nova",
        "Rua A, Vila",
        "Rua A, Aldeia",
        "Rua B, Norte, Vila",
        "Rua B, Sul, Vila",
        "Rua C, near Rua X, Vila",
        "rua c, near Rua Y, Vila",
        "Rua Nova",
        "Vila",
    ]


def test_the_most_important_street_that_a_street_meets() -> None:
    network = grid()
    streets = named_streets(network)
    names = [network.texts[number] for number in streets.key.tolist()]
    importance = np.array([0.9 if name == "Row 3" else 0.1 for name in names])
    crossing = crossing_streets(streets, importance)
    columns = [row for row, name in enumerate(names) if name.startswith("Column")]
    assert {names[crossing[row]] for row in columns} == {"Row 3"}
    assert names[crossing[names.index("Row 3")]].startswith("Column")


def test_streets_that_meet_nobody() -> None:
    network = grid(columns=2, rows=1)
    streets = named_streets(network)
    met = crossing_streets(streets, np.ones(len(streets.key)))
    assert met.shape == streets.key.shape
