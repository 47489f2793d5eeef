# shellcheck shell=sh

# rr_user NAME: the number of a user; exit code 2 when there is none by that name.
rr_user() {
  id -u -- "$1" 2>/dev/null || return 2
}
