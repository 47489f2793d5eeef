# shellcheck shell=dash disable=SC2154 # variables of the files beside it
# The lists systemctl prints.

# Leaves the names of all units that have a file, sorted, in $all.
all_files() {
  local folder file
  all=$(
    for folder in $unit_path; do
      for file in "$folder"/*.*; do
        case $file in *.d | *.wants | *.requires | *'/*.*') continue ;; esac
        printf '%s\n' "${file##*/}"
      done
    done | LC_ALL=C sort -u
  )
}

# True when $1 fits one of the patterns $2…, or there are none.
fits() {
  local name=$1 pattern
  shift
  [ $# != 0 ] || return 0
  for pattern in "$@"; do
    case $pattern in *[*?[]*) ;; *) unit_name "$pattern" && pattern=$full ;; esac
    # shellcheck disable=SC2254 # a pattern
    case $name in $pattern) return 0 ;; esac
  done
  return 1
}

# Leaves the full names of $@ in $expanded; a pattern stands for the units in memory that fit.
expand_patterns() {
  local name unit generation=0
  expanded=''
  [ ! -e "$manager/generation" ] || read -r generation <"$manager/generation"
  for name in "$@"; do
    case $name in
      *[*?[]*)
        for unit in "$manager/$generation"/unit/*; do
          if [ -e "$manager/$generation/guest/${unit##*/}" ] && ! state_active "${unit##*/}"; then continue; fi
          if fits "${unit##*/}" "$name"; then expanded="$expanded ${unit##*/}"; fi
        done
        ;;
      *)
        unit_name "$name"
        expanded="$expanded $full"
        ;;
    esac
  done
}

# Prints the lines of standard input, fields parted by tabs, as columns.
columns() {
  awk -F '\t' '
    { for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } count[NR] = NF }
    END {
      for (row = 1; row <= NR; row++) {
        line = ""
        for (i = 1; i < count[row]; i++) line = line sprintf("%-" width[i] "s ", cell[row, i])
        print line cell[row, count[row]]
      }
    }'
}

verb_list_unit_files() {
  local name preset rows='' count=0
  all_files
  for name in $all; do
    fits "$name" "$@" || continue
    case $name in *".${only_type:-${name##*.}}") ;; *) continue ;; esac
    unit_file_state "$name"
    [ -z "$only_state" ] || has "$only_state" "$file_state" || continue
    case $file_state in
      enabled* | disabled | masked* | indirect) preset=disabled ;;
      *) preset=- ;;
    esac
    rows="$rows$name	$file_state	$preset$newline"
    count=$((count + 1))
  done
  if [ "$legend" = no ]; then
    printf '%s' "$rows" | columns
  else
    printf '%s' "UNIT FILE	STATE	PRESET$newline$rows" | columns
    printf '\n%s\n' "$count unit files listed."
  fi
  [ $# = 0 ] || [ "$count" != 0 ]
}

verb_list_units() {
  local name rows='' count=0 mark='  '
  [ "$plain" = no ] || mark=''
  all_files
  for name in $all; do
    fits "$name" "$@" || continue
    case $name in *@.*) continue ;; *".${only_type:-${name##*.}}") ;; *) continue ;; esac
    unit_load "$name"
    [ "$u_Id" = "$name" ] || continue
    state_load "$name"
    [ "$show_all" = yes ] || [ "$s_Active" != inactive ] || continue
    if [ -n "$only_state" ]; then
      has "$only_state" "$s_Active" || has "$only_state" "$s_Sub" || has "$only_state" "$u_LoadState" || continue
    fi
    rows="$rows$mark$name	$u_LoadState	$s_Active	$s_Sub	$u_Description$newline"
    count=$((count + 1))
  done
  if [ "$legend" = no ]; then
    printf '%s' "$rows" | columns
  else
    printf '%s' "${mark}UNIT	LOAD	ACTIVE	SUB	DESCRIPTION$newline$rows" | columns
    printf '\n%s\n' "$count loaded units listed."
  fi
}

verb_list_timers() {
  only_type=timer
  verb_list_units "$@"
}

verb_list_dependencies() {
  unit_name "${1:-default.target}"
  unit_load "$full"
  printf '%s\n' "$u_Id"
  local dependency
  for dependency in $u_Requires $u_BindsTo $u_Wants; do printf '  %s\n' "$dependency"; done
}
