# shellcheck shell=sh
# needs: rr_dress

# For rr_each: dresses $1 as rr_dress_tree was told.
rr_each_dress() {
  rr_dress "$1" "$rr_dress_tree_mode" "$rr_dress_tree_owner" "$rr_dress_tree_group"
}
