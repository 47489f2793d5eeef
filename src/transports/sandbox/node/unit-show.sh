# shellcheck shell=dash disable=SC2154,SC2034 # variables of the files beside it
# What systemctl tells of units. Nothing here changes anything.

# In the order systemd gives them, whatever the order they are asked in.
show_keys='Type Restart PIDFile NextElapseUSecMonotonic RemainAfterExit MainPID Result ExecMainCode ExecMainStatus
  ExecStart ExecReload ExecStop Environment KillMode Id Names Requires Requisite Wants BindsTo PartOf RequiredBy
  RequisiteOf WantedBy BoundBy ConsistsOf Conflicts ConflictedBy Before After Triggers TriggeredBy Description LoadState
  ActiveState SubState FragmentPath SourcePath DropInPaths UnitFileState UnitFilePreset InactiveExitTimestamp
  InactiveExitTimestampMonotonic ActiveEnterTimestamp ActiveEnterTimestampMonotonic ActiveExitTimestamp
  ActiveExitTimestampMonotonic InactiveEnterTimestamp InactiveEnterTimestampMonotonic CanStart CanStop CanReload
  NeedDaemonReload DefaultDependencies ConditionResult AssertResult Transient LoadError'

# The wall clock's words for $1 microseconds since the machine's start; nothing for 0.
wall_time() {
  local up seconds
  [ "$1" != 0 ] || return 0
  read -r up _ </proc/uptime
  seconds=$(($(date +%s) - ${up%.*} + $1 / 1000000))
  LC_ALL=C date -d "@$seconds" '+%a %Y-%m-%d %H:%M:%S %Z'
}

