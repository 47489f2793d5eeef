# shellcheck shell=sh
# needs: rr_fail

# Removes the folder $1 as the rm of coreutils does and that of busybox does not: it would go by names, and whoever may
# write to a folder inside could lead it elsewhere. So each is entered, and made ours, before it is emptied. In a
# subshell. What is mounted inside stays, and is an error.
rr_remove_slowly() {
  case $1 in
    ./*) ;;
    */*) cd -P -- "${1%/*}/" || return 1 ;;
  esac
  rr_remove_slowly_name=${1##*/}
  rr_remove_slowly_from=$(stat -c '%d %i' .) && cd -P -- "./$rr_remove_slowly_name" || return 1
  [ "$(stat -c '%d %i' ..)" = "$rr_remove_slowly_from" ] || rr_fail "refused: $1 has just become a link" || return 1
  [ "$(stat -c %d .)" = "${rr_remove_slowly_from% *}" ] || rr_fail "$1 is mounted" || return 1
  rr_remove_slowly_me=$(stat -c %u "$rr_dir") || return 1
  [ "$(stat -c %u .)" = "$rr_remove_slowly_me" ] || chown -h -- "$rr_remove_slowly_me" . || return 1
  chmod 0700 . || return 1
  for rr_remove_slowly_one in ./* ./.[!.]* ./..?*; do
    if [ -d "$rr_remove_slowly_one" ] && [ ! -h "$rr_remove_slowly_one" ]; then
      (rr_remove_slowly "$rr_remove_slowly_one") || return 1
    elif [ -e "$rr_remove_slowly_one" ] || [ -h "$rr_remove_slowly_one" ]; then
      rm -f -- "$rr_remove_slowly_one" || return 1
    fi
  done
  cd -P .. && rmdir -- "./$rr_remove_slowly_name"
}
