"""Put the licences of everything that the packaged program carries into it: ``notices.py dist/greenwave``.

Its folder ``licences`` gets a folder for each Python distribution of ``resources/requirements/run.txt`` with
the licence files that it ships, one for Python, and one for the Debian packages whose libraries came along. A
distribution that ships none needs a text of ours in ``resources/packaging/licences``; without one the build
fails, so that no notice is forgotten.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import distribution
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
REQUIREMENTS = PACKAGING.parent / "requirements" / "run.txt"
NOT_BUNDLED = {"pip", "setuptools"}
LICENCE_NAME = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
DEBIAN_DOCUMENTS = Path("/usr/share/doc")
DEBIAN_TEXTS = Path("/usr/share/common-licenses")


def bundled_distributions() -> list[str]:
    """Return the names of the distributions that are pinned for the running program."""
    names = re.findall(r"^([A-Za-z0-9._-]+)==", REQUIREMENTS.read_text(encoding="utf-8"), re.MULTILINE)
    return [name for name in names if name not in NOT_BUNDLED]


def licence_files(name: str) -> dict[str, Path]:
    """Return the licence files of one distribution, by the name that each gets in its folder.

    Raises
    ------
    SystemExit
        Where the distribution ships none and `licences` has no text for it.
    """
    found = {
        "-".join(file.parts[1:]).removeprefix("licenses-"): Path(str(file.locate()))
        for file in distribution(name).files or []
        if file.parts[0].endswith(".dist-info") and LICENCE_NAME.search(str(file))
    }
    ours = PACKAGING / "licences" / f"{name}.txt"
    if ours.exists():
        found[ours.name] = ours
    if not found:
        raise SystemExit(f"{name} ships no licence file; write its notice into {ours} and build again.")
    return found


def python_licence() -> Path:
    """Return the file with Python's own licence, where Python or Debian put it."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", DEBIAN_DOCUMENTS / version / "copyright"]
    for place in places:
        if place.exists():
            return place
    raise SystemExit(f"Python's licence is in none of {', '.join(map(str, places))}; install it there.")


def debian_packages(program: Path) -> set[str]:
    """Return the Debian packages of the system libraries that lie in the program's folder.

    Libraries of Python packages lie in folders of their own; beside them are only links to those.
    """
    libraries = (file for file in program.glob("_internal/*.so*") if not file.is_symlink())
    answers = (debian_owner(file.name) for file in libraries)
    return {package for package in answers if package}


def debian_owner(library: str) -> str:
    """Return the Debian package that has a shared library, or "" where none has it."""
    multiarch = sysconfig.get_config_var("MULTIARCH")
    command = ["/usr/bin/dpkg", "--search", f"*/{multiarch}/{library}"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed program
    return answer.stdout.partition(":")[0]


def collect(program: Path) -> None:
    """Write the notices of all bundled parts into the program's folder ``licences``."""
    folder = program / "licences"
    for name in bundled_distributions():
        for target, source in licence_files(name).items():
            copy(source, folder / name / target)
    for package in debian_packages(program):
        copy(DEBIAN_DOCUMENTS / package / "copyright", folder / "debian" / f"{package}.txt")
    for text in ("LGPL-3", "GPL-3"):
        copy(DEBIAN_TEXTS / text, folder / "pyside6-essentials" / f"{text}.txt")
    copy(python_licence(), folder / "python" / "LICENSE.txt")
    copy(PACKAGING.parent.parent / "LICENSE", folder / "greenwave" / "LICENSE.txt")


def copy(source: Path, target: Path) -> None:
    """Copy one file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    collect(Path(sys.argv[1]))
