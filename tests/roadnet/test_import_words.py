"""The import report in words."""

import re
from pathlib import Path

import desktop_app.roadnet
from desktop_app.roadnet.import_words import finding_of, report_lines, report_summary
from desktop_app.roadnet.map_data import ImportReport

REPORT = ImportReport(
    arcs=26_000,
    junctions=9_000,
    segments=64_000,
    ways_kept=4_000,
    dropped={"maxspeed_unreadable": 2, "way_cut_at_missing_nodes": 142, "strange_new_reason": 1},
    examples={"maxspeed_unreadable": ("way 7", "way 8")},
    seconds=1.5,
    data_time="",
    turn_bans=12,
)

_COUNTED = re.compile(r'(?:\.add|\bnote|notes\.add|tally\.add)\(\s*f?"([a-z0-9]+(?:_[a-z0-9]+){1,8})"')
_NAMED = re.compile(r'^[A-Z_]+ = "((?:turn_restriction|repeated|deleted)_[a-z_]+)"', re.MULTILINE)


def test_every_reason_that_the_importer_counts_has_words() -> None:
    room = Path(desktop_app.roadnet.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in room.rglob("*.py")]
    reasons = {reason for text in texts for pattern in (_COUNTED, _NAMED) for reason in pattern.findall(text)}
    assert len(reasons) > 30
    assert not [reason for reason in sorted(reasons) if not finding_of(reason).consequence]


def test_lines_come_with_the_most_frequent_first() -> None:
    lines = report_lines(REPORT)
    assert [line.count for line in lines] == [142, 2, 1]
    assert lines[0].finding.title == "Road with missing points"
    assert lines[1].examples == ("way 7", "way 8")
    assert lines[2].finding.title == "Strange new reason"


def test_the_summary_counts_roads_and_turns() -> None:
    summary = report_summary(REPORT)
    assert "4,000 roads" in summary
    assert "12 turns are forbidden" in summary
