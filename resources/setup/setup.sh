#!/bin/sh
# Sets up everything that a make target needs, and does nothing, quickly, where nothing is missing.
#
#   setup.sh run|dev|package
#
# 1. Debian packages (Qt's system libraries): as root they are installed, otherwise the one
#    apt-get line that is missing is printed and the exit code is 1.
# 2. The virtual environment .venv with the locked requirements of that kind, and Greenwave itself.
set -eu

kind=${1:?usage: setup.sh run|dev|package}
root=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$root"
lock=resources/requirements/$kind.txt
stamp=.venv/greenwave-$kind.stamp

say() { echo "setup: $*" >&2; }

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

# --- Debian packages ------------------------------------------------------------------------------

# Prints the package of every line of the table that this kind needs and the system lacks.
missing_libraries() {
    present=$(/sbin/ldconfig -p)
    while read -r what package needed_for; do
        case $needed_for in run | "$kind") ;; *) continue ;; esac
        case $what in
            /*) [ -e "$what" ] || echo "$package" ;;
            *) case $present in *"$what "*) ;; *) echo "$package" ;; esac ;;
        esac
    done < resources/setup/system-libraries.txt
}

# Prints what Debian splits off from Python: the interpreter, venv, and the library PyInstaller bundles.
missing_python() {
    python=$(find_python)
    if [ -z "$python" ]; then
        echo python3 python3-venv
    elif [ ! -x .venv/bin/python ] && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo python3-venv
    fi
    if [ "$kind" = package ] && [ "$python" = /usr/bin/python3 ]; then
        library=$("$python" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])')
        case $(/sbin/ldconfig -p) in *"$library.so.1.0 "*) ;; *) echo "$library" ;; esac
    fi
}

ensure_debian_packages() {
    if ! command -v apt-get >/dev/null; then
        [ -e "$stamp" ] || say "no apt-get here: see resources/setup/system-libraries.txt for what Qt needs."
        return
    fi
    missing=$( (missing_python; missing_libraries) | tr '\n' ' ' | sed 's/ $//')
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "apt-get install -y --no-install-recommends $missing"
        exit 1
    fi
    say "installing $missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # Unquoted on purpose: one word a package.
    # shellcheck disable=SC2086
    apt-get install -qq -y --no-install-recommends $missing >/dev/null
}

# --- The virtual environment ----------------------------------------------------------------------

# An environment is of no use once its checkout was moved, or its Python removed.
venv_is_sound() {
    case $(sed -n 's/^command = //p' .venv/pyvenv.cfg 2>/dev/null) in
        *" $root/.venv") .venv/bin/python -m pip --version >/dev/null 2>&1 ;;
        *) return 1 ;;
    esac
}

# pip tells its progress to a person, and only its errors to a log.
pip_install() {
    quiet=-qq
    [ ! -t 2 ] || quiet=
    .venv/bin/python -m pip install $quiet --disable-pip-version-check "$@"
}

ensure_venv() {
    wanted=$(echo "$root"; cat "$lock" pyproject.toml | cksum)
    if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    if [ ! -e .venv ] || ! venv_is_sound; then
        python=$(find_python)
        [ -n "$python" ] || { say "Python 3.11 or newer is needed; install it and try again."; exit 1; }
        say "making .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
    fi
    say "installing the locked requirements ($kind)"
    pip_install --require-hashes -r "$lock"
    pip_install --no-deps --no-build-isolation -e .
    rm -rf greenwave.egg-info # left over from the build; the environment has its own copy
    echo "$wanted" > "$stamp"
}

ensure_debian_packages
ensure_venv
