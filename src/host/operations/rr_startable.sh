# shellcheck shell=sh

# True when the system can run the file $1. Where it is there and cannot be run, sets rr_errno; see rr_runnable.
rr_startable() {
  [ -e "$1" ] || return 1
  rr_errno=13
  [ -f "$1" ] && [ -x "$1" ] || return 1
  # What cannot be read can be run all the same.
  [ -r "$1" ] || return 0
  case $(head -c 2 -- "$1") in
    '#!')
      IFS=' 	' read -r rr_startable_by rr_startable_rest <"$1"
      rr_startable_by=${rr_startable_by#??}
      [ -n "$rr_startable_by" ] || rr_startable_by=${rr_startable_rest%%[ 	]*}
      [ -x "$rr_startable_by" ] && return 0
      [ -e "$rr_startable_by" ] || rr_errno=2
      ;;
    # ELF, and whatever else the system was taught to run.
    *[!\ -~]*) return 0 ;;
    *)
      rr_errno=8
      [ "$(head -c 512 -- "$1" | wc -c)" -ne "$(head -c 512 -- "$1" | tr -d '\0' | wc -c)" ]
      return
      ;;
  esac
  return 1
}
