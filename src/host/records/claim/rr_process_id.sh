# shellcheck shell=sh

# Sets rr_birth to what tells process $1 from a later one with the same number: its start in clock ticks since boot.
# False when there is no such process, or only its zombie. Nobody is process 0.
rr_process_id() {
  rr_birth=-
  [ "$1" != 0 ] || return 1
  if [ ! -e /proc/self/stat ]; then
    kill -0 "$1" 2>/dev/null
    return
  fi
  { read -r rr_process_id_line <"/proc/$1/stat"; } 2>/dev/null || return 1
  # Past the name in brackets, which may hold anything, all fields are single words.
  # shellcheck disable=SC2086
  set -- ${rr_process_id_line##*) }
  case $1 in
    Z | X) return 1 ;;
  esac
  rr_birth=${20}
}
