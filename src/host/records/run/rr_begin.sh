# shellcheck shell=sh
# needs: rr_begin_run rr_claim rr_lock rr_no_room rr_ready rr_refuse rr_state

# Has run $1 begun here, at the controller's time $2; sets rr_dir. False, and said, when it may not do anything.
rr_begin() {
  [ -z "$rr_state_root_wrong" ] || rr_refuse "$rr_state_root_wrong" || return 1
  rr_dir=$rr_root/runs/$1
  rr_state "$rr_dir"
  case $rr_state in
    armed)
      rr_lock "$1" "$2"
      return
      ;;
    none) ;;
    *)
      printf 'ended %s\n' "$rr_state"
      return 1
      ;;
  esac
  rr_ready || return 1
  rr_lock "$1" "$2" || return 1
  rr_claim "$rr_dir" armed && rr_begin_run "$2" && return 0
  [ ! -e "$rr_dir/armed" ] || return 0
  rr_no_room "$rr_root"
  rr_refuse "cannot write to $rr_dir"
}
