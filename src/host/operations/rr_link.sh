# shellcheck shell=sh
# needs: rr_enter rr_fail rr_stage rr_sync rr_unstage

# Makes $1 a symbolic link that says $2, in place of another link, or with $3, yes, of a file.
rr_link() (
  rr_enter "$1" && rr_stage || return 1
  rr_link_code=0
  if [ ! -h "$rr_to" ] && [ -d "$rr_to" ]; then
    rr_fail "$1 is a folder: a link does not take its place" || rr_link_code=1
  elif [ ! -h "$rr_to" ] && [ -e "$rr_to" ] && [ "$3" != yes ]; then
    rr_fail "$1 is there and not a link; \`force: true\` would replace it" || rr_link_code=1
  else
    ln -s -- "$2" "$rr_new" && mv -T -f -- "$rr_new" "$rr_to" || rr_link_code=1
  fi
  rr_unstage && [ "$rr_link_code" -eq 0 ] && rr_sync ./
)
