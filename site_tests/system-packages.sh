#!/bin/sh
# Makes sure of what Python packages don't carry. Installs Debian's packages where it may, else names them.
#   system-packages.sh        all that the tests need, and fails without it: two browsers, an office program that opens
#                             Word and Excel files, a Chinese font, what workflows call, the programs that snapshots are
#                             verified with, Node for the checks of scripts, the library of Playwright's driver, Java for
#                             the checker of HTML
#   system-packages.sh full   the same with a web server, for `make test-full`
#   system-packages.sh bench  what `make bench-instructions` counts with
#   system-packages.sh font   the font of PDF files; without it a site is built all the same, without PDF
set -eu

wanted=${1:-tests}

missing() {
    if [ "$wanted" = bench ]; then
        command -v valgrind >/dev/null || echo valgrind
        return 0
    fi
    command -v fc-list >/dev/null || echo fontconfig
    fc-list :lang=zh family 2>/dev/null | grep -q 'Noto Serif CJK SC' || echo fonts-noto-cjk
    [ "$wanted" != font ] || return 0
    command -v chromium >/dev/null || echo chromium
    command -v firefox-esr >/dev/null || echo firefox-esr
    command -v lowriter >/dev/null || echo libreoffice-writer
    command -v localc >/dev/null || echo libreoffice-calc
    command -v curl >/dev/null || echo curl
    command -v jq >/dev/null || echo jq
    command -v unzip >/dev/null || echo unzip
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
    command -v java >/dev/null || echo default-jre-headless
    command -v ssh-keygen >/dev/null || echo openssh-client
    command -v openssl >/dev/null || echo openssl
    /sbin/ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || echo libatomic1
    [ "$wanted" = full ] || return 0
    [ -x /usr/sbin/nginx ] || echo nginx-light
}

give_up() {
    if [ "$wanted" = font ]; then
        echo "Without the font of PDF files ($packages), $1, the site has no PDF." >&2
        exit 0
    fi
    echo "The $(if [ "$wanted" = bench ]; then echo bench needs; else echo tests need; fi) these system packages, $1: $packages" >&2
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
    $as_root apt-get update -qq &&
        $as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends $packages >/dev/null
} || give_up 'whose installation failed'

packages=$(missing | xargs)
[ -z "$packages" ] || give_up 'which were installed but are not found'
