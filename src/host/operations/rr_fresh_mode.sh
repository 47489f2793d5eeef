# shellcheck shell=sh

# Sets rr_mode to $1, or if that is `-` to what a program under the login's umask would give: $2 less the umask.
rr_fresh_mode() {
  rr_mode=$1
  [ "$1" != - ] || rr_mode=$(printf %o $((0$2 & ~0$rr_umask)))
}
