# shellcheck shell=sh

# rr_facts_lvm: volume groups, logical and physical volumes, where this is root and LVM is installed.
rr_facts_lvm() {
  echo facts
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  if [ "$(id -u)" -eq 0 ] && command -v vgs >/dev/null 2>&1; then
    for rr_facts_lvm_program in vgs lvs pvs; do
      printf '@ %s\n' "$rr_facts_lvm_program"
      timeout 30 "$rr_facts_lvm_program" --noheadings --nosuffix --units g --separator , 2>/dev/null
    done
    echo '@ names'
    ls -l /dev/mapper 2>/dev/null
  fi
  echo end
}
