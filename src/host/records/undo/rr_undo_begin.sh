# shellcheck shell=sh
# needs: rr_lock rr_owner rr_raise_fence rr_refuse rr_state rr_whole

# Prepares to undo steps of run $1 at the controller's time $2: the host is ours, by whatever name, the run is open, and
# no step of it that is about to start will.
rr_undo_begin() {
  [ -z "$rr_state_root_wrong" ] || rr_refuse "$rr_state_root_wrong" || return 0
  rr_dir=$rr_root/runs/$1
  rr_state "$rr_dir"
  case $rr_state in
    none)
      printf 'nothing\n'
      return 0
      ;;
    firing) rr_refuse 'the host is rolling back by itself' || return 0 ;;
  esac
  rr_owner
  rr_whole "$1"
  [ "$rr_holder" = "$rr_whole" ] || rr_lock "$1" "$2" || return 0
  # Open again: if this is cut off, whoever looks next sees a run that is not settled.
  if [ "$rr_state" != armed ]; then
    mv "$rr_dir/$rr_state" "$rr_dir/armed" || rr_refuse "cannot write to $rr_dir" || return 0
  fi
  rr_raise_fence "$rr_dir" || rr_refuse "cannot write to $rr_dir" || return 0
  printf 'ready\n'
}
