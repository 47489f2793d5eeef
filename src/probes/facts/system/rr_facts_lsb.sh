# shellcheck shell=sh
# needs: rr_fact_files

# rr_facts_lsb: what lsb_release says, and the file that stands for it where there is none.
rr_facts_lsb() {
  echo facts
  echo '@ lsb'
  ! command -v lsb_release >/dev/null 2>&1 || timeout 20 lsb_release -a 2>/dev/null || echo failed
  rr_fact_files /etc/lsb-release
  echo end
}
