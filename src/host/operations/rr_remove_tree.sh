# shellcheck shell=sh
# needs: rr_remove_slowly

# Removes $1 and everything in it, links not followed. What is mounted inside stays, and is an error, where rm can tell.
rr_remove_tree() {
  [ -d "$1" ] && [ ! -h "$1" ] || {
    rm -f -- "$1"
    return
  }
  rr_remove_tree_said=$(rm -rf --one-file-system -- "$1" 2>&1) && return 0
  case $rr_remove_tree_said in
    *'unrecognized option'*) (rr_remove_slowly "$1") ;;
    *)
      printf '%s\n' "$rr_remove_tree_said" >&2
      return 1
      ;;
  esac
}
