# shellcheck shell=sh
# needs: rr_attributes rr_fail rr_follow rr_fresh_mode rr_sync

# Makes the folder $1 and those above it that are missing; the ones it makes, and $1, get mode $2, owner $3, group $4.
rr_directory() {
  rr_follow "$1" || return 1
  [ ! -h "$1" ] || [ -e "$1" ] || rr_fail "$1 is a symbolic link that leads to nothing" || return 1
  rr_directory_path=$rr_real
  [ ! -e "$rr_directory_path" ] || [ -d "$rr_directory_path" ] || rr_fail "$1 is not a folder" || return 1
  if [ -d "$rr_directory_path" ]; then
    rr_attributes "$rr_directory_path" "$2" "$3" "$4"
    return
  fi
  rr_directory_mode=$2 rr_directory_owner=$3 rr_directory_group=$4
  # From the one that is asked for up to the first that is there, and then down again.
  set --
  while [ ! -d "$rr_directory_path/" ]; do
    set -- "$rr_directory_path" "$@"
    rr_directory_path=${rr_directory_path%/*}
  done
  rr_fresh_mode "$rr_directory_mode" 777
  for rr_directory_made in "$@"; do
    mkdir -- "$rr_directory_made" &&
      rr_attributes "$rr_directory_made" "$rr_mode" "$rr_directory_owner" "$rr_directory_group" || return 1
  done
  rr_sync "$@" "$rr_directory_path/"
}
