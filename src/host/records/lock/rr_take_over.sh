# shellcheck shell=sh
# needs: rr_acting rr_folders rr_owner rr_raise_fence rr_refuse rr_state rr_unlock

# Ends the hold of run $1 on this host. What it changed stays, and can still be rolled back. False, and said, while a
# process of it acts. Its token is raised before the last look: a step that was about to start sees that, or is seen.
# In a subshell: only here the host has the name that the other run gave it.
rr_take_over() (
  rr_owner
  # Given free, or taken by another, since that was asked: the lock itself decides then.
  [ "$rr_holder" = "$1" ] || return 0
  ! rr_acting "$1" || rr_refuse "$rr_acts of run $1 still runs on this host" || return 1
  rr_folders "$1"
  for rr_take_over_dir in $rr_folders; do
    rr_state "$rr_root/runs/$rr_take_over_dir"
    case $rr_state in
      firing) rr_refuse 'the host is rolling back by itself' || return 1 ;;
      armed)
        rr_raise_fence "$rr_root/runs/$rr_take_over_dir" || rr_refuse "cannot write to $rr_root" || return 1
        ! rr_acting "$1" || rr_refuse "$rr_acts of run $1 still runs on this host" || return 1
        mv -T "$rr_root/runs/$rr_take_over_dir/armed" "$rr_root/runs/$rr_take_over_dir/left" ||
          rr_refuse "cannot write to $rr_root/runs/$rr_take_over_dir" || return 1
        ;;
    esac
  done
  rr_host=$rr_holder_host
  rr_unlock "$1"
)
