"""Draw the icon's PNG from its SVG: ``.venv/bin/python resources/icons/render.py``."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent
SIDE_PX = 256


def render(svg: Path, png: Path, side_px: int) -> None:
    """Draw one SVG as a square PNG with a clear ground.

    Raises
    ------
    SystemExit
        Where the SVG cannot be read, or the PNG not be written.
    """
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(str(svg))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    if not renderer.isValid() or not image.save(str(png)):
        raise SystemExit(f"{svg.name} was not drawn into {png}; check that it is SVG and the folder there.")


if __name__ == "__main__":
    render(ICONS / "greenwave.svg", ICONS / f"greenwave-{SIDE_PX}.png", SIDE_PX)
