# Shared by run, test, plane and .ci/run. Sourced, after `root` is set to the repository's directory.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
configuration=Release
bin="$root/artifacts/bin"
logs="$root/artifacts/log"

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() { warn "$*"; exit 1; }

has() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] || [ -x "/usr/local/sbin/$1" ]; }

# Runs a command as root, or fails when we cannot be.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1; fi
}

need_sdk() { command -v dotnet >/dev/null 2>&1 || die "The .NET SDK (10 or later) is missing: install it, then run this again."; }

# ensure PROGRAM PACKAGE WHY ... : installs the Debian packages of the programs that are missing, telling what and why.
ensure() {
  local packages=()
  while [ $# -ge 3 ]; do
    if ! has "$1"; then packages+=("$2"); say "Installing $2: $3."; fi
    shift 3
  done
  [ ${#packages[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then warn "There is no apt-get here; please install: ${packages[*]}"; return 1; fi
  mkdir -p "$logs"
  # Nothing that is installed shall start by itself: nats-server would take our port.
  local policy=/usr/sbin/policy-rc.d made=
  if [ ! -e $policy ] && as_root sh -c "printf '#!/bin/sh\nexit 101\n' > $policy && chmod 755 $policy" 2>/dev/null; then made=1; fi
  local ok=0
  { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"; } \
    >"$logs/install.log" 2>&1 || ok=1
  [ -z "$made" ] || as_root rm -f $policy
  [ $ok = 0 ] || warn "Installing ${packages[*]} failed (root or sudo is needed); see artifacts/log/install.log"
  return $ok
}

# Puts the scripts of the JavaScript peers beside the packages they need, in artifacts/node.
ensure_node_peers() {
  local from="$root/Plane.Tests/JavaScript" to="$root/artifacts/node"
  ensure node nodejs "tests use independent clients in JavaScript" npm npm "these clients are npm packages" || return 1
  mkdir -p "$to" "$logs"
  cp "$from"/*.mjs "$to"
  if cmp -s "$from/package.json" "$to/package.json" && [ -d "$to/node_modules" ]; then return 0; fi
  say "Installing the packages of the JavaScript peers."
  rm -rf "$to/node_modules" "$to/package.json"
  cp "$from/package.json" "$to/package.json.next"
  # The list of what is wanted appears under its name only when all of it is there.
  (cd "$to" && cp package.json.next package.json && npm install --no-audit --no-fund --no-package-lock --silent) >"$logs/npm.log" 2>&1 ||
    { rm -f "$to/package.json"; warn "Installing the packages of the JavaScript peers failed; see artifacts/log/npm.log"; return 1; }
}

engine_answers() { command -v docker >/dev/null 2>&1 && timeout 10 docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# Makes a Docker engine answer if that can be done. On failure $no_engine says why.
ensure_engine() {
  no_engine=
  if [ -n "${DOCKER_HOST:-}" ]; then
    ensure docker docker.io "the Docker client" || true
    engine_answers || no_engine="none answers at DOCKER_HOST"
  elif ! engine_answers; then
    ensure dockerd docker.io "the Docker engine that runs session backends" || true
    if has dockerd; then start_engine; else no_engine="it is not installed and cannot be installed"; fi
  fi
  [ -z "$no_engine" ]
}

start_engine() {
  no_engine="it does not start without root or the privileges it needs; see .plane/dockerd.log"
  local pid= daemon
  if [ -d /run/systemd/system ]; then
    as_root systemctl start docker >/dev/null 2>&1 || return 0
  else
    as_root true || return 0
    say "Starting the Docker engine (log: .plane/dockerd.log); it stays when we stop."
    mkdir -p "$root/.plane"
    daemon=$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v dockerd)
    as_root setsid "$daemon" </dev/null >>"$root/.plane/dockerd.log" 2>&1 &
    pid=$!
    disown
  fi
  for _ in $(seq 100); do
    if engine_answers; then no_engine=; return 0; fi
    [ -z "$pid" ] || [ -d "/proc/$pid" ] || return 0
    sleep 0.2
  done
}

# True when something that goes into a build is newer than the file $1.
stale() {
  [ -e "$1" ] || return 0
  [ -n "$(find "$root" -mindepth 1 \( -name artifacts -o -name .git -o -name .plane -o -name docs -o -name node_modules -o -name .ci \) -prune -o \
    \( -type d -o -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.sln*' -o -name '*.json' \
       -o -name '*.html' -o -name '*.js' -o -name '*.css' -o -name '.editorconfig' -o -name 'BannedSymbols.txt' \) -newer "$1" -print -quit)" ]
}

# build NAME PROJECT : builds in Release unless nothing has changed since the last time. The analyzers take two thirds of the time: continuous
# integration and editors run them. The compiler serves all projects of a build and goes with it.
build() {
  local stamp="$root/artifacts/stamps/$1"
  stale "$stamp" || return 0
  need_sdk
  mkdir -p "$logs" "$root/artifacts/stamps"
  touch "$stamp.next"
  say "Building $1 (log: artifacts/log/build-$1.log) ..."
  local outcome=0 analyze=false
  [ -z "${CI:-}" ] || analyze=true
  dotnet build "$root/$2" -c $configuration -v q -p:RunAnalyzersDuringBuild=$analyze -p:UseSharedCompilation=true >"$logs/build-$1.log" 2>&1 || outcome=$?
  dotnet build-server shutdown --vbcscompiler >>"$logs/build-$1.log" 2>&1 || true
  if [ $outcome != 0 ]; then
    grep -E 'error|warning' "$logs/build-$1.log" | sort -u | head -30 | sed -E 's# \(https?://[^ )]*\)##g; s#https?://[^ ]*#(registry)#g; s# \[[^]]*\]$##' >&2
    die "The build failed."
  fi
  mv "$stamp.next" "$stamp"
}
