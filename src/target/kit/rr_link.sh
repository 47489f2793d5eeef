# shellcheck shell=sh
# needs: rr_fail rr_sync rr_temporary

# Makes $1 a symbolic link that says $2, in place of another link, or with $3, yes, of a file.
rr_link() {
  if [ ! -h "$1" ] && [ -e "$1" ]; then
    [ ! -d "$1" ] || rr_fail "$1 is a folder: a link does not take its place" || return 1
    [ "$3" = yes ] || rr_fail "$1 is there and not a link; \`force: true\` would replace it" || return 1
  fi
  rr_temporary "$1" && ln -s -- "$2" "$rr_new" && mv -T -f -- "$rr_new" "$1" || {
    rm -f -- "$rr_new"
    return 1
  }
  rr_sync "${1%/*}/"
}
