#!/bin/sh
# Makes dist/greenwave_VERSION_ARCH.deb of the packaged program in dist/greenwave.
set -eu

cd "$(dirname "$0")/../.."
program=dist/greenwave
version=$(.venv/bin/python -c 'import desktop_app; print(desktop_app.__version__)')
arch=$(dpkg --print-architecture)
tree=build/deb

# Prints the system libraries that the program's own files ask for and do not bring along.
foreign_libraries() {
    find "$program" -type f \( -name '*.so*' -o -perm -u+x \) -exec objdump -p {} + 2>/dev/null |
        awk '$1 == "NEEDED" { print $2 }' | sort -u |
        while read -r library; do
            [ -n "$(find "$program" -name "$library" -print -quit)" ] || echo "$library"
        done
}

# Prints the Debian packages of those libraries, and of what Qt loads by name while it runs.
depends() {
    awk '!/^#/ && $3 == "run" { print $2 }' resources/setup/system-libraries.txt
    foreign_libraries | while read -r library; do
        path=$(/sbin/ldconfig -p | awk -v name="$library" '$1 == name { print $NF; exit }')
        [ -z "$path" ] || dpkg --search "*/$(basename "$(dirname "$path")")/$library" | cut -d : -f 1
    done
}

rm -rf "$tree"
mkdir -p "$tree/DEBIAN" "$tree/usr/lib" "$tree/usr/bin" "$tree/usr/share/doc/greenwave" \
    "$tree/usr/share/applications" "$tree/usr/share/icons/hicolor/scalable/apps" \
    "$tree/usr/share/icons/hicolor/256x256/apps"
cp -a "$program" "$tree/usr/lib/greenwave"
for name in greenwave greenwave-window; do ln -s "../lib/greenwave/$name" "$tree/usr/bin/$name"; done
cp LICENSE "$tree/usr/share/doc/greenwave/copyright"
cp resources/packaging/greenwave.desktop "$tree/usr/share/applications/"
cp resources/icons/greenwave.svg "$tree/usr/share/icons/hicolor/scalable/apps/"
cp resources/icons/greenwave-256.png "$tree/usr/share/icons/hicolor/256x256/apps/greenwave.png"
chmod -R u=rwX,go=rX "$tree"

cat > "$tree/DEBIAN/control" <<CONTROL
Package: greenwave
Version: $version
Architecture: $arch
Maintainer: The Greenwave developers <greenwave@localhost>
Installed-Size: $(du -sk "$tree/usr" | cut -f 1)
Depends: $(depends | sort -u | paste -s -d , | sed 's/,/, /g')
Section: science
Priority: optional
Description: dispatcher's live route planner
 Greenwave draws a road network, keeps many routes under watch, hears a traffic
 feed, and says which route is in trouble, why, and what to do.
CONTROL
dpkg-deb --root-owner-group --build "$tree" "dist/greenwave_${version}_$arch.deb"
