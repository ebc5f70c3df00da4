#!/bin/sh
# Makes sure of what the tests need and Python packages don't carry: a browser and a Chinese font.
# Installs Debian's packages where it may, else names them and fails.
set -eu

missing() {
    command -v chromium >/dev/null || echo chromium
    command -v fc-list >/dev/null || echo fontconfig
    fc-list :lang=zh family 2>/dev/null | grep -q 'Noto .*CJK' || echo fonts-noto-cjk
}

give_up() {
    echo "The tests need $1: $packages" >&2
    echo "Install with: sudo apt-get update && sudo apt-get install $packages" >&2
    exit 1
}

packages=$(missing | tr '\n' ' ')
packages=${packages% }
[ -n "$packages" ] || exit 0

command -v apt-get >/dev/null || give_up "what Debian calls"
if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    give_up "system packages that only root may install"
fi

echo "Installing system packages: $packages"
# Unquoted: each is several words, or none.
$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages

packages=$(missing | tr '\n' ' ')
packages=${packages% }
[ -z "$packages" ] || give_up "packages that apt-get installed but that do not work"
