# shellcheck shell=sh
# needs: rr_remove_tree

# Overwrites and removes what the names in $@ stand for, folders with everything in them; what is not there is passed
# over. Only in folders of our own. Links are not followed, and a file that has another name stays there as it is: it may
# be the very file that was changed. False when something stays.
rr_shred() {
  rr_shred_bad=
  for rr_shred_one; do
    [ -e "$rr_shred_one" ] || [ -h "$rr_shred_one" ] || continue
    # Opened for reading and writing it is not truncated, and its blocks are written over.
    # shellcheck disable=SC2016
    find "$rr_shred_one" -xdev -type f -exec sh -c '
      for rr_shred_file; do
        rr_is=$(stat -c "%h %s" -- "$rr_shred_file") || exit
        if [ "${rr_is% *}" = 1 ] && [ "${rr_is#* }" != 0 ]; then
          [ -w "$rr_shred_file" ] || chmod u+w "$rr_shred_file" || exit
          head -c "${rr_is#* }" /dev/zero 1<>"$rr_shred_file" && sync "$rr_shred_file" || exit
        fi
        rm -f -- "$rr_shred_file" || exit
      done' sh {} + && rr_remove_tree "$rr_shred_one" || rr_shred_bad=1
  done
  [ -z "$rr_shred_bad" ]
}
