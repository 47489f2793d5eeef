# shellcheck shell=sh

# Runs a program: rr_run [-l yes] [-d FOLDER] [-e NAME=VALUE]… [-i INPUT | -I INPUT-IN-BASE64] -- WORD…
# With the login's umask, and standard input empty unless given. With -l in the login's folder, where that can be entered,
# and with UTF-8 where the host has a locale for it, messages still in English. FOLDER is entered by its real name, so that
# `cd ..` leads where it lies.
rr_run() (
  umask "$rr_umask"
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
      -d) cd -P -- "$2" || exit ;;
      -e) export "${2?}" ;;
      -i | -I)
        rr_run_input=$1
        rr_run_text=$2
        ;;
    esac
    shift 2
  done
  shift
  case $rr_run_input in
    -i) printf %s "$rr_run_text" 2>/dev/null | exec "$@" ;;
    -I) printf %s "$rr_run_text" | base64 -d 2>/dev/null | exec "$@" ;;
    *) exec "$@" </dev/null ;;
  esac
)
