# shellcheck shell=sh
# needs: rr_whole

# Sets rr_holder to the run that has this host, rr_holder_host to what that run calls it, rr_holder_since to when it took
# it and rr_holder_boot to the boot in which it did; all empty when it is free. A lock that does not say whose it is, as
# after damage to the disk, is held by `unknown`.
rr_owner() {
  rr_holder=
  rr_holder_host=
  rr_holder_since=
  rr_holder_boot=
  [ -e "$rr_root/lock" ] || return 0
  rr_holder=unknown
  while read -r rr_owner_line; do
    case $rr_owner_line in
      run=?*)
        rr_whole "${rr_owner_line#*=}"
        rr_holder=$rr_whole
        ;;
      host=*) rr_holder_host=${rr_owner_line#*=} ;;
      since=*) rr_holder_since=${rr_owner_line#*=} ;;
      boot_id=*) rr_holder_boot=${rr_owner_line#*=} ;;
    esac
  done 2>/dev/null <"$rr_root/lock/owner"
  # Given free while it was read.
  [ -e "$rr_root/lock" ] || rr_holder=
}
