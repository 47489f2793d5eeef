# shellcheck shell=sh

# rr_facts_user: who works here: the name that the environment has, the numbers, and the line of the list of users.
rr_facts_user() {
  echo facts
  echo '@ id'
  id
  id -ru
  id -rg
  rr_facts_user_name=
  for rr_facts_user_one in "$LOGNAME" "$USER" "$LNAME" "$USERNAME" "$(id -run)"; do
    [ -n "$rr_facts_user_name" ] || rr_facts_user_name=$rr_facts_user_one
  done
  echo '@ name'
  printf '%s\n' "$rr_facts_user_name"
  echo '@ passwd'
  for rr_facts_user_key in "$rr_facts_user_name" "$(id -ru)"; do
    if command -v getent >/dev/null 2>&1; then
      timeout 10 getent passwd "$rr_facts_user_key" && break
    else
      grep -e "^$rr_facts_user_key:" -e "^[^:]*:[^:]*:$rr_facts_user_key:" /etc/passwd && break
    fi
  done
  echo end
}
