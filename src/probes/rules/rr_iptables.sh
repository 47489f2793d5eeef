# shellcheck shell=sh

# rr_iptables FAMILY: what a host has of iptables (FAMILY: `iptables` or `ip6tables`), a line each:
#   program NAME VERSION    of FAMILY, FAMILY-legacy and FAMILY-nft those that are there, with what each says of itself
#   restore PATH            what iptables.service loads its file with
#   netns yes | netns no WHY    whether a network namespace can be made; the one made for the answer is gone with it
rr_iptables() {
  for rr_iptables_name in "$1" "$1-legacy" "$1-nft"; do
    command -v "$rr_iptables_name" >/dev/null 2>&1 || continue
    rr_iptables_said=$(timeout 10 "$rr_iptables_name" --version 2>/dev/null | head -n 1)
    printf '%s\n' "program $rr_iptables_name $rr_iptables_said"
  done
  ! rr_iptables_said=$(command -v "$1-restore") || printf '%s\n' "restore $rr_iptables_said"
  if ! command -v unshare >/dev/null 2>&1; then
    echo 'netns no there is no unshare'
  elif rr_iptables_said=$(timeout 10 unshare -n true 2>&1); then
    echo 'netns yes'
  else
    printf '%s' "$rr_iptables_said" | sed -e 's/^/netns no /' -e 1q
    echo
  fi
}
