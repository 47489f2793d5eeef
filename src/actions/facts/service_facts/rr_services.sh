# shellcheck shell=sh
# needs: rr_service_states

# rr_services: the services that this host has, as each of its managers lists them.
rr_services() {
  echo facts
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  rr_services_first=
  [ ! -r /proc/1/comm ] || read -r rr_services_first </proc/1/comm
  if command -v chkconfig >/dev/null 2>&1; then
    echo '@ chkconfig'
    # Of those under systemd it says in words what it does not list.
    timeout 60 chkconfig --list 2>/dev/null | while read -r rr_services_line; do
      case $rr_services_line in *[[:space:]]3:o*) ;; *) continue ;; esac
      timeout 20 service "${rr_services_line%%[[:space:]]*}" status </dev/null >/dev/null 2>&1
      printf '%s %s\n' "$?" "$rr_services_line"
    done
  elif command -v rc-status >/dev/null 2>&1; then
    echo '@ rc-status'
    timeout 60 rc-status -a -s -m 2>&1
    echo '@ rc-update'
    timeout 60 rc-update show -v 2>&1
  elif command -v service >/dev/null 2>&1; then
    echo '@ sysv'
    timeout 60 service --status-all </dev/null 2>/dev/null
  fi
  case $rr_services_first in
    *systemd*) rr_service_states ;;
  esac
  echo end
}
