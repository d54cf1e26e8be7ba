#!/bin/sh
# Installs the official JavaScript client into the folder named by $1 and runs the peer there with the remaining arguments.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
shift
mkdir -p "$folder"
if [ ! -d "$folder/node_modules/@nats-io/transport-node" ]; then
    (cd "$folder" && npm init -y >/dev/null && npm install --no-audit --no-fund --silent @nats-io/transport-node@3.4.0 >&2)
fi
cp "$here/peer.mjs" "$folder/peer.mjs"
exec node "$folder/peer.mjs" "$@"
