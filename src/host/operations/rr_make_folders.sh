# shellcheck shell=sh
# needs: rr_dress rr_sync

# Makes the folder rr_new and in it those of the path $1, all with mode $2, owner $3, group $4. The outermost is dressed
# last: until then nobody else can come in.
rr_make_folders() {
  rr_make_folders_rest=$1
  rr_make_folders_mode=$2 rr_make_folders_owner=$3 rr_make_folders_group=$4
  set -- "$rr_new"
  mkdir -- "$1" || return 1
  while [ -n "${rr_make_folders_rest#/}" ]; do
    rr_make_folders_rest=${rr_make_folders_rest#/}
    set -- "$1/${rr_make_folders_rest%%/*}" "$@"
    rr_make_folders_rest=${rr_make_folders_rest#"${rr_make_folders_rest%%/*}"}
    mkdir -- "$1" || return 1
  done
  for rr_make_folders_one in "$@"; do
    rr_dress "$rr_make_folders_one" "$rr_make_folders_mode" "$rr_make_folders_owner" "$rr_make_folders_group" ||
      return 1
  done
  rr_sync "$@"
}
