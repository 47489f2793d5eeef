# shellcheck shell=sh

# Runs a program: rr_run [-d FOLDER] [-e NAME=VALUE]… [-i INPUT | -I INPUT-IN-BASE64] -- WORD…
# With the login's umask, and standard input empty unless given.
rr_run() (
  umask "$rr_umask"
  rr_run_input=
  rr_run_text=
  while [ "$1" != -- ]; do
    case $1 in
      -d) cd -- "$2" || exit ;;
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
