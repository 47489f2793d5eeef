# shellcheck shell=sh
# needs: rr_copy_attributes

# For rr_each: gives $1 the attributes of its copy $2, when it has one of the same kind.
rr_each_restore() {
  if [ -h "$2" ]; then
    [ -h "$1" ] || return 0
    chown -h -- "$(stat -c %u:%g -- "$2")" "$1" && touch -h -r "$2" -- "$1"
  elif [ -d "$2" ] && [ -d "$1" ]; then
    chown -h -- "$(stat -c %u:%g -- "$2")" "$1" &&
      chmod -- "00$(stat -c %a -- "$2")" "$1" && touch -r "$2" -- "$1"
  elif [ -e "$2" ] && [ -e "$1" ] && [ ! -h "$1" ] && [ ! -d "$1" ] && [ ! -d "$2" ]; then
    rr_copy_attributes "$2" "$1"
  fi
}
