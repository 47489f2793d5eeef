# shellcheck shell=sh

# True when nobody but root and the acting user may exchange a name in the working directory and all folders in it.
rr_tree_sure() {
  [ -z "$rr_shared" ] || return 1
  rr_tree_sure_not=$(find . -type d '(' ! -user 0 ! -user "$rr_me" -o -perm -020 -o -perm -002 ')' -print 2>&1)
  [ -z "$rr_tree_sure_not" ]
}
