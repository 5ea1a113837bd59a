#!/bin/sh
# Starts coturn in its container, with turnserver.conf from beside this file. What the environment says:
#   TURN_SECRET        what passwords are made of: the server's TURN_SECRET. Without it anybody could make one.
#   TURN_EXTERNAL_IP   the address by which browsers reach it
#   TURN_OWN_IP        the address that it has itself, behind the first one
#   TURN_REALM         what it calls itself
# Arguments are passed on.
set -eu
: "${TURN_SECRET:?must be set, to the same text as for the server}"
here=$(cd "$(dirname "$0")" && pwd)
temporary=${TMPDIR:-/tmp}

# The secret goes into a file: the arguments of a program are to be seen by everybody on its machine.
umask 077
{
  cat "$here/turnserver.conf"
  echo "static-auth-secret=$TURN_SECRET"
  if [ -e "$here/certificates/cert.pem" ]; then
    echo "tls-listening-port=5349"
    echo "cert=$here/certificates/cert.pem"
    echo "pkey=$here/certificates/key.pem"
  else
    echo "no-tls"
  fi
} >"$temporary/turnserver.conf"

# With both addresses it also takes two to each other who both come by way of it, although its own is a private one.
exec turnserver -c "$temporary/turnserver.conf" --pidfile="$temporary/turnserver.pid" --realm="$TURN_REALM" \
  --external-ip="$TURN_EXTERNAL_IP/$TURN_OWN_IP" --listening-ip="$TURN_OWN_IP" --relay-ip="$TURN_OWN_IP" "$@"
