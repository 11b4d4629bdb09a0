"""``greenwave selftest``: exit 0, or a list of what failed."""

import argparse
import os
import sys
import threading

from desktop_app.app.selftest import run_selftest
from desktop_app.app.window import has_display, on_stop_signals


def run(arguments: argparse.Namespace) -> int:
    """Try every part, offscreen where there is no display."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    stop = threading.Event()
    on_stop_signals(stop.set)
    findings = run_selftest(arguments.screenshot, stop.is_set)
    for line in findings.passed:
        print(f"ok      {line}")
    for line in findings.failed:
        print(f"FAILED  {line}", file=sys.stderr)
    return 1 if findings.failed else 0
