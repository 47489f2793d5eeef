# shellcheck shell=sh

# rr_firewall: the rules in the kernel, IPv4 and IPv6, of every iptables there is on the host (with both, the legacy and
# the nft rules are in force). Each part begins with a line `=PROGRAM` and ends with `=end EXITCODE`. Left out on the
# host, because they change by themselves or are many: comments, counters, and the rules of single Kubernetes services
# (what is in their chains, and what leads to those), with the chains of their endpoints. What iptables-save says of tables
# that it cannot show stays. A kernel without IPv6 has no rules for it, even where ip6tables-save fails for that.
rr_firewall() {
  rr_firewall_programs=
  for rr_firewall_family in iptables ip6tables; do
    rr_firewall_found=
    for rr_firewall_kind in legacy nft; do
      command -v "$rr_firewall_family-$rr_firewall_kind-save" >/dev/null 2>&1 || continue
      rr_firewall_found="$rr_firewall_found $rr_firewall_family-$rr_firewall_kind-save"
    done
    # RHEL 7 has one kind, under the plain name.
    if [ -z "$rr_firewall_found" ] && command -v "$rr_firewall_family-save" >/dev/null 2>&1; then
      rr_firewall_found=$rr_firewall_family-save
    fi
    rr_firewall_programs="$rr_firewall_programs $rr_firewall_found"
  done
  for rr_firewall_program in $rr_firewall_programs; do
    echo "=$rr_firewall_program"
    # The exit code of the first in the pipe, through the third descriptor.
    rr_firewall_code=$(
      {
        {
          timeout 60 "$rr_firewall_program"
          echo $? >&3
        } | sed -e '/^#.*incompatible/b' -e '/^#/d' -e 's/^\[[0-9]*:[0-9]*\] //' -e 's/ \[[0-9]*:[0-9]*\]$//' -e '/^:KUBE-SEP-/d' \
          -e '/^-A KUBE-S[EV][CLP]-/d' -e '/^-A KUBE-FW-/d' -e '/^-A KUBE-XLB-/d' -e '/^-A KUBE-EXT-/d' \
          -e '/^-A KUBE-[A-Z-]* .* -j KUBE-S[EV][CLP]-/d' -e '/^-A KUBE-[A-Z-]* .* -j KUBE-FW-/d' \
          -e '/^-A KUBE-[A-Z-]* .* -j KUBE-XLB-/d' -e '/^-A KUBE-[A-Z-]* .* -j KUBE-EXT-/d' \
          -e '/^-A KUBE-SERVICES .* -j KUBE-MARK-MASQ$/d' -e '/^-A KUBE-NODEPORTS .* -j KUBE-MARK-MASQ$/d' \
          -e '/^-A KUBE-SERVICES .* -j REJECT/d' -e '/^-A KUBE-EXTERNAL-SERVICES .* -j REJECT/d' \
          -e '/^-A KUBE-EXTERNAL-SERVICES .* -j DROP$/d' >&4
      } 3>&1
    )
    case $rr_firewall_code$rr_firewall_program in
      0* | *iptables*) ;;
      *) [ -e /proc/net/if_inet6 ] || rr_firewall_code=0 ;;
    esac
    echo "=end $rr_firewall_code"
  done 4>&1
}
