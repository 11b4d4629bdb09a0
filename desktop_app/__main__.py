"""Where the program begins."""

import multiprocessing
import sys

_INTERRUPTED = 130
"""Ended by Ctrl-C while the program still loads."""


def main() -> None:
    """Run the command line and exit with its code."""
    multiprocessing.freeze_support()
    try:
        # Only after freeze_support: a process of ours that starts here must not load the command line.
        from desktop_app.cli.main import run  # noqa: PLC0415

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    sys.exit(code)


def main_window() -> None:
    """Open the window; the entry without a console."""
    main()


if __name__ == "__main__":
    main()
