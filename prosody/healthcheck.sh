#!/bin/bash
# Healthy is a server that answers a client's stream header with its features (RFC 6120 §4.3.2).
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/${PROSODY_C2S_PORT:-5222}"
printf '%s' "<?xml version='1.0'?><stream:stream to='$PROSODY_DOMAIN' version='1.0' xmlns='jabber:client'" \
  " xmlns:stream='http://etherx.jabber.org/streams'>" >&3
while read -r -t 2 -d '>' tag <&3; do
  case $tag in
    '</stream:features' | '<stream:features/') printf '</stream:stream>' >&3 && exit 0 ;;
    *stream:error*) break ;;
  esac
done
echo "no stream features from $PROSODY_DOMAIN"
exit 1
