# shellcheck shell=sh

# rr_unit_files UNIT: the lines `file`, `empty` and `link` of rr_unit_links, which calls it. An instance's template is
# among them. Leaves the first file that has content, the one that counts without a mask, in rr_unit_fragment.
# shellcheck disable=SC2154 # rr_unit_dirs is set by rr_unit_links
rr_unit_files() {
  rr_unit_template=$1
  case $1 in *@?*.*) rr_unit_template=${1%%@*}@.${1##*.} ;; esac
  rr_unit_fragment=
  for rr_unit_dir in $rr_unit_dirs; do
    for rr_unit_path in "$rr_unit_dir/$1" "$rr_unit_dir/$rr_unit_template"; do
      if [ -L "$rr_unit_path" ]; then
        printf 'link\t%s\t%s\t%s\n' "$1" "$rr_unit_path" "$(readlink "$rr_unit_path")"
      elif [ -s "$rr_unit_path" ]; then
        printf 'file\t%s\t%s\n' "$1" "$rr_unit_path"
      elif [ -f "$rr_unit_path" ]; then
        printf 'empty\t%s\t%s\n' "$1" "$rr_unit_path"
      fi
      [ -z "$rr_unit_fragment" ] && [ -f "$rr_unit_path" ] && [ -s "$rr_unit_path" ] && rr_unit_fragment=$rr_unit_path
      [ "$rr_unit_template" != "$1" ] || break
    done
  done
}
