# Sourced by scripts that make things from Debian's packages.

# apt knows its sources in every format they can be written in; the security archive has another label.
debian_mirror() {
  local mirror=${TOUCHSTONE_DEBIAN_MIRROR:-}
  # shellcheck disable=SC2016 # apt fills it in
  [ -n "$mirror" ] || mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
  [ -n "$mirror" ] || fail "this machine's apt names no Debian mirror: run apt-get update, or set TOUCHSTONE_DEBIAN_MIRROR"
  echo "$mirror"
}
