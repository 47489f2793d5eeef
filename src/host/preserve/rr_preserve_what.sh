# shellcheck shell=sh
# needs: rr_each rr_each_preserve rr_into rr_preserve_file rr_stage rr_tree_sure rr_unstage

# Copies what ./$rr_name is aside as $1, as much of it as $2 says: see rr_preserve, which calls it.
rr_preserve_what() {
  if [ ! -e "./$rr_name" ] && [ ! -h "./$rr_name" ]; then
    printf '' >"$1.absent"
    return
  fi
  rr_preserve_only=
  [ "$2" = full ] || rr_preserve_only=--attributes-only
  if [ ! -d "./$rr_name" ] || [ -h "./$rr_name" ]; then
    rr_stage || return 1
    rr_preserve_file "$1" "$2"
    rr_preserve_code=$?
    rr_unstage as-it-was && [ "$rr_preserve_code" -eq 0 ] || return 1
    # One more name, and one less, is a change as well.
    [ -z "$rr_shared" ] || stat -c '%u:%g %a %h %i %z' -- "./$rr_name" >"$1.id"
    return
  fi
  rr_preserve_by=$rr_shared
  rr_into "$rr_name" "$rr_path" && stat -c '%u:%g %a %h %i %z' . >"$1.id" || return 1
  if [ "$2" = meta ]; then
    mkdir "$1" && touch -r . -- "$1"
  elif [ -z "$rr_preserve_by" ] && rr_tree_sure; then
    cp -a ${rr_preserve_only:+"$rr_preserve_only"} -- . "$1" 2>/dev/null || cp -a -- . "$1"
  else
    rr_each rr_each_preserve "$1" new
  fi
}
