# shellcheck shell=dash disable=SC2154,SC2034 # variables of unit-load.sh
# enable, disable, mask, unmask: what they do to links under /etc/systemd/system, with the words of systemd 252.

case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *UTF-8* | *utf8*) arrow='→' ;;
  *) arrow='->' ;;
esac

note() {
  [ "$quiet" = yes ] || printf '%s\n' "$*" >&2
}

# Leaves the folder that links are made in in $links.
links_folder() {
  if [ "$runtime" = yes ]; then links=/run/systemd/system; else links=/etc/systemd/system; fi
}

# Leaves all links in folder $2 that enable unit $1 (whose file is $3) in $enabling.
enabling_links() {
  local link
  enabling=''
  for link in "$2"/*.requires/"$1" "$2"/*.wants/"$1"; do
    [ ! -L "$link" ] || enabling="${enabling:+$enabling }$link"
  done
  [ -n "$3" ] || return 0
  for link in "$2"/*; do
    case ${link##*/} in "$1" | *@.*) continue ;; esac
    if [ ! -L "$link" ] || [ ! "$link" -ef "$3" ] || [ "$3" -ef /dev/null ]; then continue; fi
    enabling="${enabling:+$enabling }$link"
  done
}

# Leaves the word for the file of unit $1 in $file_state; empty when there is none.
unit_file_state() {
  local folder
  unit_parse "$1"
  file_state=''
  case $found_state in
    not-found) return ;;
    masked)
      file_state=masked
      case $found_file in /run/*) file_state=masked-runtime ;; esac
      return
      ;;
  esac
  if [ "$found_alias" = yes ]; then file_state='alias' && return; fi
  case $found_file in /run/systemd/transient/*) file_state=transient && return ;; esac
  for folder in /etc/systemd/system /run/systemd/system; do
    enabling_links "$1" "$folder" "$found_file"
    [ -n "$enabling" ] || continue
    file_state=enabled
    [ "$folder" = /etc/systemd/system ] || file_state=enabled-runtime
    return
  done
  if [ -L "$found_file" ]; then
    file_state=linked
    case $found_file in /run/*) file_state=linked-runtime ;; esac
  elif [ -n "$u_InstallWantedBy$u_InstallRequiredBy$u_InstallAlias" ]; then
    file_state=disabled
    case $found_file in *@.*) case $1 in *@.*) file_state=indirect ;; esac ;; esac
  elif [ -n "$u_InstallAlso" ]; then
    file_state=indirect
  else
    file_state=static
  fi
}

# Makes link $2 to $1 and says so. 1 when something else is in the way.
make_link() {
  local there
  if [ -L "$2" ] || [ -e "$2" ]; then
    there=$(readlink "$2") || there=''
    if [ "$there" = "$1" ] || { [ -L "$2" ] && [ "$1" != /dev/null ] && [ "$2" -ef "$1" ]; }; then return 0; fi
    if [ "$force" != yes ]; then
      trouble="File $2 already exists${there:+ and is a symlink to $there}."
      return 1
    fi
    rm -f "$2"
  fi
  mkdir -p "${2%/*}" && ln -s "$1" "$2" || return 1
  said="${said}Created symlink $2 $arrow $1.$newline"
}

remove_link() {
  rm -f "$1" || return 1
  [ "${1%/*}" = "$links" ] || rmdir "${1%/*}" 2>/dev/null || :
  said="${said}Removed \"$1\".$newline"
}

say_changes() {
  [ "$quiet" = yes ] || printf '%s' "$said" >&2
  said=''
}

enable_one() {
  local name=$1 file=$2 target also
  for target in $u_InstallAlias; do make_link "$file" "$links/$target" || return 1; done
  for target in $u_InstallWantedBy; do make_link "$file" "$links/$target.wants/$name" || return 1; done
  for target in $u_InstallRequiredBy; do make_link "$file" "$links/$target.requires/$name" || return 1; done
  for also in $u_InstallAlso; do
    unit_parse "$also"
    [ "$found_state" != loaded ] || enable_one "$u_Id" "$found_file" || return 1
  done
}

verb_enable() {
  local name wanted='' carries=no
  said='' trouble=''
  links_folder
  for name in "$@"; do
    case $name in
      /*)
        make_link "$name" "$links/${name##*/}" || { note "Failed to enable unit: $trouble"; return 1; }
        full=${name##*/}
        ;;
      *) unit_name "$name" ;;
    esac
    unit_parse "$full"
    case $found_state in
      masked) note "Failed to enable unit: Unit file $found_file is masked."; return 1 ;;
      not-found) note "Failed to enable unit: Unit file $full does not exist."; return 1 ;;
    esac
    [ -z "$u_InstallWantedBy$u_InstallRequiredBy$u_InstallAlias$u_InstallAlso" ] || carries=yes
    wanted="$wanted $full"
  done
  for name in $wanted; do
    unit_parse "$name"
    case $name in *@*) u_Id=$name ;; esac
    [ ! -L "$found_file" ] || [ "$found_alias" = yes ] || found_file=$(readlink "$found_file")
    enable_one "$u_Id" "$found_file" || { note "Failed to enable unit: $trouble"; return 1; }
  done
  say_changes
  [ "$carries" = yes ] || note "The unit files have no installation config (WantedBy=, RequiredBy=, Also=,
