# shellcheck shell=sh
# needs: rr_fail rr_into rr_judge rr_link_at

# Makes the folder $1 the working directory, which stays the same one whatever becomes of its name, and judges it.
#
# Where nobody but root and the acting user may exchange a folder on the way, the kernel may find it. Else each is
# entered from the one before.
rr_walk() {
  rr_walk_path=$1
  rr_walk_left=${1%/}
  set --
  while [ -n "$rr_walk_left" ]; do
    set -- "$rr_walk_left" "$@"
    rr_walk_left=${rr_walk_left%/*}
  done
  rr_me=
  rr_walk_all=$(stat -c '%u:%f:%d:%i' -- "$rr_dir" / "$@" 2>/dev/null) && rr_walk_sure=1 || rr_walk_sure=
  rr_shared=
  rr_walk_top=
  for rr_walk_one in $rr_walk_all; do
    if [ -z "$rr_me" ]; then
      rr_me=${rr_walk_one%%:*}
      continue
    fi
    rr_walk_above=$rr_shared
    rr_walk_sticky=$rr_sticky
    rr_judge "$rr_walk_one" || rr_walk_sure=
    [ -z "$rr_walk_above" ] || [ -n "$rr_walk_sticky" ] && [ -n "$rr_own" ] || rr_walk_sure=
    [ -n "$rr_walk_top" ] || rr_walk_top=$rr_walk_one
  done
  if [ -n "$rr_walk_sure" ]; then
    cd -P -- "$rr_walk_path" || return 1
    return 0
  fi
  cd / || return 1
  rr_judge "$rr_walk_top"
  rr_walk_rest=$rr_walk_path
  rr_walk_links=40
  while :; do
    while [ "$rr_walk_rest" != "${rr_walk_rest#/}" ]; do rr_walk_rest=${rr_walk_rest#/}; done
    rr_walk_one=${rr_walk_rest%%/*}
    [ -n "$rr_walk_one" ] || return 0
    rr_walk_rest=${rr_walk_rest#"$rr_walk_one"}
    if [ -h "./$rr_walk_one" ]; then
      rr_walk_links=$((rr_walk_links - 1))
      [ "$rr_walk_links" -gt 0 ] || rr_fail "$rr_walk_path is a symbolic link that leads in a circle" || return 1
      rr_link_at "$rr_walk_one" || return 1
      if [ -z "$rr_link_by" ]; then
        rr_walk_rest=$rr_link_to/$rr_walk_rest
        case $rr_link_to in
          /*)
            cd / || return 1
            rr_judge "$rr_walk_top"
            ;;
        esac
        continue
      fi
    fi
    [ -d "./$rr_walk_one/" ] || rr_fail "the folder ${rr_walk_path%/} does not exist" || return 1
    rr_into "$rr_walk_one" "$rr_walk_path" || return 1
  done
}
