# shellcheck shell=dash disable=SC2034,SC2154 # variables shared with unit-load.sh
# What the manager remembers: definitions by generation (one more with each daemon-reload), what refers to what, and
# the state of each unit that has ever been started.

unit_backs='RequiredBy RequisiteOf WantedBy BoundBy ConsistsOf After Before ConflictedBy TriggeredBy'
state_keys="Active Sub Result Pid Group Status Code Condition Assert Enter Exit Leave Rest Due"

manager_lock() {
  exec 7>"$manager/lock"
  flock 7
}

manager_unlock() {
  exec 7>&-
}

# Reads all units anew that systemd would have in memory: those that run, those that start at boot, and all that these
# name. What was changed on disk counts from now on.
units_reload() {
  manager_lock
  local generation=0 base file
  [ ! -e "$manager/generation" ] || read -r generation <"$manager/generation"
  base=$manager/$((generation + 1))
  # The one before this may still be read by somebody; the one before that is not.
  set -- "$manager/$((generation - 1))" "$base"
  if [ -e "$1" ] || [ -e "$2" ]; then rm -rf "$@"; fi
  mkdir -p "$base/unit" "$base/back" "$base/alias" "$base/guest" "$manager/state" "$manager/exit"
  units_aliases
  remembered=' '
  unit_remember multi-user.target
  for file in "$manager/state"/*; do
    if state_active "${file##*/}"; then unit_remember "${file##*/}"; fi
  done
  units_stamp
  # Over what is there, not after emptying it: others may be reading.
  echo $((generation + 1)) 1<>"$manager/generation"
  manager_unlock
}

# Notes the other names that links give to units.
units_aliases() {
  local folder file target
  for folder in $unit_path; do
    for file in "$folder"/*.*; do
      if [ ! -L "$file" ] || [ ! -f "$file" ]; then continue; fi
      target=$(readlink "$file")
      target=${target##*/}
      case ${file##*/} in "$target" | *@.*) continue ;; esac
      printf '%s\n' "$target" >"$base/alias/${file##*/}"
      printf '%s\n' "Names=${file##*/}" >>"$base/back/$target"
    done
  done
}

# Puts unit $1 and all that it names into the generation in $base; names done already are in $remembered.
unit_remember() {
  local name queue=$1 named
  while [ -n "$queue" ]; do
    name=${queue%% *} queue=${queue#"${queue%% *}"}
    queue=${queue# }
    case $remembered in *" $name "*) continue ;; esac
    remembered="$remembered$name "
    unit_parse "$name"
    if [ "$u_Id" != "$name" ]; then
      queue="$queue $u_Id"
      continue
    fi
    [ "$u_LoadState" != not-found ] || continue
    unit_write >"$base/unit/$name"
    back "$u_Requires" RequiredBy
    back "$u_Requisite" RequisiteOf
    back "$u_Wants" WantedBy
    back "$u_BindsTo" BoundBy
    back "$u_PartOf" ConsistsOf
    back "$u_Before" After
    back "$u_After" Before
    back "$u_Conflicts" ConflictedBy
    named="$u_Requires $u_Requisite $u_Wants $u_BindsTo $u_PartOf $u_Before $u_After $u_Conflicts"
    case $name in
      *.timer)
        back "${u_Unit:-${name%.timer}.service}" TriggeredBy
        named="$named ${u_Unit:-${name%.timer}.service}"
        ;;
    esac
    # shellcheck disable=SC2086 # names of units, for one space between them
    set -- $queue $named
    queue=$*
  done
}

# A unit that is not in memory is started: it comes into memory, for as long as it runs.
unit_invite() {
  local generation base name=$1
  manager_lock
  read -r generation <"$manager/generation"
  base=$manager/$generation remembered=' '
  [ -e "$base/unit/$1" ] || : >"$base/guest/$1"
  for name in "$base/unit"/*; do
    name=${name##*/}
    [ "$name" = "$1" ] || remembered="$remembered$name "
  done
  unit_remember "$1"
  units_stamp
  manager_unlock
}

