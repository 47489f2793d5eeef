# shellcheck shell=sh

# rr_unit_dependents NAME: who stops or restarts when this unit does. `systemctl show` of the unit, of all that require
# it, are bound to it or are part of it, and of those in turn, one paragraph each; then the units it conflicts with, which
# stop when it starts. systemd 219 has no properties for the reverse of Requisite, so those are not followed.
rr_unit_dependents() {
  rr_deps_seen=" $1 "
  rr_deps_conflicts=
  rr_deps_depth=0
  rr_deps_newline='
'
  while [ $# -gt 0 ] && [ $rr_deps_depth -lt 12 ]; do
    rr_deps_depth=$((rr_deps_depth + 1))
    rr_deps_said=$(timeout 30 systemctl show \
      --property=Id,LoadState,ActiveState,SubState,RequiredBy,RequiredByOverridable,BoundBy,ConsistsOf \
      --property=Conflicts,ConflictedBy -- "$@" 2>/dev/null)
    printf '%s\n\n' "$rr_deps_said"
    set --
    set -f
    IFS=$rr_deps_newline
    for rr_deps_line in $rr_deps_said; do
      IFS=' '
      case $rr_deps_depth$rr_deps_line in
        *RequiredBy=* | *RequiredByOverridable=* | *BoundBy=* | *ConsistsOf=*)
          for rr_deps_name in ${rr_deps_line#*=}; do
            case $rr_deps_seen in *" $rr_deps_name "*) continue ;; esac
            rr_deps_seen="$rr_deps_seen$rr_deps_name "
            set -- "$@" "$rr_deps_name"
          done
          ;;
        1Conflicts=* | 1ConflictedBy=*) rr_deps_conflicts="$rr_deps_conflicts ${rr_deps_line#*=}" ;;
      esac
    done
    IFS=' '
  done
  [ -n "$rr_deps_conflicts" ] || return 0
  # shellcheck disable=SC2086 # a list of unit names, which hold no spaces
  timeout 30 systemctl show --property=Id,LoadState,ActiveState,SubState -- $rr_deps_conflicts 2>/dev/null
  return 0
}
