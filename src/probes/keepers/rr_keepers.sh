# shellcheck shell=sh

# rr_keepers UNIT...: what runs that writes rules into the kernel of this host, a line each:
#   process PID CGROUP COMMAND LINE    a daemon of Docker's, or a node of OpenShift, in the network of the host; CGROUP as
#                                      systemd knows it, `-` when it does not
# then an empty line and `systemctl show` of each UNIT, a paragraph each.
rr_keepers() {
  rr_keepers_net=$(readlink /proc/1/ns/net)
  for rr_keepers_file in /proc/[0-9]*/comm; do
    rr_keepers_name=$(cat "$rr_keepers_file" 2>/dev/null) || continue
    case $rr_keepers_name in
      dockerd | dockerd-* | docker-current | docker-latest | openshift | hyperkube | docker) ;;
      *) continue ;;
    esac
    rr_keepers_process=${rr_keepers_file%/comm}
    [ "$(readlink "$rr_keepers_process/ns/net")" = "$rr_keepers_net" ] || continue
    rr_keepers_group=$(grep -e ':name=systemd:' "$rr_keepers_process/cgroup" 2>/dev/null) ||
      rr_keepers_group=$(grep -e '^0::' "$rr_keepers_process/cgroup" 2>/dev/null)
    rr_keepers_group=${rr_keepers_group##*:}
    rr_keepers_said=$(tr '\000' ' ' <"$rr_keepers_process/cmdline" 2>/dev/null | head -n 1)
    printf '%s\n' "process ${rr_keepers_process#/proc/} ${rr_keepers_group:--} $rr_keepers_said"
  done
  echo
  # The exit code of systemd 219 says nothing; an answer without units is known by its form.
  timeout 30 systemctl show --property=Id,Names,LoadState,ActiveState,UnitFileState -- "$@" 2>/dev/null
  return 0
}
