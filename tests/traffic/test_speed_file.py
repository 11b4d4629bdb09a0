"""OSRM's speed file, good and bad."""

from pathlib import Path

import pytest

from desktop_app.errors import SpeedsFileError
from desktop_app.traffic.speed_file import read_speed_file
from desktop_app.traffic.words import ClosureWord, SpeedWord
from tests.shared_data import SHARED, needs_shared


def test_zero_closes_and_the_last_line_about_a_pair_counts(tmp_path: Path) -> None:
    path = tmp_path / "speeds.csv"
    path.write_text("1,2,14\n2,1,0\n1,2,16,4.4,more\n")
    words = read_speed_file(path, 5).words
    assert [type(word) for word in words] == [SpeedWord, ClosureWord]
    assert isinstance(words[0], SpeedWord)
    assert words[0].speed_kph == 16


@needs_shared
def test_hostile_file_keeps_its_one_good_line() -> None:
    speeds = read_speed_file(SHARED / "hostile/feed/osrm_bad.csv", 5)
    unknown_to_every_map = {"1-2"}
    assert {word.id for word in speeds.words} - unknown_to_every_map == {"1656597626-1654009808"}
    assert len(speeds.refused) == 11
    assert "line 4" in " ".join(speeds.refused)


@pytest.mark.parametrize("content", [b"", b"a,b\n", b"\xff\xfe\x00"])
def test_file_without_a_good_line_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "speeds.csv"
    path.write_bytes(content)
    with pytest.raises(SpeedsFileError, match=r"speeds\.csv"):
        read_speed_file(path, 5)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpeedsFileError, match="cannot be read"):
        read_speed_file(tmp_path / "none.csv", 5)
