"""Where the program begins."""

import multiprocessing
import signal
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    multiprocessing.freeze_support()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # While the program loads, Ctrl-C ends it there and then: Python would print where, or lose it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Only after freeze_support: a process of ours that starts here must not load the command line.
    from desktop_app.cli.main import run  # noqa: PLC0415

    sys.exit(run(sys.argv[1:]))


def main_window() -> None:
    """Open the window; the entry without a console."""
    main()


if __name__ == "__main__":
    main()
