"""Bad use and bad input: exit code 2, nothing on stdout, one line on stderr."""

from pathlib import Path

import pytest

from desktop_app.routing.request_line import parse_request_line
from tests.cli.conftest import Greenwave, is_refused
from tests.shared_data import SHARED, needs_shared

SMALL = SHARED / "hostile/map/good_small.osm"
PLACES = ("--from", "43.7301,7.42", "--to", "43.7329,7.421")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["fly"], "fly"),
        (["route"], "map"),
        (["route", SMALL], "--from"),
        (["route", SMALL, "--from", "43.73"], "LAT,LON"),
        (["route", SMALL, "--from", "nan,7.42", "--to", "43.73,7.42"], "nan,7.42"),
        (["route", SMALL, "--from", "91,7.42", "--to", "43.73,7.42"], "91,7.42"),
        (["route", SMALL, *PLACES, "--engine", "warp"], "warp"),
        (["route", SMALL, *PLACES, "--alternatives", "-2"], "--alternatives"),
        (["route", SMALL, *PLACES, "--close", "43.73,7.42"], "RADIUS_M"),
        (["route", SMALL, *PLACES, "--speeds", "/nowhere/speeds.csv"], "speeds.csv"),
        (["route", SMALL, "--requests", "/nowhere/requests.jsonl", "--json"], "requests.jsonl"),
        (["route", "/nowhere/map.osm", *PLACES], "map.osm"),
        (["import", SMALL], "--output"),
        (["watch", SMALL, "--requests", "/nowhere/r.jsonl"], "r.jsonl"),
        (["watch", SMALL, "--requests", "r", "--feed", "http://127.0.0.1:1"], "http://127.0.0.1:1"),
        (["watch", SMALL, "--requests", "r", "--switch-min", "3"], "MIN,PERCENT"),
        (["watch", SMALL, "--requests", "r", "--seconds", "-1"], "-1"),
        (["simulate", SMALL, "--listen", "here"], "here"),
        (["simulate", SMALL, "--speed", "0"], "'0'"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(
    greenwave: Greenwave, arguments: list[object], word: str
) -> None:
    ended = greenwave(*arguments)
    assert is_refused(ended, word), ended


def test_arguments_are_checked_before_the_map_is_opened(greenwave: Greenwave, tmp_path: Path) -> None:
    ended = greenwave("route", tmp_path / "none.osm", *PLACES, "--engine", "warp")
    assert is_refused(ended, "warp"), ended


@needs_shared
@pytest.mark.parametrize("name", ["xml_truncated.osm", "random_bytes.osm.pbf", "no_roads.osm", "empty.osm"])
def test_import_refuses_a_bad_map_and_leaves_no_folder(
    greenwave: Greenwave, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "made"
    ended = greenwave("import", SHARED / "hostile/map" / name, "-o", folder)
    assert is_refused(ended, name), ended
    assert not folder.exists()


@pytest.mark.parametrize(
    "verb", ["route", "import", "download", "watch", "simulate", "open", "demo", "selftest"]
)
def test_every_verb_explains_itself_with_an_example(
    verb: str, capsys: pytest.CaptureFixture[str], greenwave: Greenwave
) -> None:
    with pytest.raises(SystemExit) as ended:
        greenwave(verb, "--help")
    assert ended.value.code == 0
    assert "Example: greenwave" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["route", "watch"])
def test_the_request_line_that_the_help_shows_is_one(
    verb: str, capsys: pytest.CaptureFixture[str], greenwave: Greenwave
) -> None:
    with pytest.raises(SystemExit):
        greenwave(verb, "--help")
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.lstrip().startswith("{"))

    parsed = parse_request_line(line, 1)

    assert (parsed.id, parsed.name) == ("7", "Bus 7")
    assert len(parsed.request.via) == 1


def test_an_example_can_be_copied_whole(capsys: pytest.CaptureFixture[str], greenwave: Greenwave) -> None:
    with pytest.raises(SystemExit):
        greenwave("route", "--help")

    example = "greenwave route monaco.osm.gz --from 43.7307,7.4213 --to 43.7277,7.4192 --json"
    assert f"Example: {example}\n" in capsys.readouterr().out
