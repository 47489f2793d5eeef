# shellcheck shell=sh

# True when what was started in $1, and has ended as rr_await says, is known to have done nothing: it was kept from acting,
# or the first program that it was to run could not be begun. After a power cut nobody knows, and it counts as done.
rr_idle() {
  [ "$rr_end" = 'done' ] || return 1
  [ "$rr_code" = fenced ] || [ -e "$1/unbegun" ]
}