Alias= settings in the [Install] section, and DefaultInstance= for template
units). This means they are not meant to be enabled using systemctl."
  units_reload
  # shellcheck disable=SC2086 # names of units
  [ "$at_once" = no ] || verb_start start $wanted
}

disable_one() {
  local link also
  unit_parse "$1"
  case $found_state in
    masked)
      note "Unit $found_file is masked, ignoring."
      return 0
      ;;
    not-found)
      missing=${missing:-$1}
      ;;
  esac
  enabling_links "$u_Id" "$links" "$found_file"
  # shellcheck disable=SC2154 # set by enabling_links
  for link in $enabling; do remove_link "$link" || return 1; done
  [ ! -L "$links/$u_Id" ] || remove_link "$links/$u_Id"
  for also in $u_InstallAlso; do disable_one "$also" || return 1; done
}

verb_disable() {
  local name wanted='' missing=''
  said=''
  links_folder
  for name in "$@"; do
    unit_name "${name##*/}"
    wanted="$wanted $full"
    disable_one "$full" || return 1
  done
  if [ -n "$missing" ] && [ -z "$said" ]; then
    note "Failed to disable unit: Unit file $missing does not exist."
    return 1
  fi
  say_changes
  units_reload
  # shellcheck disable=SC2086 # names of units
  [ "$at_once" = no ] || verb_stop $wanted
}

say_missing() {
  local name
  for name in "$@"; do
    unit_name "$name"
    unit_find "$full"
    [ "$found_state" != not-found ] || note "Unit $full does not exist, proceeding anyway."
  done
}

verb_mask() {
  local name wanted='' failed=''
  said=''
  links_folder
  say_missing "$@"
  for name in "$@"; do
    unit_name "$name"
    wanted="$wanted $full"
    make_link /dev/null "$links/$full" || failed=${failed:-$trouble}
  done
  if [ -n "$failed" ]; then
    note "Failed to mask unit: $failed"
    return 1
  fi
  say_changes
  units_reload
  # shellcheck disable=SC2086 # names of units
  [ "$at_once" = no ] || verb_stop $wanted
}

verb_unmask() {
  local name
  said=''
  links_folder
  say_missing "$@"
  for name in "$@"; do
    unit_name "$name"
    if [ "$links/$full" -ef /dev/null ] || { [ -f "$links/$full" ] && [ ! -s "$links/$full" ]; }; then
      remove_link "$links/$full"
    fi
  done
  say_changes
  units_reload
}
