# shellcheck shell=sh
# needs: rr_fact_files

# rr_facts_network: interfaces with their addresses, and the routes out. `ip route get` only asks the kernel.
rr_facts_network() {
  echo facts
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  if command -v ip >/dev/null 2>&1; then
    echo '@ route4'
    timeout 20 ip -4 route get 8.8.8.8 2>/dev/null
    echo '@ route6'
    timeout 20 ip -6 route get 2404:6800:400a:800::1012 2>/dev/null
    echo '@ addresses'
    timeout 20 ip addr show
    echo '@ links'
    ls -ld /sys/class/net/*/device /sys/class/net/*/device/driver/module 2>/dev/null
    rr_fact_files '/sys/class/net/*' '/sys/class/net/*/address' '/sys/class/net/*/mtu' '/sys/class/net/*/operstate' \
      '/sys/class/net/*/type' '/sys/class/net/*/speed' '/sys/class/net/*/flags' '/sys/class/net/*/bridge' \
      '/sys/class/net/*/bridge/bridge_id' '/sys/class/net/*/bridge/stp_state' '/sys/class/net/*/brif/*' \
      '/sys/class/net/*/bonding' '/sys/class/net/*/bonding/*' '/sys/class/net/*/bonding_slave/perm_hwaddr'
  fi
  echo end
}
