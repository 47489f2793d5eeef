# shellcheck shell=bash disable=SC2154 # variables of settings.sh
# The Debian system below every host: built once, kept in the cache, made again when this file changes.

suite=${RULERUN_LAB_SUITE:-bookworm}
os_packages=systemd,systemd-sysv,dbus,libpam-systemd,openssh-server,iptables,sudo,docker.io,tcsh,fish,acl,attr,procps,iproute2
os_packages+=,busybox-static,e2fsprogs,python3,kmod,util-linux,less
# From trixie on the client is a package of its own.
[[ $suite == bullseye || $suite == bookworm ]] || os_packages+=,docker-cli

os_image() { printf '%s/os-%s\n' "$cache" "$({ echo "$suite" && cat "$here/lib/os-image.sh"; } | sha256sum | cut -c 1-12)"; }

# The archive the controller's own apt uses, whatever it is.
archive() {
  if [[ -n ${RULERUN_LAB_MIRROR:-} ]]; then
    printf '%s\n' "$RULERUN_LAB_MIRROR"
    return
  fi
  # shellcheck disable=SC2016 # apt's variables
  apt-get indextargets --format '$(LABEL) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk '$1 == "Debian" && $2 == "main" && !found { print $3; found = 1 }'
}

build_os_image() {
  local image tmp log=$cache/os-image.log uri proxy=
  image=$(os_image)
  [[ ! -d $image ]] || return 0
  uri=$(archive)
  [[ -n $uri ]] || die "missing: a Debian archive in apt's configuration (name one with RULERUN_LAB_MIRROR=http://...)"
  say "building the base system once (about a minute; log: $log)"
  eval "$(apt-config shell proxy Acquire::http::Proxy 2>/dev/null)"
  [[ -z $proxy ]] || export http_proxy=$proxy
  tmp=$cache/os-building
  unmount_below "$tmp"
  rm -rf "$tmp"
  mkdir -p "$cache/packages"
  : >"$log"
  quietly "$log" debootstrap --variant=minbase --include="$os_packages" --cache-dir="$cache/packages" "$suite" "$tmp" "$uri"
  rm -rf "$tmp"/var/cache/apt/*.bin "$tmp"/var/cache/apt/archives/*.deb "$tmp"/var/lib/apt/lists/*
  # Nothing of the controller and nothing that must differ from host to host.
  rm -f "$tmp"/etc/ssh/ssh_host_* "$tmp/etc/resolv.conf" "$tmp/etc/hostname" "$tmp/etc/machine-id" "$tmp/etc/apt/sources.list"
  mv "$tmp" "$image"
}
