# shellcheck shell=sh

# For rr_each: copies $1 to $2, a name in a folder of ours that is made for it.
rr_each_preserve() {
  [ -d "${2%/*}/" ] || mkdir -p -- "${2%/*}" || return 1
  if [ -d "$1" ] && [ ! -h "$1" ]; then
    chown -h -- "$(stat -c %u:%g .)" "$2" && chmod -- "00$(stat -c %a .)" "$2" && touch -r . -- "$2"
    return
  fi
  [ -n "$rr_preserve_only" ] && [ ! -h "$1" ] && cp -a "$rr_preserve_only" -- "$1" "$2" 2>/dev/null || cp -a -- "$1" "$2"
}
