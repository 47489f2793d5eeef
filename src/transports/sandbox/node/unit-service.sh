# shellcheck shell=dash disable=SC2154,SC2034 # variables of unit-load.sh and unit-memory.sh
# What starting, stopping and reloading one unit does. Each function takes a unit that is in u_* and s_* already.

journal=/var/log/messages
here=/usr/local/lib/sandbox

# Becomes the command of one Exec line. Only in a subshell.
service_exec() {
  local line=$1 word text
  while :; do
    case $line in [-@:+!]*) line=${line#?} ;; *) break ;; esac
  done
  SANDBOX_JOB=yes
  export SANDBOX_JOB
  IFS=$newline
  set -f
  for text in $u_Environment; do service_words "$text" export; done
  for word in $u_EnvironmentFile; do
    [ ! -r "${word#-}" ] || while IFS= read -r text; do
      case $text in [A-Za-z_]*=*) service_words "$text" export ;; esac
    done <"${word#-}"
  done
  unset IFS
  cd "${u_WorkingDirectory:-/}" || exit 200
  service_words "$line" service_become
}

# Calls $2 with the words of $1, quotes honoured as systemd does.
service_words() {
  local then=$2 word
  case $1 in
    *[\"\'\\]*)
      IFS=$newline
      # shellcheck disable=SC2046 # split at line ends
      set -- $(printf '%s\n' "$1" | xargs printf '%s\n')
      unset IFS
      ;;
    *)
      unset IFS
      # shellcheck disable=SC2086 # split into words
      set -- $1
      ;;
  esac
  "$then" "$@"
}

service_become() {
  local count=$# word
  while [ "$count" -gt 0 ]; do
    word=$1
    shift
    case $word in
      *\$*)
        case $word in
          \$[A-Za-z_]*[!A-Za-z0-9_]* | [!\$]* | \$[!A-Za-z_]*) service_expand "$word" && set -- "$@" "$expanded" ;;
          *)
            eval "word=\${${word#\$}:-}"
            # shellcheck disable=SC2086 # systemd splits $WORD
            set -- "$@" $word
            ;;
        esac
        ;;
      *) set -- "$@" "$word" ;;
    esac
    count=$((count - 1))
  done
  set +f
  exec "$@"
}

# Leaves $1 in $expanded with values for ${NAME} and `$` for `$$`, as systemd does inside a word.
service_expand() {
  local rest=$1 name value
  expanded=''
  while :; do
    case $rest in *\$*) ;; *) break ;; esac
    expanded=$expanded${rest%%\$*}
    rest=${rest#*\$}
    case $rest in
      \$*) expanded=$expanded\$ rest=${rest#?} ;;
      \{[A-Za-z_]*\}*)
        name=${rest#?} name=${name%%\}*} rest=${rest#*\}}
        eval "value=\${$name:-}"
        expanded=$expanded$value
        ;;
      *) expanded=$expanded\$ ;;
    esac
  done
  expanded=$expanded$rest
}

# Runs the Exec lines in $1 one by one in the foreground. Stops at the first that fails and whose line has no `-`.
service_lines() {
  local line rc=0 lines=$1
  IFS=$newline
  set -f
  # shellcheck disable=SC2086 # split at line ends
  set -- $lines
  set +f
  unset IFS
  for line in "$@"; do
    (service_exec "$line") </dev/null >>"$journal" 2>&1 7>&- 6>&-
    rc=$?
    case $line in -*) rc=0 ;; esac
    [ "$rc" = 0 ] || break
  done
  s_Status=$rc
  return "$rc"
}

# True when all of the conditions in $1 hold; of those marked with `|` one is enough.
service_conditions() {
  local line kind text any='' one=no holds
  IFS=$newline
  set -f
  # shellcheck disable=SC2086 # split at line ends
  set -- $1
  set +f
  unset IFS
  for line in "$@"; do
    kind=${line%% *} text=${line#* } holds=yes
    case $text in '|'*) any=yes text=${text#?} ;; *) any=${any:-} ;; esac
    case $text in '!'*) holds=no text=${text#?} ;; esac
    # shellcheck disable=SC2086 # a glob
    case $kind in
      PathExists) [ -e "$text" ] ;;
      PathExistsGlob) set -- $text && [ -e "$1" ] ;;
      PathIsDirectory) [ -d "$text" ] ;;
      FileNotEmpty) [ -s "$text" ] ;;
      *) [ "$holds" = yes ] ;;
    esac && kind=yes || kind=no
    case $line in
      *' |'*) [ "$kind" != "$holds" ] || one=yes ;;
      *) [ "$kind" = "$holds" ] || return 1 ;;
    esac
  done
  [ -z "$any" ] || [ "$one" = yes ]
}

