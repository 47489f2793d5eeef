# shellcheck shell=sh
# needs: rr_acting rr_hush rr_refuse rr_state rr_sync rr_tidy rr_unlock

# Writes down that run $1 has ended here with the verdict $2, and gives the host free unless $3 is `keep`: the run has
# more to do here then.
rr_finish() {
  [ -z "$rr_state_root_wrong" ] || rr_refuse "$rr_state_root_wrong" || return 0
  # What is to stay as it is must have come to an end.
  [ "$2" != left ] || ! rr_acting "$1" || rr_refuse "$rr_acts of run $1 still runs on this host" || return 0
  rr_dir=$rr_root/runs/$1
  rr_state "$rr_dir"
  case $rr_state in
    armed)
      # One of two that try this rename wins: this, or a guard that fires.
      if mv -T "$rr_dir/armed" "$rr_dir/$2"; then
        for rr_finish_path in "$rr_dir/steps"/*; do
          rr_tidy "${rr_finish_path##*/}"
        done
        for rr_finish_path in "$rr_dir/reserve" "$rr_dir/backup"/*.hard; do
          [ ! -e "$rr_finish_path" ] || rm -f -- "$rr_finish_path"
        done
        rr_sync "$rr_dir" || rr_refuse "cannot write to $rr_dir" || return 0
        # Whoever has to look why it failed needs all there is.
        [ "$2" = rollback-failed ] || rr_hush "$2"
      else
        rr_state "$rr_dir"
      fi
      ;;
    none)
      # Cut off while it began: nothing was done.
      [ ! -d "$rr_dir/steps" ] || printf '' >"$rr_dir/$2"
      ;;
  esac
  case $rr_state in
    armed | none | "$2") ;;
    *)
      printf 'ended %s\n' "$rr_state"
      return 0
      ;;
  esac
  [ "$3" = keep ] || rr_unlock "$1" || return 0
  printf 'finished\n'
}