units_stamp() {
  local file line
  set --
  for file in "$base/unit"/*; do
    [ -e "$file" ] || continue
    while IFS= read -r line; do
      # shellcheck disable=SC2086 # unit files have no spaces in their paths
      case $line in FragmentPath=* | DropInPaths=*) set -- "$@" ${line#*=} ;; esac
    done <"$file"
  done
  unit_stamps "$@" >"$base/stamps"
}

# Notes at each unit in list $1 that this one ($name) is in its list $2.
back() {
  local dependency
  for dependency in $1; do
    printf '%s\n' "$2=$name" >>"$base/back/$dependency"
  done
}

unit_write() {
  local key text IFS
  for key in Id LoadState FragmentPath DropInPaths Origin seen $unit_lists $unit_installs $unit_texts; do
    eval "text=\$u_$key"
    [ -z "$text" ] || printf '%s\n' "$key=$text"
  done
  for key in $unit_lines; do
    eval "text=\$u_$key"
    IFS=$newline
    set -f
    for text in $text; do printf '%s\n' "$key=$text"; done
    set +f
    unset IFS
  done
}

# What tells a changed file from an unchanged one, one line a file.
unit_stamps() {
  stat -c '%n %Y %i %s' -- "$@" 2>/dev/null
}

# Leaves unit $1 in u_*, under its own name even when $1 is an alias; what refers to it in u_RequiredBy and the like.
unit_load() {
  local generation=0 line key name=$1 base
  [ ! -e "$manager/generation" ] || read -r generation <"$manager/generation"
  base=$manager/$generation
  [ ! -e "$base/alias/$1" ] || read -r name <"$base/alias/$1"
  if [ -e "$base/unit/$name" ] && { [ "${booting:-no}" = yes ] || unit_kept; }; then
    unit_blank "$name"
    while IFS= read -r line; do
      key=${line%%=*} line=${line#*=}
      case " $unit_lines " in
        *" $key "*) eval "u_$key=\"\${u_$key:+\$u_$key\$newline}\$line\"" ;;
        *) eval "u_$key=\$line" ;;
      esac
    done <"$base/unit/$name"
    u_cached=yes
  else
    unit_parse "$name"
    name=$u_Id u_cached=no
  fi
  for key in $unit_backs; do
    case $key in After | Before) ;; *) eval "u_$key=" ;; esac
  done
  [ -e "$base/back/$name" ] || return 0
  while IFS= read -r line; do
    key=${line%%=*} line=${line#*=}
    # A guest that has stopped is forgotten, and with it what it said of others.
    if [ -e "$base/guest/$line" ] && ! state_active "$line"; then continue; fi
    eval "case \" \$u_$key \" in *\" \$line \"*) ;; *) u_$key=\"\${u_$key:+\$u_$key }\$line\" ;; esac"
  done <"$base/back/$name"
}

# True while the manager has a reason to remember unit $name: it is active, or an active one refers to it. Others are
# forgotten and read anew from the disk.
unit_kept() {
  local line
  state_active "$name" && return 0
  [ -e "$base/back/$name" ] || return 1
  while IFS= read -r line; do
    case $line in Names=*) continue ;; esac
    state_active "${line#*=}" && return 0
  done <"$base/back/$name"
  return 1
}

# The unit in u_* has stopped: when nothing that is active refers to it, its times are forgotten too.
unit_collect() {
  local generation base name=$u_Id
  read -r generation <"$manager/generation"
  base=$manager/$generation
  unit_kept || rm -f "$manager/state/$name"
}

state_active() {
  local active=inactive
  [ ! -e "$manager/state/$1" ] || read -r active <"$manager/state/$1"
  [ "$active" != Active=inactive ] && [ "$active" != inactive ]
}

# Leaves the state of unit $1 in s_*. One whose main process is gone without a word has failed.
state_load() {
  local line
  s_Active=inactive s_Sub=dead s_Result=success s_Pid=0 s_Status=0 s_Code=0 s_Condition=no s_Assert=no
  s_Group=0 s_Enter=0 s_Exit=0 s_Leave=0 s_Rest=0 s_Due=0
  [ -e "$manager/state/$1" ] || return 0
  while IFS= read -r line; do
    eval "s_${line%%=*}=\${line#*=}"
  done <"$manager/state/$1"
  # Whoever is stopping it writes the state when that is done.
  case $s_Active.$s_Pid in
    *.0 | deactivating.*) ;;
    *) kill -0 "$s_Pid" 2>/dev/null || state_ended "$1" ;;
  esac
}

# Unit $1's main process is gone; how it ended stands in a file, unless it was killed together with its keeper.
state_ended() {
  local code=137 again=no tries=0 note="$manager/exit/$s_Group.$s_Pid"
  # Its keeper is about to write it.
  while [ ! -s "$note" ] && [ "$tries" -lt 50 ] && kill -0 "$s_Group" 2>/dev/null; do
    tries=$((tries + 1))
    sleep 0.02 2>/dev/null || sleep 1
  done
  [ ! -s "$note" ] || read -r code again <"$note"
  clock
  s_Pid=0 s_Status=$code s_Code=1 s_Exit=$now s_Rest=$now
  case $again.$code in
    yes.*) s_Active=activating s_Sub=auto-restart ;;
    no.0) s_Active=inactive s_Sub=dead s_Group=0 ;;
    *) s_Active=failed s_Sub=failed s_Group=0 s_Result=exit-code ;;
  esac
  [ "$code" -le 128 ] || [ "$code" -ge 200 ] || s_Result=signal
  if [ -e "/run/systemd/transient/$1" ]; then
    if [ "$s_Active" = inactive ] || grep -q '^CollectMode=inactive-or-failed' "/run/systemd/transient/$1"; then
      unit_forget "$1"
      return
    fi
  fi
  state_save "$1"
}

# A transient unit is gone when it has ended.
unit_forget() {
  rm -f "/run/systemd/transient/$1" "$manager/state/$1" "$manager/state/.ready.$1" "$manager"/[0-9]*/unit/"$1"
}

state_save() {
  local key text
  for key in $state_keys; do
    eval "text=\$s_$key"
    printf '%s\n' "$key=$text"
  done >"$manager/state/.$1.$$"
  mv -f "$manager/state/.$1.$$" "$manager/state/$1"
}

# Leaves the time in microseconds since the machine's start in $now; never the same twice, so that an order can be told.
clock() {
  local last=0
  read -r now _ </proc/uptime
  now=${now%.*}${now#*.}0000
  now=$((${now#"${now%%[!0]*}"} + 0))
  [ ! -e "$manager/clock" ] || read -r last <"$manager/clock"
  # Another process may be making it just now: then it is empty.
  case $last in '' | *[!0-9]*) last=0 ;; esac
  [ "$now" -gt "$last" ] || now=$((last + 1))
  echo "$now" 1<>"$manager/clock"
}
