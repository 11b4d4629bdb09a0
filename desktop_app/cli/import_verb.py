"""``greenwave import``: a map folder of an extract, and a report of what was read."""

import argparse
import sys
from pathlib import Path

import msgspec

from desktop_app.app.maps import import_to_folder
from desktop_app.backend.import_needs import needs_of
from desktop_app.cli.progress import progress_bar
from desktop_app.roadnet.import_words import ReportLine, report_lines, report_summary
from desktop_app.roadnet.map_data import ImportReport


def run(arguments: argparse.Namespace) -> int:
    """Make the folder, and print the report."""
    if arguments.verbose:
        _say_needs(arguments.map)
    with progress_bar() as progress:
        report = import_to_folder(arguments.map, arguments.output, progress, arguments.profile)
    if arguments.json:
        print(msgspec.json.encode(report).decode())
    else:
        print(report_text(report))
    if arguments.verbose and arguments.json:
        for note in report_notes(report):
            print(note, file=sys.stderr)
    return 0


def _say_needs(source: Path) -> None:
    try:
        needs = needs_of(source)
    except OSError:
        return  # the import says what is wrong
    print(f"The import needs {needs.words()}.", file=sys.stderr)


def report_text(report: ImportReport) -> str:
    """Return the report in words."""
    lines = [f"{report_summary(report)} Made in {report.seconds:.1f} s."]
    if report.data_time:
        lines.append(f"Data as of {report.data_time}.")
    return "\n".join([*lines, *report_notes(report)])


def report_notes(report: ImportReport) -> list[str]:
    """Return a line for each reason for which something was left out or read by a stated rule."""
    return [_note(line) for line in report_lines(report)]


def _note(line: ReportLine) -> str:
    items = ", ".join(line.examples) or "unnamed"
    return f"{line.count} x {line.finding.title}. {line.finding.consequence} ({items})"
