# shellcheck shell=sh

# rr_facts_date: the host's clock, and what its time zone is called in January and in July.
rr_facts_date() {
  echo facts
  echo '@ now'
  rr_facts_date_now=$(date '+%s %Y %m %d %H %M %S %A %w %W %z %Z %N')
  printf '%s\n' "$rr_facts_date_now"
  echo '@ zones'
  # Years of 365.25 days since 1970, as Python counts them.
  rr_facts_date_year=$((${rr_facts_date_now%% *} / 31557600 * 31557600))
  date -d "@$rr_facts_date_year" '+%z %Z' 2>/dev/null
  date -d "@$((rr_facts_date_year + 15778800))" '+%z %Z' 2>/dev/null
  echo end
}
