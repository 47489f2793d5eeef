# shellcheck shell=sh

# rr_fact_files PATTERN…: the section `there` names what exists of these paths, in which `*` stands for names; the section
# `files` has each line of those that are files, as `PATH:LINE`. One program reads them all.
rr_fact_files() {
  echo '@ there'
  rr_fact_files_ifs=$IFS
  IFS=
  set +f
  for rr_fact_files_pattern; do
    shift
    # shellcheck disable=SC2231 # the pattern is to be expanded, and holds no blanks that would split it
    for rr_fact_files_path in $rr_fact_files_pattern; do
      [ -e "$rr_fact_files_path" ] || continue
      printf '%s\n' "$rr_fact_files_path"
      [ -f "$rr_fact_files_path" ] || continue
      [ -r "$rr_fact_files_path" ] || continue
      set -- "$@" "$rr_fact_files_path"
    done
  done
  IFS=$rr_fact_files_ifs
  echo '@ files'
  [ "$#" -eq 0 ] || grep -s '' /dev/null "$@" 2>/dev/null
  return 0
}
