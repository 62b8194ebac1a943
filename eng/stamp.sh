#!/usr/bin/env bash
# Prints a stamp of what the program is built from: names, sizes and times, not contents, so that it costs milliseconds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
describe=(-printf '%p %s %T@\n')
[[ $(uname -s) == Linux ]] || describe=(-exec stat -f '%N %z %m' '{}' +)
find src compat corpora eng ./*.props ./*.targets \( -name bin -o -name obj -o -name .stamp \) -prune -o -type f "${describe[@]}" | LC_ALL=C sort | cksum
