# shellcheck shell=sh

# rr_unit_install UNIT FILE: the lines `install` of rr_unit_links, which calls it. Leaves the units that the file names
# in `Also=` in rr_unit_also.
rr_unit_install() {
  rr_unit_also=
  rr_unit_section=
  while read -r rr_unit_line || [ -n "$rr_unit_line" ]; do
    case $rr_unit_section$rr_unit_line in
      *'[Install]') rr_unit_section=install: ;;
      install:'['*) rr_unit_section= ;;
      install:[A-Za-z]*=*)
        printf 'install\t%s\t%s\n' "$1" "$rr_unit_line"
        case $rr_unit_line in Also*) rr_unit_also="$rr_unit_also ${rr_unit_line#*=}" ;; esac
        ;;
    esac
  done <"$2"
}
