# shellcheck shell=sh

# rr_facts_capabilities: what capsh says of this process, where it is installed.
rr_facts_capabilities() {
  echo facts
  echo '@ capsh'
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  ! command -v capsh >/dev/null 2>&1 || timeout 20 capsh --print 2>/dev/null
  echo end
}