# Starts the unit. 0: it runs, or its condition said no; 1: it failed; 2: an assertion said no.
service_start() {
  clock
  s_Pid=0 s_Group=0 s_Result=success s_Condition=yes s_Assert=yes
  service_conditions "$u_Condition" || { s_Condition=no && state_save "$u_Id"; return 0; }
  service_conditions "$u_Assert" || { s_Assert=no && state_save "$u_Id"; return 2; }
  s_Active=activating s_Sub=start s_Leave=$now
  case $u_Id in
    *.service) ;;
    *.timer) service_timer; return ;;
    *) s_Sub=active && service_entered; return ;;
  esac
  [ "${booting:-no}" = yes ] || state_save "$u_Id"
  service_lines "$u_ExecStartPre" || { service_failed; return 1; }
  case $u_Type in
    oneshot)
      service_lines "$u_ExecStart" || { service_failed; return 1; }
      s_Sub=exited
      ;;
    forking)
      service_lines "$u_ExecStart" || { service_failed; return 1; }
      [ ! -s "${u_PIDFile:-/nowhere}" ] || read -r s_Pid <"$u_PIDFile"
      s_Sub=running
      ;;
    *)
      service_spawn || { service_failed; return 1; }
      s_Sub=running
      ;;
  esac
  service_lines "$u_ExecStartPost" || { service_failed; return 1; }
  case $u_Type.$u_RemainAfterExit in
    oneshot.yes | oneshot.true | oneshot.1 | oneshot.on) service_entered ;;
    oneshot.*) service_rested ;;
    *) service_entered ;;
  esac
}

service_entered() {
  clock
  s_Active=active s_Enter=$now
  state_save "$u_Id"
}

service_rested() {
  clock
  s_Active=inactive s_Sub=dead s_Rest=$now s_Pid=0 s_Group=0
  [ "$s_Exit" -ge "$s_Enter" ] || s_Exit=$now
  if [ "$u_Origin" = transient ]; then unit_forget "$u_Id"; else state_save "$u_Id"; fi
  unit_collect
}

service_failed() {
  clock
  s_Active=failed s_Sub=failed s_Rest=$now s_Pid=0 s_Group=0 s_Code=1
  [ "$s_Result" != success ] || s_Result=exit-code
  state_save "$u_Id"
  [ "$u_CollectMode" != inactive-or-failed ] || unit_forget "$u_Id"
}

# Starts the main process in a session of its own and waits until it says that it is ready, or is running.
service_spawn() {
  # One for each unit: a writer of another that has not closed its end yet would be taken for ours.
  local fifo="$manager/state/.ready.$u_Id" awaited=no word value
  [ -p "$fifo" ] || mkfifo -m 600 "$fifo" || return 1
  setsid /bin/sh "$here/service-main.sh" "$u_Id" "${resume:-no}" </dev/null >>"$journal" 2>&1 3>"$fifo" 6>&- 7>&- 8>&- &
  s_Group=$!
  exec 5<"$fifo"
  # Others that notify systemd cannot be heard: they count as started.
  case $u_Type.$u_ExecStart in notify./usr/local/sbin/*) awaited=yes ;; esac
  s_Pid=0
  # The two come from two processes, in any order.
  while [ "$s_Pid" = 0 ] || [ "$awaited" = yes ]; do
    read -r word value <&5 || break
    case $word in
      pid) s_Pid=$value ;;
      ready) awaited=no ;;
    esac
  done
  exec 5<&-
  [ "$s_Pid" != 0 ] && [ "$awaited" = no ]
}

service_timer() {
  local span=${u_OnActiveSec:-$u_OnBootSec}
  seconds_of "${span:-infinity}"
  s_Sub=waiting s_Due=$((now + seconds * 1000000))
  service_await
  service_entered
}

service_await() {
  setsid /bin/sh "$here/timer-main.sh" "$u_Id" "$s_Due" </dev/null >>"$journal" 2>&1 6>&- 7>&- 8>&- &
  s_Group=$!
}

# Leaves the span $1 ("90", "1min 30s") in $seconds, fractions rounded up.
seconds_of() {
  local part number unit
  seconds=0
  for part in $1; do
    number=${part%%[!0-9]*} unit=${part#"${part%%[!0-9.]*}"}
    case $unit in
      '' | s | sec | second | seconds) seconds=$((seconds + ${number:-0})) ;;
      m | min | minute | minutes) seconds=$((seconds + number * 60)) ;;
      h | hr | hour | hours) seconds=$((seconds + number * 3600)) ;;
      d | day | days) seconds=$((seconds + number * 86400)) ;;
      ms | msec | us) seconds=$((seconds + 1)) ;;
      *) seconds=$((seconds + 2000000000)) ;;
    esac
  done
}

# Stops the unit: what ExecStop says, then what is left of its processes.
service_stop() {
  clock
  s_Exit=$now s_Active=deactivating s_Sub=stop
  state_save "$u_Id"
  [ "$u_LoadState" = masked ] || service_lines "$u_ExecStop"
  service_kill
  s_Status=0 s_Result=success
  service_rested
  # With a transient timer goes the service that it never started.
  case $u_Origin.$u_Id in
    transient.*.timer) state_active "${u_Id%.timer}.service" || unit_forget "${u_Id%.timer}.service" ;;
  esac
}

service_kill() {
  local tries=0 whom=$s_Pid
  [ "$s_Group" = 0 ] || whom=-$s_Group
  case $u_KillMode in
    none) whom=0 ;;
    process) whom=$s_Pid ;;
  esac
  [ "$whom" != 0 ] && kill -TERM "$whom" 2>/dev/null || return 0
  while [ "$s_Pid" != 0 ] && kill -0 "$s_Pid" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 250 ] || kill -KILL "$whom" 2>/dev/null
    sleep 0.02 2>/dev/null || sleep 1
  done
}

service_reload() {
  service_lines "$u_ExecReload"
}
