# shellcheck shell=sh

# Loads rules in a network namespace that is gone with it. Its input is the text in base64, $rr_load_with the program,
# and $rr_load_prove is "auto" (where not even an empty table can be loaded, say so and succeed) or "required".
#
# The rules of the host stay as they are. Its kernel may load the modules of the tables that the text names, as it would
# when iptables.service starts. The lock of the host's rules is not taken: XTABLES_LOCKFILE names another. Versions that do
# not know it and find the lock taken are asked again.
LC_ALL=C
XTABLES_LOCKFILE=/dev/null
export LC_ALL XTABLES_LOCKFILE
rr_load() {
  rr_load_tries=0
  while :; do
    rr_load_said=$(printf %s "$1" | base64 -d | timeout 60 unshare -n "$rr_load_with" 2>&1)
    rr_load_code=$?
    [ "$rr_load_code" -ne 0 ] || return 0
    case $rr_load_said in
      *xtables*lock*) ;;
      *) return 1 ;;
    esac
    rr_load_tries=$((rr_load_tries + 1))
    [ "$rr_load_tries" -lt 20 ] || return 1
    sleep 1
  done
}
rr_load_text=$(cat)
if ! printf %s "$rr_load_text" | base64 -d >/dev/null; then
  echo 'the new text did not arrive whole' >&2
  exit 1
fi
# An empty filter table: what refuses that refuses everything.
if ! rr_load KmZpbHRlcgpDT01NSVQK; then
  if [ "$rr_load_prove" = auto ]; then
    printf '%s\n' "not tried: $rr_load_with loads nothing in a network namespace of its own: $rr_load_said"
    exit 0
  fi
  printf '%s\n' "$rr_load_with loads nothing in a network namespace of its own, so the new text cannot be tried: $rr_load_said" >&2
  exit 1
fi
rr_load "$rr_load_text" && exit 0
printf '%s\n' "nothing was changed: $rr_load_with of this host refuses the new text: $rr_load_said" >&2
exit 1
