"""Which country's rules a map follows, and what stands in the table of countries."""

from pathlib import Path

import osmium
import pytest

from desktop_app.errors import CountriesFileError
from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.country_table import CountryTable
from desktop_app.roadnet.sources.tagging.country_votes import CountryVotes, country_of
from tests.shared_data import SHARED, needs_shared

TABLE = CountryTable.load()
VADUZ = (9.54, 47.14)
BAYREUTH = (11.57, 49.95)


def votes(*objects: dict[str, str]) -> CountryVotes:
    taken = CountryVotes()
    for tags in objects:
        taken.take(tags)
    return taken


def border(code: str, key: str = "ISO3166-1") -> dict[str, str]:
    return {"boundary": "administrative", "admin_level": "2", key: code}


@pytest.mark.parametrize(
    ("code", "zone", "kph"),
    [
        ("DE", "urban", 50),
        ("DE", "rural", 100),
        ("DE", "motorway", 130),
        ("DE", "living_street", 7),
        ("AT", "rural", 100),
        ("AT", "motorway", 130),
        ("CH", "rural", 80),
        ("FR", "rural", 80),
        ("FR", "motorway", 130),
        ("GB", "nsl_single", 96.56),
        ("GB", "nsl_dual", 112.65),
        ("GB", "nsl_restricted", 48.28),
        ("IT", "motorway", 130),
        ("NL", "motorway", 100),
        ("PL", "motorway", 140),
        ("PT", "urban", 50),
        ("RU", "urban", 60),
        ("RU", "living_street", 20),
        ("US", "rural", 88.51),
        ("ZA", "urban", 60),
        ("BR", "motorway", 110),
        ("SE", "school", 30),
    ],
)
def test_the_law_of_a_country(code: str, zone: str, kph: float) -> None:
    rules = TABLE.rules(code, 0.0, 0.0)
    assert rules.limits_kph[zone] == kph
    assert rules.zone_kph("", zone) == kph
    assert TABLE.rules("FR", 2.0, 48.0).zone_kph(code.lower(), zone) == kph


def test_a_country_without_a_table_has_the_general_rules() -> None:
    rules = TABLE.rules("XX", 0.0, 0.0)
    assert (rules.code, rules.time_zone, rules.drives_left) == ("XX", "", False)
    assert rules.limits_kph["urban"] == 50
    assert rules.zone_kph("yy", "rural") == 90
    assert rules.zone_kph("yy", "nowhere") is None


@pytest.mark.parametrize(
    "code", ["GB", "IE", "MT", "CY", "AU", "NZ", "JP", "IN", "ZA", "TH", "KE", "HK", "SG"]
)
def test_where_traffic_keeps_to_the_left(code: str) -> None:
    assert TABLE.rules(code, 0.0, 0.0).drives_left


@pytest.mark.parametrize("code", ["PT", "DE", "US", "BR", "GI", "CN", "KR", "PH", "EG"])
def test_where_traffic_keeps_to_the_right(code: str) -> None:
    assert not TABLE.rules(code, 0.0, 0.0).drives_left


def test_trucks_are_never_allowed_more_than_cars() -> None:
    for code in TABLE.codes():
        rules = TABLE.rules(code, 0.0, 0.0)
        for zone, kph in rules.truck_limits_kph.items():
            # On some roads signs allow cars more than the law does without them.
            assert kph <= max(rules.limits_kph[zone], rules.limits_kph["motorway"]), (code, zone)


def test_usual_speeds_of_classes() -> None:
    assert TABLE.rules("BR", 0.0, 0.0).speeds_kph[RoadClass.TERTIARY] == 40
    assert TABLE.rules("PT", 0.0, 0.0).speeds_kph == {}


def test_most_addresses_decide() -> None:
    ballot = votes(*[{"addr:country": "LI"}] * 30, *[{"addr:country": "AT"}] * 19)
    assert country_of(TABLE, ballot, *VADUZ).code == "LI"
    ballot = votes(*[{"addr:country": "LI"}] * 19, *[{"addr:country": "AT"}] * 30)
    assert country_of(TABLE, ballot, *VADUZ).code == "AT"


def test_zones_of_speed_decide_too() -> None:
    ballot = votes(*[{"source:maxspeed": "CH:urban"}] * 10, *[{"maxspeed": "CH:rural"}] * 10)
    assert country_of(TABLE, ballot, *VADUZ).code == "CH"


def test_a_few_words_do_not_outweigh_the_place() -> None:
    ballot = votes(*[{"addr:country": "FR"}] * 4)
    assert country_of(TABLE, ballot, *BAYREUTH).code == "DE"


def test_regions_of_neighbours_do_not_count() -> None:
    region = {"boundary": "administrative", "admin_level": "7", "is_in:country_code": "ES"}
    assert country_of(TABLE, votes(*[region] * 50), 1.6, 42.55).code == "AD"


@pytest.mark.parametrize("key", ["ISO3166-1", "ISO3166-1:alpha2"])
def test_a_border_on_the_map_rules_out_countries_without_one(key: str) -> None:
    assert country_of(TABLE, votes(border("at", key), border("CH", key)), *VADUZ).code == "AT"


