# shellcheck shell=sh

# rr_unit_graph NAME: a unit's place among the others, as `systemctl show` prints it. systemd 219 leaves out empty lists
# and ends with an error when a property is unknown to it, so the exit code says nothing.
rr_unit_graph() {
  rr_graph_said=$(timeout 30 systemctl show \
    --property=Id,Names,LoadState,ActiveState,FragmentPath,DropInPaths,NeedDaemonReload \
    --property=Requires,RequiresOverridable,Requisite,RequisiteOverridable,Wants,BindsTo,PartOf,After,Before \
    --property=Conflicts,RequiredBy,RequiredByOverridable,WantedBy,BoundBy,ConsistsOf -- "$1")
  case $rr_graph_said in
    *LoadState=*) printf '%s\n' "$rr_graph_said" ;;
    *)
      echo "systemctl gave no answer about $1" >&2
      return 1
      ;;
  esac
}
