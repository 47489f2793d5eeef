# shellcheck shell=sh
# needs: rr_digest_list

# Sets rr_is to one line that tells the content of $1 from any other: attributes and times do not count.
rr_digest() {
  if [ -h "$1" ]; then
    rr_is=$(readlink -- "$1" | sha256sum) || return 1
    rr_is="link ${rr_is%% *}"
  elif [ ! -e "$1" ]; then
    rr_is=absent
  elif [ -f "$1" ]; then
    rr_is=$(sha256sum <"$1") || return 1
    rr_is="file ${rr_is%% *}"
  elif [ -d "$1" ]; then
    rr_is=$(cd -- "$1" && rr_digest_list | sort | sha256sum) || return 1
    rr_is="folder ${rr_is%% *}"
  else
    rr_is="other $(stat -c '%F %t %T' -- "$1")"
  fi
}
