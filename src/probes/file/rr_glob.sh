# shellcheck shell=sh

# rr_glob FOLDER PATTERN: `yes` when something matches the shell pattern, `no` when nothing does. A relative pattern
# counts from FOLDER; an empty FOLDER is the login's, or `/`.
rr_glob() {
  if [ -n "$1" ]; then
    cd -- "$1" || return 1
  else
    cd -- "${rr_home:-/}" 2>/dev/null || cd /
  fi
  IFS=
  # shellcheck disable=SC2086 # the pattern is meant to be expanded; IFS is empty, so it is not split
  for rr_glob_path in $2; do
    if [ -e "$rr_glob_path" ] || [ -L "$rr_glob_path" ]; then
      echo yes
      return 0
    fi
  done
  echo no
}
