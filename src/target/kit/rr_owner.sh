# shellcheck shell=sh

# Sets rr_holder to the run that has this host and rr_holder_since to when it took it; both empty when it is free.
rr_owner() {
  rr_holder=
  rr_holder_since=
  [ -e "$rr_root/lock/owner" ] || return 0
  while IFS='=' read -r rr_owner_key rr_owner_value; do
    case $rr_owner_key in
      run) rr_holder=$rr_owner_value ;;
      since) rr_holder_since=$rr_owner_value ;;
    esac
  done <"$rr_root/lock/owner"
}