def test_a_border_far_away_says_nothing() -> None:
    assert country_of(TABLE, votes(border("JP")), *BAYREUTH).code == "DE"


def test_a_known_word_decides_where_no_box_lies() -> None:
    assert country_of(TABLE, votes({"addr:country": "GL"}), -51.7, 64.2).code == "GL"
    assert country_of(TABLE, votes(), -51.7, 64.2).code == ""


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ({"addr:country": "UK"}, "GB"),
        ({"addr:country": "gb"}, "GB"),
        ({"zone:traffic": "DE:urban"}, "DE"),
        ({"zone:maxspeed": "RO:30"}, ""),
        ({"maxspeed:type": "GB:nsl_single"}, "GB"),
        ({"maxspeed": "DE-BY:urban"}, "DE"),
        ({"maxspeed": "50"}, ""),
        ({"source:maxspeed": "http://sign"}, ""),
        ({"addr:country": "Germany"}, ""),
        ({"addr:country": "\u0130\u0130"}, ""),
        ({"addr:country": "x" * 10_000}, ""),
        ({}, ""),
    ],
)
def test_what_one_object_says(tags: dict[str, str], code: str) -> None:
    assert votes(tags).winner(()) == code


@needs_shared
@pytest.mark.parametrize(
    ("name", "code", "lon", "lat"),
    [
        ("andorra.osm.pbf", "AD", 1.613, 42.556),
        ("baltimore.osm.pbf", "US", -76.566, 39.280),
        ("campo-grande.osm.gz", "BR", -54.550, -20.499),
        ("krems.osm.gz", "AT", 15.715, 48.403),
        ("liechtenstein-latest.osm.pbf", "LI", 9.555, 47.162),
        ("monaco.osm.gz", "MC", 7.422, 43.737),
        ("north-bayreuth.osm.gz", "DE", 11.536, 50.014),
        ("porto_portugal.osm.pbf", "PT", -8.568, 41.190),
    ],
)
def test_the_country_of_a_real_map(name: str, code: str, lon: float, lat: float) -> None:
    ballot = CountryVotes()
    processor = osmium.FileProcessor(SHARED / "maps" / name)
    for item in processor.with_filter(osmium.filter.KeyFilter(*CountryVotes.KEYS)):
        ballot.take(dict(item.tags))
    assert country_of(TABLE, ballot, lon, lat).code == code


GENERAL = "[general]\nunlimited = 130\nlimits = { urban = 50 }\n"


def table_of(tmp_path: Path, text: str) -> CountryTable:
    path = tmp_path / "countries.toml"
    path.write_text(text, "utf-8")
    return CountryTable.load(path)


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    text = GENERAL + '[QQ]\ntime_zone = "Etc/UTC"\nboxes = [[0, 0, 1, 1]]\nlimits = { rural = 77 }\n'
    rules = table_of(tmp_path, text).rules("QQ", 0.5, 0.5)
    assert rules.limits_kph == {"urban": 50, "rural": 77}
    assert rules.unlimited_kph == 130


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "general"),
        ("[general", "TOML"),
        (GENERAL + "[Germany]\n", "Germany"),
        (GENERAL + "[DE]\n", "boxes"),
        (GENERAL + "DE = 3\n", "DE"),
        (GENERAL.replace("130", "true"), "unlimited"),
        (GENERAL.replace("50", "0"), "limits.urban"),
        (GENERAL.replace("50", "nan"), "limits.urban"),
        (GENERAL.replace("50", "1e400"), "limits.urban"),
        (GENERAL.replace("urban", "'Ur ban'"), "limits"),
        (GENERAL + '[DE]\ntime_zone = "Europe/Berlin"\nboxes = [[1, 0, 0, 1]]\n', "boxes"),
        (GENERAL + '[DE]\ntime_zone = "Europe/Berlin"\nboxes = [[0, 0, 1]]\n', "boxes"),
        (GENERAL + '[DE]\ntime_zone = "../etc/passwd"\nboxes = [[0, 0, 1, 1]]\n', "time zones"),
        (GENERAL + '[DE]\ntime_zone = "Europe/Berlin"\nboxes = [[0, 0, 1, 1]]\nspeed = 3\n', "speed"),
        (GENERAL + '[DE]\ntime_zone = "Europe/Berlin"\nboxes = [[0, 0, 1, 1]]\nzones = [3]\n', "zones"),
        (
            GENERAL + '[DE]\ntime_zone = "Europe/Berlin"\nboxes = [[0, 0, 1, 1]]\nspeeds = { lane = 3 }\n',
            "class",
        ),
    ],
)
def test_a_damaged_table_is_refused_in_words(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(CountriesFileError, match=why) as caught:
        table_of(tmp_path, text)
    assert "countries.toml" in str(caught.value)


def test_a_missing_table_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CountriesFileError, match="cannot be read"):
        CountryTable.load(tmp_path / "none.toml")


def test_rules_without_a_table() -> None:
    assert CountryRules().limits_kph["urban"] == 50
