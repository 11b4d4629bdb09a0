"""The icon, as drawn and as worn."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_app.app.window import make_application

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"


def test_the_png_is_drawn_from_the_svg(tmp_path: Path) -> None:
    for name in ("greenwave.svg", "render.py"):
        (tmp_path / name).write_bytes((ICONS / name).read_bytes())
    subprocess.run([sys.executable, tmp_path / "render.py"], check=True, timeout=60)  # noqa: S603 - our own script
    drawn = QImage(str(tmp_path / "greenwave-256.png"))
    assert not drawn.isNull()
    assert drawn.size() == QImage(str(ICONS / "greenwave-256.png")).size()
    assert drawn.pixelColor(0, 0).alpha() == 0
    assert drawn.pixelColor(128, 128).green() > 2 * drawn.pixelColor(128, 128).red()


def test_windows_wear_the_icon(qapp: QApplication) -> None:
    assert make_application() is qapp
    assert not qapp.windowIcon().pixmap(16, 16).isNull()
