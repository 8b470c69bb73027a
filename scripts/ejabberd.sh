#!/usr/bin/env bash
# Runs ejabberd from Debian's packages on loopback, as a second server to judge.
set -euo pipefail

PROJECT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/debian-mirror.sh
source "$PROJECT/scripts/debian-mirror.sh"

usage() {
  cat <<END
Usage: scripts/ejabberd.sh FOLDER

Unpacks ejabberd (trixie-backports) into FOLDER, with an authority and a certificate for localhost, and runs it there
until Ctrl-C: clients on 127.0.0.1:15222 by STARTTLS, upload on 15443. Whoever asks may register.
Needs: root, mmdebstrap, debian-archive-keyring, openssl.

In another terminal:
  TOUCHSTONE_CA_FILE=FOLDER/ca.pem npx touchstone run --target localhost:15222 --only conformance
END
}

fail() {
  echo "ejabberd.sh: $1" >&2
  exit 1
}

unpack() {
  local mirror
  mirror=$(debian_mirror)
  mmdebstrap --quiet --variant=extract --aptopt='APT::Default-Release "trixie-backports"' \
    --include=ejabberd,bash,coreutils,dash,findutils,grep,gzip,hostname,libc-bin,mawk,openssl,sed,util-linux \
    trixie "$root" "deb $mirror trixie main" "deb $mirror trixie-backports main"
  mkdir -p "$root"/{dev,proc,tmp,etc/ejabberd,var/lib/ejabberd,var/log/ejabberd}
  cp /etc/hosts /etc/passwd /etc/group "$root/etc/"
  # Otherwise it would change to a user that this machine does not have, and listen for other nodes everywhere.
  sed -i -e 's/^INSTALLUSER=.*/INSTALLUSER=/' -e 's/^INET_DIST_INTERFACE=.*/INET_DIST_INTERFACE=127.0.0.1/' \
    "$root/usr/sbin/ejabberdctl"
}

certify() {
  local key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
  # shellcheck disable=SC2086 # several words
  openssl req -x509 $key -keyout "$folder/ca.key" -out "$folder/ca.pem" -subj '/CN=Touchstone second server' -days 30
  # shellcheck disable=SC2086
  openssl req $key -keyout "$folder/host.key" -out "$folder/host.csr" -subj /CN=localhost
  openssl x509 -req -in "$folder/host.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -CAcreateserial -days 30 \
    -extfile <(echo 'subjectAltName=DNS:localhost,DNS:conference.localhost,DNS:upload.localhost') -out "$folder/host.pem"
  cat "$folder/host.pem" "$folder/host.key" >"$root/etc/ejabberd/host.pem"
}

case ${1:-} in
  -h | --help) usage && exit ;;
  '') usage >&2 && fail 'a folder is needed' ;;
esac
[ "$(id -u)" = 0 ] || fail 'run it as root: it works in a root folder of its own'
command -v mmdebstrap >/dev/null || fail 'mmdebstrap is missing: apt-get install mmdebstrap debian-archive-keyring'
mkdir -p "$1"
folder=$(cd "$1" && pwd)
root=$folder/root
[ -d "$root" ] || unpack
certify 2>/dev/null
cp "$PROJECT/scripts/ejabberd/ejabberd.yml" "$root/etc/ejabberd/"

# Erlang asks these for random numbers and for the state of the machine.
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
trap 'umount "$root/proc" "$root/dev"' EXIT
echo "TOUCHSTONE_CA_FILE=$folder/ca.pem npx touchstone run --target localhost:15222 --only conformance"
# What one run registered means nothing to the next.
find "$root/var/lib/ejabberd" -mindepth 1 -delete
chroot "$root" /usr/bin/env -i HOME=/var/lib/ejabberd PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
  ERL_EPMD_ADDRESS=127.0.0.1 ERLANG_NODE=ejabberd@localhost SPOOL_DIR=/var/lib/ejabberd LOGS_DIR=/var/log/ejabberd \
  EJABBERD_CONFIG_PATH=/etc/ejabberd/ejabberd.yml ejabberdctl foreground
