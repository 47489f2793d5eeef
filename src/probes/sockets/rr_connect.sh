# shellcheck shell=sh

# rr_connect HOST PORT SECONDS: `open` when something accepts a TCP connection there, `closed` when not in that time,
# `unable` when this host has no program to try it with. The connection is closed at once and nothing is sent.
rr_connect() {
  if command -v bash >/dev/null 2>&1; then
    # shellcheck disable=SC2016 # for that bash to expand
    rr_connect_said=$(timeout "$3" bash --norc -c 'exec 3<>"/dev/tcp/$1/$2"' rr_connect "$1" "$2" 2>&1)
    rr_connect_code=$?
    # A bash that was built without this says that there is no such file.
    case $rr_connect_said in
      *'No such file'*) ;;
      *)
        if [ "$rr_connect_code" -eq 0 ]; then echo open; else echo closed; fi
        return 0
        ;;
    esac
  fi
  # Without -z, as in some builds of busybox, it would wait for what the other side has to say.
  if nc -h 2>&1 | grep -q -e '-z'; then
    if timeout "$3" nc -z "$1" "$2" >/dev/null 2>&1; then echo open; else echo closed; fi
    return 0
  fi
  echo unable
}
