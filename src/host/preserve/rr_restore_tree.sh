# shellcheck shell=sh
# needs: rr_copy_attributes rr_each rr_each_restore rr_tree_sure

# Gives the working directory and everything in it the attributes of the copy $1, in place. What is new in it stays; what
# is gone from it stays away.
rr_restore_tree() {
  if ! rr_tree_sure; then
    rr_each rr_each_restore "$1"
    return
  fi
  # What is another kind of thing now gets nothing back: by names in what was a folder and is a link, or the other way
  # round, one would get to whatever the link says.
  # shellcheck disable=SC2016
  find "$1" -depth -exec sh -c '
    rr_from=$1
    shift
    for rr_path; do
      rr_there=.${rr_path#"$rr_from"}
      if [ ! -e "$rr_there" ] && [ ! -h "$rr_there" ]; then rm -rf -- "$rr_path"
      elif [ -h "$rr_path" ]; then [ -h "$rr_there" ] || rm -f -- "$rr_path"
      elif [ -h "$rr_there" ] || [ ! -d "$rr_path" ] && [ -d "$rr_there" ]; then rm -rf -- "$rr_path"
      elif [ -d "$rr_path" ] && [ ! -d "$rr_there" ]; then rm -rf -- "$rr_path"
      fi
    done' sh "$1" {} + || return 1
  rr_restore_tree_said=$(cp -a --attributes-only -- "$1/." ./ 2>&1) ||
    case $rr_restore_tree_said in
      *'unrecognized option'*)
        find "$1" ! -type l | while read -r rr_restore_tree_from; do
          rr_copy_attributes "$rr_restore_tree_from" ".${rr_restore_tree_from#"$1"}" || echo failed
        done | grep -q . && return 1
        return 0
        ;;
    esac
  # A link is there already, which cp takes for a fault; its owner and time come after.
  printf '%s\n' "$rr_restore_tree_said" | grep -v -e 'symbolic link.*File exists$' -e '^$' >&2 && return 1
  # cp sets set-user-id and the like, and does not take them away.
  # shellcheck disable=SC2016
  find "$1" -exec sh -c '
    rr_from=$1
    shift
    for rr_path; do
      rr_there=.${rr_path#"$rr_from"}
      if [ -h "$rr_path" ]; then
        chown -h -- "$(stat -c %u:%g -- "$rr_path")" "$rr_there" && touch -h -r "$rr_path" -- "$rr_there" || exit
      elif [ -u "$rr_there" ] || [ -g "$rr_there" ] || [ -k "$rr_there" ]; then
        chmod -- "00$(stat -c %a -- "$rr_path")" "$rr_there" || exit
      fi
    done' sh "$1" {} +
}
