# shellcheck shell=sh

# Sets rr_machine to what tells this machine from every other, by whatever name it is reached; empty when that is not
# certain. One kernel from one boot is not enough: containers share it. So its namespaces, its file root, its name and
# its network devices are in it too, and machines that were copied while they ran are told apart by the last two.
rr_machine() {
  rr_machine=
  rr_machine_of=$(stat -L -c '%d:%i' / /proc/self/ns/pid /proc/self/ns/net /proc/self/ns/uts 2>/dev/null) || return 0
  rr_machine_name=
  { read -r rr_machine_name </proc/sys/kernel/hostname; } 2>/dev/null
  rr_machine_id=-
  { read -r rr_machine_id </etc/machine-id; } 2>/dev/null
  set -- "$rr_boot" "$rr_machine_id" "$rr_machine_name"
  # What comes and goes with containers has no device.
  for rr_machine_net in /sys/class/net/*; do
    [ -e "$rr_machine_net/device" ] && { read -r rr_machine_address <"$rr_machine_net/address"; } 2>/dev/null &&
      set -- "$@" "$rr_machine_address"
  done
  # shellcheck disable=SC2086 # a list of numbers
  [ "$rr_boot" = unknown ] || rr_machine=$(printf '%s ' "$@" $rr_machine_of)
}
