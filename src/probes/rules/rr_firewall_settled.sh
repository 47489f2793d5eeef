# shellcheck shell=sh
# needs: rr_firewall

# rr_firewall_settled SECONDS: the rules in the kernel as rr_firewall tells them, looked at twice with SECONDS between; then
# a line `=settled yes` when both were the same, or `=settled no`. Chains of single Kubernetes services do not count.
rr_firewall_settled() {
  rr_firewall_settled_churn='/KUBE-S[EV][PCL]-/d;/KUBE-FW-/d;/KUBE-XLB-/d;/KUBE-EXT-/d;/KUBE-HP-/d'
  rr_firewall_settled_first=$(rr_firewall 2>/dev/null | sed -e "$rr_firewall_settled_churn")
  sleep "$1"
  rr_firewall_settled_now=$(rr_firewall)
  [ -z "$rr_firewall_settled_now" ] || printf '%s\n' "$rr_firewall_settled_now"
  rr_firewall_settled_now=$(
    printf '%s\n' "$rr_firewall_settled_now" | sed -e "$rr_firewall_settled_churn"
  )
  if [ "$rr_firewall_settled_now" = "$rr_firewall_settled_first" ]; then
    echo '=settled yes'
  else
    echo '=settled no'
  fi
}
