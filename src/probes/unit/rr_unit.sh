# shellcheck shell=sh
# needs: rr_unit_links

# rr_unit NAME: what systemd says of a unit, as `Key=value` lines like those of `systemctl show`; `EnabledWord=` is the
# word of `systemctl is-enabled`; then the lines of rr_unit_links.
#
# Written for systemd 219 as well: there `show` has no --value, leaves out empty lists, and ends with an error when one
# of the properties does not exist for this kind of unit, so its exit code says nothing. UnitFileState is kept in memory
# there and is `bad` for a masked unit, so the word is asked for on its own.
rr_unit() {
  rr_unit_said=$(timeout 30 systemctl show \
    --property=Id,Names,LoadState,LoadError,ActiveState,SubState,FragmentPath,SourcePath,DropInPaths,NeedDaemonReload \
    --property=Type,RemainAfterExit,CanReload,Result,RefuseManualStart,RefuseManualStop \
    --property=RequiredBy,RequiredByOverridable,BoundBy,ConsistsOf,TriggeredBy -- "$1")
  rr_unit_newline='
'
  case $rr_unit_newline$rr_unit_said in
    *"${rr_unit_newline}LoadState="*) ;;
    *)
      echo "systemctl gave no answer about $1" >&2
      return 1
      ;;
  esac
  rr_unit_id=${rr_unit_newline}${rr_unit_said}
  rr_unit_id=${rr_unit_id#*"${rr_unit_newline}Id="}
  rr_unit_id=${rr_unit_id%%"$rr_unit_newline"*}
  rr_unit_names=${rr_unit_newline}${rr_unit_said}
  rr_unit_names=${rr_unit_names#*"${rr_unit_newline}Names="}
  rr_unit_names=${rr_unit_names%%"$rr_unit_newline"*}
  rr_unit_word=$(timeout 30 systemctl is-enabled -- "$rr_unit_id" 2>/dev/null)
  printf '%s\n' "$rr_unit_said" "EnabledWord=${rr_unit_word##*"$rr_unit_newline"}"
  set -f
  # shellcheck disable=SC2086 # a list of unit names, which hold no spaces
  set -- "$rr_unit_id" $rr_unit_names
  set +f
  rr_unit_links "$@"
}
