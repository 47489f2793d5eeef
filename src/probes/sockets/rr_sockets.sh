# shellcheck shell=sh

# rr_sockets PORT: this host's TCP sockets on a local port, as the kernel lists them. After a line `sockets`, lines of a
# count, the local address and the state, both as in /proc/net/tcp: `     1 00000000:0016 0A`.
rr_sockets() {
  if [ ! -r /proc/net/tcp ]; then
    echo 'the kernel does not list its sockets in /proc/net/tcp' >&2
    return 1
  fi
  echo sockets
  rr_sockets_hex=$(printf '%04X' "$1")
  for rr_sockets_table in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$rr_sockets_table" ] && cat "$rr_sockets_table"
  done | grep "^ *[0-9]*: [0-9A-F]*:$rr_sockets_hex " | while read -r _ rr_sockets_local _ rr_sockets_state _; do
    echo "$rr_sockets_local $rr_sockets_state"
  done | sort | uniq -c
}
