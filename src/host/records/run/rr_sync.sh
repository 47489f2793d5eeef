# shellcheck shell=sh

# Makes files and directories durable. Before coreutils 8.24 (RHEL 7) `sync FILE` ignores its arguments and flushes
# everything: slower, and as good. Some file systems cannot sync a directory ("Invalid argument"): then everything is
# flushed too. An input/output error is never passed over: what the kernel once failed to write it may not report twice.
rr_sync() {
  rr_sync_said=$(sync "$@" 2>&1) && return 0
  case $rr_sync_said in
    *'Invalid argument'* | *'not supported'*) sync ;;
    *)
      printf '%s\n' "$rr_sync_said" >&2
      return 1
      ;;
  esac
}
