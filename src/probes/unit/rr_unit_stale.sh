# shellcheck shell=sh

# rr_unit_stale: the loaded units whose files have changed since systemd read them, one name a line.
rr_unit_stale() {
  # No pattern but `*` itself: systemd 219 takes patterns, and `show` without names speaks of the manager.
  rr_stale_said=$(timeout 30 systemctl show --property=Id,NeedDaemonReload,LoadState -- '*')
  case $rr_stale_said in
    *NeedDaemonReload=*) ;;
    *)
      echo 'systemctl gave no answer about its units' >&2
      return 1
      ;;
  esac
  rr_stale_id=
  printf '%s\n' "$rr_stale_said" | while IFS='=' read -r rr_stale_key rr_stale_value; do
    case $rr_stale_key=$rr_stale_value in
      Id=*) rr_stale_id=$rr_stale_value ;;
      NeedDaemonReload=yes) printf '%s\n' "$rr_stale_id" ;;
    esac
  done
}
