#!/bin/sh
# Installs what is missing of "program:package" pairs on Debian. Nothing that is installed starts by itself.
set -eu
missing=
for pair; do
  program=${pair%%:*}
  command -v "$program" >/dev/null 2>&1 || [ -x "/usr/sbin/$program" ] || ls $program >/dev/null 2>&1 || missing="$missing ${pair#*:}"
done
[ -n "$missing" ] || exit 0
echo "Installing$missing" >&2
policy=/usr/sbin/policy-rc.d
made=
if [ ! -e $policy ]; then printf '#!/bin/sh\nexit 101\n' >$policy; chmod 755 $policy; made=1; fi
trap '[ -z "$made" ] || rm -f $policy' EXIT
apt-get update >&2
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >&2
