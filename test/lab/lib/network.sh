# shellcheck shell=bash disable=SC2154 # variables of settings.sh
# One bridge a lab, one network namespace and one veth pair a host. The namespace is made anew at every boot: a reboot forgets
# kernel rules.

netns_of() { printf '%s-%s\n' "$tag" "$1"; }

# Interface names are at most 15 characters long: rrlab-200, rrlab-bake.
veth_of() { printf '%s-%s\n' "$tag" "${1#node}"; }

bridge_up() {
  ip link show "$bridge" >/dev/null 2>&1 && return 0
  if [[ $(ip -o -4 addr show) == *" inet $net."* ]]; then
    die "the addresses $net.0/24 are taken on this machine; choose others, for example RULERUN_LAB_NET=10.214.1"
  fi
  # Two commands of the lab may race for it.
  ip link add "$bridge" type bridge 2>/dev/null || true
  ip addr replace "$net.1/24" dev "$bridge"
  # No delay before a port forwards.
  ip link set "$bridge" type bridge forward_delay 0
  ip link set "$bridge" up
}

network_up() { # NAME
  local ns veth address mac
  ns=$(netns_of "$1")
  veth=$(veth_of "$1")
  address=$(address_of "$1")
  # A fixed hardware address keeps the neighbour tables of the others right over a reboot.
  mac=$(printf '02:52:52:%02x:%02x:%02x' $((16#$(printf %s "$tag" | sha256sum | cut -c 1-2))) 0 "${address##*.}")
  network_down "$1"
  ip netns add "$ns"
  ip link add "$veth" type veth peer name host0 address "$mac" netns "$ns"
  ip link set "$veth" master "$bridge" up
  ip -n "$ns" link set lo up
  ip -n "$ns" addr add "$address/24" dev host0
  ip -n "$ns" link set host0 up
  ip -n "$ns" route add default via "$net.1"
}

network_down() { # NAME
  local ns
  ns=$(netns_of "$1")
  ip link del "$(veth_of "$1")" 2>/dev/null || true
  [[ ! -e /run/netns/$ns ]] || ip netns del "$ns"
}

bridge_down() { ip link del "$bridge" 2>/dev/null || true; }

# Leftovers of this lab whose host folder is gone.
lost_networks() {
  local ns
  for ns in /run/netns/"$tag"-*; do
    [[ ! -e $ns ]] || basename "${ns#/run/netns/"$tag"-}"
  done
}
