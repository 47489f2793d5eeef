# shellcheck shell=sh

# rr_service_states: what systemd says of its services: those in memory, those that are only files, and of the latter in
# which state they are. A template has none.
rr_service_states() {
  echo '@ units'
  timeout 60 systemctl list-units --no-pager --no-legend --type=service --all 2>/dev/null
  echo '@ files'
  rr_service_states_files=$(timeout 60 systemctl list-unit-files --no-pager --no-legend --type=service 2>/dev/null)
  printf '%s\n' "$rr_service_states_files"
  echo '@ states'
  set -f
  # shellcheck disable=SC2046 # names of units hold no blanks
  set -- $(
    printf '%s\n' "$rr_service_states_files" | while read -r rr_service_states_name _; do
      case $rr_service_states_name in '' | *@.service) ;; *) printf '%s\n' "$rr_service_states_name" ;; esac
    done
  )
  [ "$#" -eq 0 ] || timeout 60 systemctl show --property=Names,ActiveState -- "$@" 2>/dev/null
  set +f
}
