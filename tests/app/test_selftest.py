"""The selftest: every part once, and a list of what failed."""

from pathlib import Path

from desktop_app.app.selftest import Findings, run_selftest


def test_every_part_passes_and_the_picture_is_kept(tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    findings = run_selftest(picture)
    assert not findings.failed
    assert len(findings.passed) == 11
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_part_that_fails_is_named_and_the_rest_goes_on() -> None:
    findings = Findings()
    with findings.check("first"):
        raise OSError("no room")
    with findings.check("second"):
        pass
    assert findings.failed == ["first: OSError: no room"]
    assert len(findings.passed) == 1
