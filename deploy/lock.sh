#!/usr/bin/env bash
# Resolve pyproject.toml into requirements/*.txt: exact versions, hashes, no host.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_CUSTOM_COMPILE_COMMAND="make lock"
compile=(.venv/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --universal
  --python-version 3.11 pyproject.toml)
"${compile[@]}" --group build -o requirements/base.txt
"${compile[@]}" --extra elasticsearch -c requirements/base.txt -o requirements/elasticsearch.txt
"${compile[@]}" --group build --group dev --extra elasticsearch -c requirements/base.txt \
  -c requirements/elasticsearch.txt -o requirements/dev.txt
