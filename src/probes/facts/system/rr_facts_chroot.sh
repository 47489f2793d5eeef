# shellcheck shell=sh

# rr_facts_chroot: which file system and inode `/` is, for us and for the first process; a line `root KIND` when that
# cannot be seen.
rr_facts_chroot() {
  echo facts
  printf 'named %s\n' "${debian_chroot:+yes}"
  stat -c 'ours %d %i' /
  stat -c 'first %d %i' /proc/1/root/. 2>/dev/null || stat -f -c 'kind %T' / 2>/dev/null
  echo end
}
