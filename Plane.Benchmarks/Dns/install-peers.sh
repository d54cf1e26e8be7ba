#!/bin/sh
# Installs the name servers that ours is compared with, and the load generator, on Debian. Nothing that is installed starts by itself.
set -eu
missing=
for pair in nsd:nsd knotd:knot pdns_server:pdns-server dnsperf:dnsperf; do
  program=${pair%%:*}
  command -v "$program" >/dev/null 2>&1 || [ -x "/usr/sbin/$program" ] || missing="$missing ${pair#*:}"
done
[ -e /usr/lib/x86_64-linux-gnu/pdns/libbindbackend.so ] || ls /usr/lib/*/pdns/libbindbackend.so >/dev/null 2>&1 || missing="$missing pdns-backend-bind"
[ -n "$missing" ] || exit 0
echo "Installing$missing" >&2
policy=/usr/sbin/policy-rc.d
made=
if [ ! -e $policy ]; then printf '#!/bin/sh\nexit 101\n' >$policy; chmod 755 $policy; made=1; fi
trap '[ -z "$made" ] || rm -f $policy' EXIT
apt-get update >&2
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >&2
