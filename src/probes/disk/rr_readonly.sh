# shellcheck shell=sh

# rr_readonly PATH…: prints those of the paths, which have no links in them, that are on a mount that is read-only. By the
# list of mounts, for to root busybox says with `[ -w ]` that everything can be written to.
rr_readonly() {
  rr_readonly_mounts=$(
    sed -e '/^[^ ]* [^ ]* [^ ]* ro[, ]/!d' -e 's/^[^ ]* \([^ ]*\) .*/\1/' /proc/self/mounts 2>/dev/null
  )
  [ -n "$rr_readonly_mounts" ] || return 0
  set -f
  for rr_readonly_path; do
    rr_readonly_listed=$rr_readonly_path
    # As the list writes it.
    case $rr_readonly_path in
      *[\\\ ]*) rr_readonly_listed=$(printf '%s\n' "$rr_readonly_path" | sed -e 's/\\/\\134/g' -e 's/ /\\040/g') ;;
    esac
    rr_readonly_maybe=
    for rr_readonly_mount in $rr_readonly_mounts; do
      case $rr_readonly_listed/ in "${rr_readonly_mount%/}"/*) rr_readonly_maybe=yes ;; esac
    done
    [ -n "$rr_readonly_maybe" ] || continue
    # Something may be mounted below that one. The nearest counts, and of those in one place the last.
    rr_readonly_nearest=
    while read -r _ rr_readonly_mount _ rr_readonly_options _; do
      case $rr_readonly_listed/ in "${rr_readonly_mount%/}"/*) ;; *) continue ;; esac
      [ "${#rr_readonly_mount}" -ge "${#rr_readonly_nearest}" ] || continue
      rr_readonly_nearest=$rr_readonly_mount
      rr_readonly_maybe=$rr_readonly_options
    done </proc/self/mounts
    case $rr_readonly_maybe in ro | ro,*) printf '%s\n' "$rr_readonly_path" ;; esac
  done
  set +f
}
