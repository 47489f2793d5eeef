# shellcheck shell=sh
# needs: rr_fact_files

# rr_facts_files PATTERN…: the facts that lie in files; see rr_fact_files.
rr_facts_files() {
  echo facts
  rr_fact_files "$@"
  echo end
}
