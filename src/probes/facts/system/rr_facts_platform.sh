# shellcheck shell=sh
# needs: rr_fact_files rr_fact_full_name

# rr_facts_platform: kernel, names and identity of the host.
rr_facts_platform() {
  echo facts
  echo '@ uname'
  # Whatever the order of the letters, these come as system, node, release, machine.
  uname -snrm
  uname -v
  echo '@ class'
  # The fifth byte of a program tells how wide its words are: 1 is 32 bits, 2 is 64.
  od -An -tu1 -j4 -N1 /proc/self/exe 2>/dev/null
  echo '@ fqdn'
  rr_fact_full_name "$(uname -n)"
  rr_fact_files /var/lib/dbus/machine-id /etc/machine-id
  echo end
}
