#!/bin/sh
# Fails where the top level of the checkout holds anything but the user's frame (what git ignores aside).
set -eu

cd "$(dirname "$0")/../.."
frame='desktop_app|resources|tests|pyproject\.toml|build\.spec|README\.md|LICENSE|CHANGELOG\.md|Makefile'
dotted='\.ci|\.editorconfig|\.gitattributes|\.gitignore'
strangers=$(git ls-files --cached --others --exclude-standard | cut -d / -f 1 | sort -u |
    grep -vxE "$frame|$dotted" || true)
if [ -n "$strangers" ]; then
    echo "frame: these do not belong at the top level of the checkout:" $strangers >&2
    exit 1
fi
