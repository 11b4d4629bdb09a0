"""Where the real maps and bad inputs lie: in ``shared`` beside the checkout."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder 'shared' is not beside the checkout"
)
