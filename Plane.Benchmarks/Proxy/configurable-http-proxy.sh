#!/bin/sh
# Installs npm's configurable-http-proxy into the folder named by $1 and runs it with the remaining arguments.
set -eu
folder=$1
shift
mkdir -p "$folder"
if [ ! -d "$folder/node_modules/configurable-http-proxy" ]; then
    (cd "$folder" && npm init -y >/dev/null && npm install --no-audit --no-fund --silent configurable-http-proxy@5.3.0 >&2)
fi
exec node "$folder/node_modules/configurable-http-proxy/bin/configurable-http-proxy" "$@"
