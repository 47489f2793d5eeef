# shellcheck shell=sh
# needs: rr_attributes rr_enter rr_fail rr_fresh_mode rr_make_folders rr_stage rr_sync rr_unstage

# Makes the folder $1 and those above it that are missing; the ones it makes, and $1, get mode $2, owner $3, group $4.
rr_directory() (
  [ ! -h "$1" ] || [ -e "$1" ] || rr_fail "$1 is a symbolic link that leads to nothing" || return 1
  [ ! -e "$1" ] || [ -d "$1" ] || rr_fail "$1 is not a folder" || return 1
  if [ -d "$1" ]; then
    rr_attributes "$1" "$2" "$3" "$4"
    return
  fi
  # From the one that is asked for up to the first that is missing.
  rr_directory_top=$1
  while [ ! -d "${rr_directory_top%/*}/" ]; do rr_directory_top=${rr_directory_top%/*}; done
  rr_enter "$rr_directory_top" && rr_stage || return 1
  rr_fresh_mode "$2" 777
  rr_make_folders "${1#"$rr_directory_top"}" "$rr_mode" "$3" "$4" && mv -T -- "$rr_new" "$rr_to"
  rr_directory_code=$?
  rr_unstage && [ "$rr_directory_code" -eq 0 ] && rr_sync ./
)
