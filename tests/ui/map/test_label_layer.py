import numpy as np
import pytest
from PySide6.QtGui import QColor, QFont
from pytestqt.qtbot import QtBot

from desktop_app.roadnet.backdrop import Backdrop, PlaceKind
from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.texts import TextTable
from desktop_app.ui.map.label_text import Typeface, letters_along, sprite_of_letters
from desktop_app.ui.stylesheet import body_font
from desktop_app.ui.theme import LIGHT
from tests.networks import Road, network_of
from tests.ui.map.scenes import Scene, map_of, near_colour

pytestmark = pytest.mark.usefixtures("qapp")


def face() -> Typeface:
    return Typeface(body_font(12, QFont.Weight.Normal))


@pytest.mark.parametrize(("x", "y"), [([0, 400], [0, 0]), ([400, 0], [0, 0])])
def test_a_name_reads_from_the_left_whichever_way_the_road_runs(x: list[int], y: list[int]) -> None:
    letters = letters_along("Main", face(), np.array(x, float), np.array(y, float), 200.0)
    assert letters is not None
    assert "".join(letter.text for letter in letters) == "Main"
    assert all(np.diff([letter.x for letter in letters]) > 0)
    assert all(abs(letter.angle_deg) < 1e-6 for letter in letters)


def test_a_name_follows_a_bend_and_shuns_a_hairpin() -> None:
    turn = np.linspace(0, np.pi / 3, 30)
    gentle = letters_along("Bend Road", face(), 200 * np.sin(turn), 200 - 200 * np.cos(turn), 105.0)
    assert gentle is not None
    assert np.ptp([letter.angle_deg for letter in gentle]) > 5
    hairpin = letters_along("Bend Road", face(), np.array([0, 100.0, 0]), np.array([0, 5.0, 10]), 100.0)
    assert hairpin is None


def test_a_name_longer_than_its_road_is_left_out() -> None:
    assert letters_along("A very long name", face(), np.array([0.0, 30]), np.zeros(2), 15.0) is None


def test_scripts_that_join_their_letters_stay_whole() -> None:
    letters = letters_along("شارع", face(), np.array([0.0, 300]), np.zeros(2), 150.0)
    assert letters is not None
    assert len(letters) == 1


def test_the_halo_lies_around_the_ink() -> None:
    letters = letters_along("HH", face(), np.array([0.0, 100]), np.zeros(2), 50.0)
    assert letters is not None
    sprite = sprite_of_letters(letters, face(), QColor("black"), QColor("red"), 1.0)
    colours = {
        sprite.image.pixelColor(x, y).name()
        for x in range(sprite.image.width())
        for y in range(sprite.image.height())
        if sprite.image.pixelColor(x, y).alpha() == 255
    }
    assert "#ff0000" in colours
    assert any(QColor(name).lightness() < 60 for name in colours)


def named_scene(bot: QtBot) -> Scene:
    places = {1: (0.0, 45.0), 2: (0.01, 45.0), 3: (0.005, 44.997), 4: (0.005, 45.003)}
    network = network_of(
        places,
        [
            Road((1, 2), "Harbour Avenue", road_class=RoadClass.PRIMARY),
            Road((3, 4), "Mill Lane", road_class=RoadClass.TERTIARY),
        ],
    )
    empty = Backdrop.empty()
    backdrop = Backdrop(
        *(empty.shape_kind, empty.shape_first, empty.shape_part_of, empty.point_lon, empty.point_lat),
        place_kind=np.array([PlaceKind.VILLAGE], np.uint8),
        place_lon=np.array([0.002]),
        place_lat=np.array([45.002]),
        place_name=np.array([1], np.int32),
        texts=TextTable.of(["", "Old Town"]),
    )
    return Scene(bot, map_of(network, backdrop))


def test_streets_and_places_are_named(qtbot: QtBot) -> None:
    scene = named_scene(qtbot)
    scene.canvas.go_to(0.005, 45.0, 1800.0)
    image = scene.picture()
    assert {"Harbour Avenue", "Old Town"} <= set(scene.canvas.label_texts)
    assert near_colour(image, LIGHT.map.place, scene.pixel(0.002, 45.002), 25, 120) > 10


def test_minor_names_wait_for_a_closer_look(qtbot: QtBot) -> None:
    scene = named_scene(qtbot)
    scene.canvas.go_to(0.005, 45.0, 6000.0)
    scene.picture()
    assert "Mill Lane" not in scene.canvas.label_texts
    scene.canvas.go_to(0.005, 45.001, 600.0)
    scene.picture()
    assert "Mill Lane" in scene.canvas.label_texts
