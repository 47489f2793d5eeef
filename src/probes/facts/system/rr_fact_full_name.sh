# shellcheck shell=sh

# rr_fact_full_name NAME: the address of NAME and the names that the host's resolver, else its /etc/hosts, has for that
# address. Nothing when there is none, or no answer in time.
rr_fact_full_name() {
  if command -v getent >/dev/null 2>&1; then
    rr_fact_full_name_address=$(timeout 5 getent ahosts "$1" 2>/dev/null)
    # The one of Alpine knows no ahosts.
    [ -n "$rr_fact_full_name_address" ] || rr_fact_full_name_address=$(timeout 5 getent hosts "$1" 2>/dev/null)
    rr_fact_full_name_address=${rr_fact_full_name_address%%[[:space:]]*}
    [ -n "$rr_fact_full_name_address" ] || return 0
    timeout 5 getent hosts "$rr_fact_full_name_address" 2>/dev/null
    return 0
  fi
  set -f
  while read -r rr_fact_full_name_address rr_fact_full_name_names; do
    for rr_fact_full_name_one in ${rr_fact_full_name_names%%#*}; do
      [ "$rr_fact_full_name_one" = "$1" ] || continue
      printf '%s %s\n' "$rr_fact_full_name_address" "${rr_fact_full_name_names%%#*}"
      set +f
      return 0
    done
  done </etc/hosts
  set +f
}
