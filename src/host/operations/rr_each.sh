# shellcheck shell=sh
# needs: rr_each_file rr_fail rr_into rr_stage rr_unstage

# Calls the function $1 for everything in the working directory, and last for that itself, as `.`, with a name that
# nobody can exchange and the name of the same in the folder $2, a copy; with $3, new, it is being made. Each folder is
# entered from the one it is in.
rr_each() (
  rr_each_do=$1
  rr_each_copy=$2
  rr_name=
  rr_stage || return 1
  rr_each_bad=
  for rr_each_one in "${rr_to}"* "${rr_to}".[!.]* "${rr_to}"..?*; do
    rr_each_file "$rr_each_one" || rr_each_bad=1
  done
  rr_unstage as-it-was && [ -z "$rr_each_bad" ] || return 1
  for rr_each_one in ./* ./.[!.]* ./..?*; do
    [ -d "$rr_each_one" ] && [ ! -h "$rr_each_one" ] || continue
    if [ -h "$rr_each_copy/${rr_each_one#./}" ]; then
      # It was copied as a link, and became a folder: by that name one gets out of the copy, to whatever the link says.
      [ -z "$3" ] || rr_fail "refused: somebody exchanges names in the folder of $rr_path" || return 1
      continue
    fi
    (rr_into "${rr_each_one#./}" "$rr_path" && rr_each "$rr_each_do" "$rr_each_copy/${rr_each_one#./}" "$3") || return 1
  done
  "$rr_each_do" . "$rr_each_copy/."
)
