"""Start of the packaged window program; the console program starts in ``desktop_app/__main__.py``."""

import sys

from desktop_app.__main__ import main_window

if __name__ == "__main__":
    sys.exit(main_window())
