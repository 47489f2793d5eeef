# shellcheck shell=sh
# needs: rr_fact_files

# rr_facts_packager PATH…: which of these are there, of package managers and of the files that name a distribution; a line
# `rpm` when apt-get is RPM's own.
rr_facts_packager() {
  echo facts
  rr_fact_files "$@"
  echo '@ apt'
  if [ -e /usr/bin/rpm ] && [ -e /usr/bin/apt-get ]; then
    timeout 20 /usr/bin/rpm -q --whatprovides /usr/bin/apt-get >/dev/null 2>&1 && echo rpm
  fi
  echo end
}
