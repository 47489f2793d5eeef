# shellcheck shell=sh
# needs: rr_readonly rr_unit_files rr_unit_install rr_unit_wants

# rr_unit_links UNIT…: where the files and links of these units are, and of those that their files name in `Also=`.
# Lines of words separated by tabs:
#   file UNIT PATH             a unit file with content
#   empty UNIT PATH            a unit file without content, which masks the unit
#   link UNIT PATH TARGET      a symbolic link by the unit's name in a folder of unit files; to /dev/null it is a mask
#   alias UNIT PATH TARGET     a link by another name to the unit's file
#   wants UNIT PATH TARGET     a link that starts the unit with another one (.wants, .requires, .upholds)
#   vendor UNIT PATH TARGET    such a link in a package's folder: `systemctl disable` leaves it
#   folder PATH MODE           a folder for links of the kind `wants`, whether it holds any or not
#   readonly PATH              a folder for links on a mount that is read-only
#   install UNIT LINE          a line of the unit file's [Install] section
# The variable rr_unit_root goes before every path: for tests, and empty on hosts.
rr_unit_links() {
  rr_unit_root=${rr_unit_root-}
  rr_unit_dirs="$rr_unit_root/etc/systemd/system $rr_unit_root/run/systemd/system"
  rr_unit_dirs="$rr_unit_dirs $rr_unit_root/usr/local/lib/systemd/system $rr_unit_root/usr/lib/systemd/system"
  # Where /lib is a link to /usr/lib it is the same folder again.
  [ -L "$rr_unit_root/lib" ] || rr_unit_dirs="$rr_unit_dirs $rr_unit_root/lib/systemd/system"
  rr_unit_seen=' '
  while [ $# -gt 0 ]; do
    rr_unit_name=$1
    shift
    case $rr_unit_seen in *" $rr_unit_name "*) continue ;; esac
    rr_unit_seen="$rr_unit_seen$rr_unit_name "
    rr_unit_files "$rr_unit_name"
    rr_unit_wants "$rr_unit_name"
    [ -n "$rr_unit_fragment" ] || continue
    rr_unit_install "$rr_unit_name" "$rr_unit_fragment"
    # shellcheck disable=SC2086,SC2154 # set by rr_unit_install: unit names, which hold no spaces and no patterns
    set -- "$@" $rr_unit_also
  done
  rr_unit_tab=$(printf '\t')
  set --
  for rr_unit_folder in "$rr_unit_root"/etc/systemd/system/*.* "$rr_unit_root"/run/systemd/system/*.*; do
    [ -d "$rr_unit_folder" ] || continue
    case $rr_unit_folder in *.wants | *.requires | *.upholds) set -- "$@" "$rr_unit_folder" ;; esac
  done
  [ $# -eq 0 ] || stat -c "folder$rr_unit_tab%n$rr_unit_tab%a" -- "$@"
  rr_readonly "$rr_unit_root/etc/systemd/system" "$rr_unit_root/run/systemd/system" "$@" |
    sed -e "s/^/readonly$rr_unit_tab/"
  return 0
}
