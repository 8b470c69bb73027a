#!/bin/bash
# Runs the command as the user prosody.
#
# Certificates may be readable by their owner alone, as secrets are when they are mounted or copied in:
# so a root that starts the container hands prosody a copy of its own, then steps down for good.
# A container that is started as another user runs the command as it is.
set -euo pipefail

# So that `docker compose up` needs no preparation; the harness always brings certificates.
sign_ourselves() {
  echo "no certificates in $PROSODY_CERT_DIR: signing our own, which no client will trust" >&2
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
    -subj "/CN=$PROSODY_DOMAIN" -addext "subjectAltName=DNS:$PROSODY_DOMAIN,DNS:*.$PROSODY_DOMAIN" \
    -keyout "$1/$PROSODY_DOMAIN.key" -out "$1/$PROSODY_DOMAIN.crt" 2>/dev/null
}

if [ "$(id -u)" = 0 ]; then
  certificates=/run/prosody/certs
  install --directory --owner=prosody --group=prosody --mode=700 "$certificates" "$PROSODY_DATA_DIR"
  cp --recursive --dereference "$PROSODY_CERT_DIR/." "$certificates"
  if [ -z "$(ls "$certificates")" ] && [ -n "${PROSODY_DOMAIN:-}" ]; then sign_ourselves "$certificates"; fi
  chown --recursive prosody:prosody "$certificates"
  export PROSODY_CERT_DIR=$certificates
  set -- setpriv --reuid=prosody --regid=prosody --init-groups --inh-caps=-all --no-new-privs -- "$@"
fi

exec "$@"
