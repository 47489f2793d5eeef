# shellcheck shell=sh

# rr_packages MANAGER…: the packages that each of these has installed, with blanks of a kind between their fields: a section
# for each that is there. One whose list is empty only came along with another.
rr_packages() {
  echo facts
  for rr_packages_manager; do
    case $rr_packages_manager in
      apt)
        command -v dpkg-query >/dev/null 2>&1 || continue
        echo '@ native'
        dpkg --print-architecture 2>/dev/null
        echo '@ apt'
        dpkg-query -W -f '${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\t${Section}\n' 2>/dev/null
        ;;
      rpm)
        command -v rpm >/dev/null 2>&1 || continue
        echo '@ rpm'
        timeout 120 rpm -qa --qf '%{NAME}\t%{VERSION}\t%{RELEASE}\t%{EPOCH}\t%{ARCH}\n' 2>/dev/null
        ;;
      apk)
        command -v apk >/dev/null 2>&1 || continue
        echo '@ apk'
        timeout 120 apk info -v 2>/dev/null
        ;;
    esac
  done
  echo end
}
