# shellcheck shell=sh
# needs: rr_fail rr_runnable rr_unbegun

# Runs a program: rr_run [-l yes] [-d FOLDER] [-e NAME=VALUE]… [-i INPUT | -I INPUT-IN-BASE64] -- WORD…
# With the login's umask, and standard input empty unless given. With -l in the login's folder, where that can be entered,
# and with UTF-8 where the host has a locale for it, messages still in English. FOLDER is entered by its real name, so that
# `cd ..` leads where it lies.
#
# What an exit code cannot tell goes into `how` in the record: `signal`, when a signal has ended it; `program` or `folder`
# and a number of errno.h, when it was not begun. The shell's own words, such as `Killed`, are kept from what it says: every
# shell has some for a program that a signal ended, but for SIGINT and SIGPIPE, and none for one that says 137 itself.
rr_run() (
  umask "$rr_umask"
  exec 3>&2 2>"${rr_here:-/dev/null}${rr_here:+/words}"
  rr_run_how=${rr_here:-/dev/null}${rr_here:+/how}
  rr_run_input=
  rr_run_text=
  while [ "$1" != -- ]; do
    case $1 in
      -l)
        cd -- "${rr_home:-/}" 2>/dev/null || cd /
        for rr_run_locale in $(locale -a 2>/dev/null); do
          case $rr_run_locale in
            C.utf8 | C.UTF-8 | en_US.utf8 | en_US.UTF-8)
              unset LC_ALL LC_COLLATE LC_MESSAGES LC_MONETARY LC_NUMERIC LC_TIME LANGUAGE
              export LANG=C LC_CTYPE="$rr_run_locale"
              break
              ;;
          esac
        done
        ;;
      -d)
        if ! cd -P -- "$2"; then
          rr_run_errno=13
          [ -e "$2" ] || rr_run_errno=2
          [ ! -e "$2" ] || [ -d "$2" ] || rr_run_errno=20
          printf 'folder %s\n' "$rr_run_errno" >"$rr_run_how"
          rr_unbegun
          rr_fail "the folder $2 cannot be entered" 2>&3
          exit 2
        fi
        ;;
      -e) export "${2?}" ;;
      -i | -I)
        rr_run_input=$1
        rr_run_text=$2
        ;;
    esac
    shift 2
  done
  shift
  if ! rr_runnable "$1"; then
    printf 'program %s\n' "$rr_errno" >"$rr_run_how"
    rr_unbegun
    case $rr_errno in
      2) rr_run_why='No such file or directory' ;;
      8) rr_run_why='it is no program, and its first line does not begin with #!' ;;
      *) rr_run_why='Permission denied' ;;
    esac
    rr_fail "$1: $rr_run_why" 2>&3
    [ "$rr_errno" -ne 2 ] || exit 127
    exit 126
  fi
  case $rr_run_input in
    -i) printf %s "$rr_run_text" 2>/dev/null | (exec "$@" 2>&3 3>&-) ;;
    -I) printf %s "$rr_run_text" | base64 -d 2>/dev/null | (exec "$@" 2>&3 3>&-) ;;
    *) (exec "$@" </dev/null 2>&3 3>&-) ;;
  esac
  rr_run_code=$?
  if [ "$rr_run_code" -gt 128 ] && [ -n "$rr_here" ] && [ -s "$rr_here/words" ]; then
    printf 'signal\n' >"$rr_run_how"
  fi
  exit "$rr_run_code"
)
