#!/usr/bin/env bash
# Debian packages that the whole suite uses. Only what is missing is installed.
set -euo pipefail
wanted=(chromium postgresql default-jre-headless openssl)
missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
# A Java of another origin does as well.
command -v java >/dev/null && missing=("${missing[@]/default-jre-headless/}")
read -ra missing <<<"${missing[*]}" || true
[ ${#missing[@]} -eq 0 ] && exit 0
as_root=(); [ "$(id -u)" -eq 0 ] || as_root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update --quiet=2
"${as_root[@]}" apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}" >/dev/null
