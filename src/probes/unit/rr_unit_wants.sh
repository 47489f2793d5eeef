# shellcheck shell=sh

# rr_unit_wants UNIT: the lines `wants`, `vendor` and `alias` of rr_unit_links, which calls it.
# shellcheck disable=SC2154 # rr_unit_dirs and rr_unit_root are set by rr_unit_links
rr_unit_wants() {
  for rr_unit_dir in $rr_unit_dirs; do
    rr_unit_kind=vendor
    case $rr_unit_dir in "$rr_unit_root/etc/"* | "$rr_unit_root/run/"*) rr_unit_kind=wants ;; esac
    for rr_unit_path in "$rr_unit_dir"/*.wants/"$1" "$rr_unit_dir"/*.requires/"$1" "$rr_unit_dir"/*.upholds/"$1"; do
      [ -L "$rr_unit_path" ] || continue
      printf '%s\t%s\t%s\t%s\n' "$rr_unit_kind" "$1" "$rr_unit_path" "$(readlink "$rr_unit_path")"
    done
    [ "$rr_unit_kind" = wants ] || continue
    for rr_unit_path in "$rr_unit_dir"/*; do
      [ -L "$rr_unit_path" ] || continue
      [ "${rr_unit_path##*/}" != "$1" ] || continue
      rr_unit_target=$(readlink "$rr_unit_path")
      [ "${rr_unit_target##*/}" != "$1" ] || printf 'alias\t%s\t%s\t%s\n' "$1" "$rr_unit_path" "$rr_unit_target"
    done
  done
}
