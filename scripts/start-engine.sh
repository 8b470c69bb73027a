#!/usr/bin/env bash
# Starts a Docker engine by hand on a machine where none answers and nothing manages services.
set -euo pipefail

readonly PID_FILE=/run/touchstone-dockerd.pid
readonly LOG_FILE=/var/log/touchstone-dockerd.log

usage() {
  cat <<END
Usage: scripts/start-engine.sh [stop]

Starts a Docker engine where none answers, as root; installs it (docker.io) from the Debian or Ubuntu
packages if it is missing. Does nothing where one answers.

  stop  Ends the engine that this script started, and its containers with it.

Its log goes to $LOG_FILE.

Example:
  scripts/start-engine.sh && scripts/images.sh && npm test
END
}

fail() {
  echo "start-engine.sh: $1" >&2
  exit 1
}

answers() {
  docker version >/dev/null 2>&1
}

start() {
  if answers; then
    echo 'a Docker engine answers'
    return
  fi
  [ "$(id -u)" = 0 ] || fail 'an engine is started as root: use sudo, or start yours'
  if ! command -v dockerd >/dev/null || ! command -v docker >/dev/null; then install_engine; fi
  rm -f "$PID_FILE"
  setsid dockerd --pidfile "$PID_FILE" >"$LOG_FILE" 2>&1 </dev/null &
  local engine=$! started=$SECONDS
  until answers; do
    kill -0 "$engine" 2>/dev/null || fail "dockerd ended: $(tail -n 3 "$LOG_FILE")"
    [ $((SECONDS - started)) -lt 60 ] || fail "dockerd does not answer within 60 s: $(tail -n 3 "$LOG_FILE")"
    sleep 0.2
  done
  echo "a Docker engine answers, started in $((SECONDS - started)) s"
}

# Newer releases keep the command in a package of its own.
install_engine() {
  local packages=(docker.io iptables)
  ! apt-cache show docker-cli >/dev/null 2>&1 || packages+=(docker-cli)
  DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends "${packages[@]}" >/dev/null
}

stop() {
  [ -f "$PID_FILE" ] || return 0
  local engine
  engine=$(cat "$PID_FILE")
  kill "$engine" 2>/dev/null || return 0
  while kill -0 "$engine" 2>/dev/null; do sleep 0.1; done
}

case ${1:-start} in
  start) start ;;
  stop) stop ;;
  -h | --help) usage ;;
  *) usage >&2 && fail "unknown argument: $1" ;;
esac
