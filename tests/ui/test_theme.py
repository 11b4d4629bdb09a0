"""Colours are measured: contrast by WCAG 2.2, sight by Machado, Oliveira and Fernandes (2009)."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from desktop_app.ui.theme import DARK, LIGHT, Theme

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
SIGHTS = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def linear(colour: QColor) -> np.ndarray:
    parts = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def apart(one: QColor, other: QColor, sight: np.ndarray) -> float:
    return float(np.linalg.norm(lab(sight @ linear(one)) - lab(sight @ linear(other))))


@BOTH
def test_loud_colours_stand_out_from_the_land(theme: Theme) -> None:
    colours = theme.congestion
    for colour in (colours.slow, colours.heavy, colours.jam, colours.closed, colours.edit):
        assert contrast(colour, theme.map.land) >= 3.0


@BOTH
@pytest.mark.parametrize("sight", SIGHTS)
def test_congestion_and_the_first_route_stay_apart_for_every_eye(theme: Theme, sight: str) -> None:
    colours = theme.congestion
    loud = (colours.slow, colours.heavy, colours.jam, theme.routes[0])
    for one, other in combinations(loud, 2):
        assert apart(one, other, SIGHTS[sight]) >= 25


@BOTH
def test_texts_can_be_read(theme: Theme) -> None:
    for ground in (theme.window, theme.panel, theme.base):
        assert contrast(theme.text, ground) >= 7.0
        assert contrast(theme.muted, ground) >= 4.5
    assert contrast(theme.map.label, theme.map.label_halo) >= 4.5
    assert contrast(theme.accent_text, theme.accent) >= 4.5


@BOTH
def test_routes_have_colours_of_their_own(theme: Theme) -> None:
    for one, other in combinations(theme.routes, 2):
        assert apart(one, other, SIGHTS["normal"]) >= 15


def test_both_themes_have_as_many_route_colours() -> None:
    assert len(LIGHT.routes) == len(DARK.routes)