# True when the files of the unit in u_* are not what the manager has read.
needs_reload() {
  local generation folder file line known count=0 IFS
  unset IFS
  [ "$u_cached" = yes ] || return 1
  read -r generation <"$manager/generation"
  for folder in $u_seen; do
    for file in "$folder"/*.conf; do
      if [ -e "$file" ] && ! has "$u_DropInPaths" "$file"; then return 0; fi
    done
  done
  # shellcheck disable=SC2086 # paths of units have no spaces
  set -- $u_FragmentPath $u_DropInPaths
  known=$newline
  while IFS= read -r line; do known=$known$line$newline; done <"$manager/$generation/stamps"
  IFS=$newline
  for line in $(unit_stamps "$@"); do
    case $known in *"$newline$line$newline"*) count=$((count + 1)) ;; esac
  done
  unset IFS
  [ "$count" != $# ]
}

warn_changed() {
  if needs_reload; then
    note "Warning: The unit file, source configuration file or drop-ins of $u_Id changed on disk. Run 'systemctl daemon-reload' to reload units."
  fi
}

yes_no() {
  if "$@"; then value=yes; else value=no; fi
}

can_start() {
  case $u_LoadState in masked | not-found) return 1 ;; esac
}

can_reload() {
  [ -n "$u_ExecReload" ]
}

# Leaves property $1 of the unit in u_* and s_* in $value; 1 when there is no such property.
show_value() {
  case $1 in
    Id | Requires | Requisite | Wants | BindsTo | PartOf | RequiredBy | RequisiteOf | WantedBy | BoundBy | ConsistsOf | \
      Conflicts | ConflictedBy | Before | After | TriggeredBy | Description | LoadState | FragmentPath | DropInPaths | \
      Type | Restart | PIDFile | KillMode | Environment | ExecStart | ExecReload | ExecStop)
      eval "value=\$u_$1"
      ;;
    Names) value=$u_Names ;;
    SourcePath) value='' ;;
    RemainAfterExit) yes_no is_true "$u_RemainAfterExit" ;;
    DefaultDependencies) yes_no is_true "${u_DefaultDependencies:-yes}" ;;
    MainPID) value=$s_Pid ;;
    Result) value=$s_Result ;;
    ExecMainCode) value=$s_Code ;;
    ExecMainStatus) value=$s_Status ;;
    ActiveState) value=$s_Active ;;
    SubState) value=$s_Sub ;;
    # In a subshell: it reads the unit anew from the disk.
    UnitFileState) value=$(unit_file_state "$u_Id" && printf '%s' "$file_state") ;;
    UnitFilePreset) if [ "$u_LoadState" = not-found ]; then value=''; else value=disabled; fi ;;
    InactiveExitTimestamp) value=$(wall_time "$s_Leave") ;;
    ActiveEnterTimestamp) value=$(wall_time "$s_Enter") ;;
    ActiveExitTimestamp) value=$(wall_time "$s_Exit") ;;
    InactiveEnterTimestamp) value=$(wall_time "$s_Rest") ;;
    InactiveExitTimestampMonotonic) value=$s_Leave ;;
    ActiveEnterTimestampMonotonic) value=$s_Enter ;;
    ActiveExitTimestampMonotonic) value=$s_Exit ;;
    InactiveEnterTimestampMonotonic) value=$s_Rest ;;
    NextElapseUSecMonotonic)
      case $u_Id in *.timer) value=$s_Due ;; *) return 1 ;; esac
      ;;
    Triggers)
      case $u_Id in *.timer) value=${u_Unit:-${u_Id%.timer}.service} ;; *) value='' ;; esac
      ;;
    CanStart | CanStop) yes_no can_start ;;
    CanReload) yes_no can_reload ;;
    NeedDaemonReload) yes_no needs_reload ;;
    ConditionResult) value=$s_Condition ;;
    AssertResult) value=$s_Assert ;;
    Transient) yes_no [ "$u_Origin" = transient ] ;;
    LoadError)
      case $u_LoadState in
        masked) value="org.freedesktop.systemd1.UnitMasked \"Unit $u_Id is masked.\"" ;;
        not-found) value="org.freedesktop.systemd1.NoSuchUnit \"Unit $u_Id not found.\"" ;;
        *) value='' ;;
      esac
      ;;
    *) return 1 ;;
  esac
}

is_true() {
  case $1 in yes | true | on | 1) return 0 ;; esac
  return 1
}

show_manager() {
  local key state
  system_state
  for key in Version SystemState Environment UnitPath; do
    [ -z "$properties" ] || has "$properties" "$key" || continue
    case $key in
      Version) state=252 ;;
      SystemState) state=$system ;;
      Environment) state="PATH=$PATH" ;;
      *) state=$unit_path ;;
    esac
    if [ "$only_value" = yes ]; then printf '%s\n' "$state"; else printf '%s\n' "$key=$state"; fi
  done
}

verb_show() {
  local name key separator=''
  if [ $# = 0 ]; then show_manager; return; fi
  expand_patterns "$@"
  for name in $expanded; do
    printf '%s' "$separator"
    separator=$newline
    unit_load "$name"
    state_load "$u_Id"
    for key in $show_keys; do
      [ -z "$properties" ] || has "$properties" "$key" || continue
      show_value "$key" || continue
      if [ "$only_value" = yes ]; then printf '%s\n' "$value"; else printf '%s\n' "$key=$value"; fi
    done
  done
}

verb_cat() {
  local name rc=0 file separator=''
  for name in "$@"; do
    unit_name "$name"
    unit_load "$full"
    case $u_LoadState in
      not-found) note "No files found for $full."; rc=1; continue ;;
      masked) printf '%s' "$separator# Unit $full is masked.$newline"; continue ;;
    esac
    for file in $u_FragmentPath $u_DropInPaths; do
      printf '%s' "$separator# $file$newline"
      separator=$newline
      cat "$file"
    done
  done
  return "$rc"
}

verb_is_active() {
  local name rc=3
  expand_patterns "$@"
  for name in $expanded; do
    unit_load "$name"
    state_load "$u_Id"
    [ "$quiet" = yes ] || printf '%s\n' "$s_Active"
    case $s_Active in active | reloading) rc=0 ;; esac
  done
  return "$rc"
}

verb_is_failed() {
  local name rc=1
  expand_patterns "$@"
  for name in $expanded; do
    state_load "$name"
    [ "$quiet" = yes ] || printf '%s\n' "$s_Active"
    [ "$s_Active" != failed ] || rc=0
  done
  return "$rc"
}

# Why unit $1 has no state: a link of its name may lead nowhere.
why_stateless() {
  local folder target
  for folder in $unit_path; do
    [ -L "$folder/$1" ] || continue
    target=$(readlink "$folder/$1")
    if has "$unit_path" "${target%/*}"; then
      echo 'Link has been severed'
      return
    fi
  done
  echo 'No such file or directory'
}

verb_is_enabled() {
  local name rc=1
  for name in "$@"; do
    unit_name "$name"
    unit_file_state "$full"
    if [ -z "$file_state" ]; then
      note "Failed to get unit file state for $full: $(why_stateless "$full")"
      return 1
    fi
    [ "$quiet" = yes ] || printf '%s\n' "$file_state"
    case $file_state in enabled | enabled-runtime | static | alias | indirect) rc=0 ;; esac
  done
  return "$rc"
}

# Leaves `running` or `degraded` in $system, and the failed units in $failures.
system_state() {
  local file
  system=running failures=''
  for file in "$manager"/state/*; do
    [ -e "$file" ] || continue
    state_load "${file##*/}"
    if [ "$s_Active" = failed ]; then system=degraded failures="$failures ${file##*/}"; fi
  done
}

verb_is_system_running() {
  system_state
  [ "$quiet" = yes ] || printf '%s\n' "$system"
  [ "$system" = running ]
}

verb_status() {
  local name rc=0
  for name in "$@"; do
    unit_name "$name"
    unit_load "$full"
    state_load "$u_Id"
    if [ "$u_LoadState.$s_Active" = not-found.inactive ]; then
      note "Unit $full could not be found."
      rc=4
      continue
    fi
    warn_changed
    printf '%s\n' "* $u_Id - $u_Description" \
      "     Loaded: $u_LoadState ($u_FragmentPath; $(unit_file_state "$u_Id" && printf '%s' "$file_state"))" \
      "     Active: $s_Active ($s_Sub)"
    [ "$s_Pid" = 0 ] || printf '%s\n' "   Main PID: $s_Pid"
    case $s_Active in active | activating | reloading) ;; *) rc=3 ;; esac
  done
  return "$rc"
}
