# shellcheck shell=sh

# Sets rr_folders to the folders of run $1 that are on this host, one for each of its plays, with blanks between. Names
# of runs have none.
rr_folders() {
  rr_folders=
  for rr_folders_one in "$rr_root/runs/$1" "$rr_root/runs/$1".*; do
    [ -d "$rr_folders_one" ] || continue
    rr_folders_one=${rr_folders_one##*/}
    case ${rr_folders_one#"$1"} in
      '') rr_folders=$1 ;;
      .*[!0-9]* | .) ;;
      *) rr_folders="$rr_folders $rr_folders_one" ;;
    esac
  done
}
