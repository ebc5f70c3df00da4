#!/bin/sh
# Makes sure of what the tests need and Python packages don't carry: two browsers, a Chinese font, the library that
# Playwright's driver is linked to, and what the workflows of a forge's machine call. Installs Debian's packages where it may, else names them and fails.
set -eu

missing() {
    command -v chromium >/dev/null || echo chromium
    command -v firefox-esr >/dev/null || echo firefox-esr
    command -v curl >/dev/null || echo curl
    command -v jq >/dev/null || echo jq
    command -v unzip >/dev/null || echo unzip
    command -v fc-list >/dev/null || echo fontconfig
    fc-list :lang=zh family 2>/dev/null | grep -q 'Noto .*CJK' || echo fonts-noto-cjk
    /sbin/ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || echo libatomic1
}

give_up() {
    echo "The tests need these system packages, $1: $packages" >&2
    echo "On Debian: sudo apt-get update && sudo apt-get install $packages" >&2
    exit 1
}

packages=$(missing | xargs)
[ -n "$packages" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=env
elif sudo -n true 2>/dev/null; then
    as_root='sudo -n env'
else
    give_up 'and only root may install them'
fi
command -v apt-get >/dev/null || give_up 'by their names in Debian'

echo "Installing system packages: $packages"
# Both are lists of words.
# shellcheck disable=SC2086
{
    $as_root apt-get update -qq
    $as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends $packages >/dev/null
}

packages=$(missing | xargs)
[ -z "$packages" ] || give_up 'which were installed but are not found'
