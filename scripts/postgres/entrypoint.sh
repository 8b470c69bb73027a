#!/bin/bash
# The part of the official image's contract that the stack uses: on an empty data folder, a superuser
# POSTGRES_USER with POSTGRES_PASSWORD who owns the database POSTGRES_DB, reachable with SCRAM.
set -euo pipefail

: "${POSTGRES_PASSWORD:?is not set: the database needs a password}"
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # shellcheck disable=SC2086 # a list of options, as in the official image
  initdb --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --encoding=UTF8 --locale=C \
    --auth-local=trust --auth-host=scram-sha-256 ${POSTGRES_INITDB_ARGS:-}
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
  if [ "$database" != postgres ]; then
    postgres --single -j postgres <<<"CREATE DATABASE \"${database//\"/\"\"}\""
  fi
fi

unset POSTGRES_PASSWORD
exec "$@"
