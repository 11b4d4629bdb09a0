#!/bin/sh
# Writes resources/requirements/*.txt anew from pyproject.toml: exact versions with the hashes of every
# platform's files, and no address of an index. Arguments go to pip-compile (say, --upgrade).
set -eu

cd "$(dirname "$0")/../.."
.venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
    echo "lock: the requirements are resolved on Python 3.11, the oldest supported." >&2
    exit 1
}

# Only the public index counts, not what this machine's pip is told to look at.
export PIP_CONFIG_FILE=/dev/null
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL
export CUSTOM_COMPILE_COMMAND='make lock'

compile() {
    output=resources/requirements/$1.txt
    shift
    .venv/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-config \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
        --build-deps-for editable --output-file "$output" "$@" pyproject.toml
}

compile run "$@"
compile dev "$@" --extra dev --constraint resources/requirements/run.txt
compile package "$@" --extra package --constraint resources/requirements/run.txt
