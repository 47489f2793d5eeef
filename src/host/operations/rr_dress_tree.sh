# shellcheck shell=sh
# needs: rr_each rr_each_dress rr_tree_sure

# Sets mode $1, owner $2 and group $3, as far as they are not `-`, on the working directory and everything in it. Folders
# are given away after what is in them: before that nobody can exchange names in them.
rr_dress_tree() {
  case $1 in ?????* | [1-7]???) rr_dress_tree_bits=1 ;; *) rr_dress_tree_bits= ;; esac
  # Changing the owner takes away set-user-id bits, so those must come after it, file by file.
  if [ -n "$rr_dress_tree_bits" ] && [ "$2,$3" != -,- ] || ! rr_tree_sure; then
    rr_dress_tree_mode=$1 rr_dress_tree_owner=$2 rr_dress_tree_group=$3
    rr_each rr_each_dress .
    return
  fi
  # The set-group-id bit of folders: see rr_dress.
  [ "$1" = - ] || chmod -R -- "00$1" . || return 1
  case $2,$3 in
    -,-) ;;
    *,-) find . -depth -exec chown -h -- "$2" {} + ;;
    -,*) find . -depth -exec chgrp -h -- "$3" {} + ;;
    *) find . -depth -exec chown -h -- "$2:$3" {} + ;;
  esac
}
