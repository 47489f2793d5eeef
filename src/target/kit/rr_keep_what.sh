# shellcheck shell=sh
# needs: rr_each rr_each_keep rr_into rr_keep_file rr_stage rr_tree_sure rr_unstage

# Copies what ./$rr_name is aside as $1, as much of it as $2 says: see rr_keep, which calls it.
rr_keep_what() {
  if [ ! -e "./$rr_name" ] && [ ! -h "./$rr_name" ]; then
    printf '' >"$1.absent"
    return
  fi
  rr_keep_only=
  [ "$2" = full ] || rr_keep_only=--attributes-only
  if [ ! -d "./$rr_name" ] || [ -h "./$rr_name" ]; then
    rr_stage || return 1
    rr_keep_file "$1" "$2"
    rr_keep_code=$?
    rr_unstage as-it-was && [ "$rr_keep_code" -eq 0 ] || return 1
    # One more name, and one less, is a change as well.
    [ -z "$rr_shared" ] || stat -c '%u:%g %a %h %i %z' -- "./$rr_name" >"$1.id"
    return
  fi
  rr_keep_by=$rr_shared
  rr_into "$rr_name" "$rr_path" && stat -c '%u:%g %a %h %i %z' . >"$1.id" || return 1
  if [ "$2" = meta ]; then
    mkdir "$1" && touch -r . -- "$1"
  elif [ -z "$rr_keep_by" ] && rr_tree_sure; then
    cp -a ${rr_keep_only:+"$rr_keep_only"} -- . "$1" 2>/dev/null || cp -a -- . "$1"
  else
    rr_each rr_each_keep "$1" new
  fi
}
