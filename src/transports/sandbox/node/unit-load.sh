# shellcheck shell=dash disable=SC2034 # the variables are for the files that read this one
# Units as the manager knows them. `unit_load NAME` leaves a unit in the variables u_*; a definition is read from the
# unit files once and kept until `units_reload`, as systemd does, so that a changed file waits for daemon-reload.

manager=/run/systemd/manager
unit_path='/run/systemd/transient /etc/systemd/system /run/systemd/system /usr/local/lib/systemd/system /usr/lib/systemd/system'
unit_lists='Requires Requisite Wants BindsTo PartOf Before After Conflicts'
unit_installs='InstallWantedBy InstallRequiredBy InstallAlias InstallAlso'
unit_texts='Description Type RemainAfterExit KillMode PIDFile Restart RestartSec TimeoutStopSec WorkingDirectory
  DefaultDependencies OnActiveSec OnBootSec Unit CollectMode RemainAfterElapse'
unit_lines='ExecStartPre ExecStart ExecStartPost ExecReload ExecStop Environment EnvironmentFile Condition Assert'
newline='
'

# The full name of $1 in $full: `docker` is docker.service.
unit_name() {
  case $1 in
    *.service | *.target | *.timer | *.socket | *.path | *.mount | *.slice | *.scope | *.swap | *.automount | *.device)
      full=$1
      ;;
    *) full=$1.service ;;
  esac
}

# Looks $1 up on disk: leaves found_id, found_file (the first file of that name), found_state (loaded, masked,
# not-found) and found_alias (yes when $1 is another name of found_id).
unit_find() {
  found_id=$1 found_file='' found_state=not-found found_alias=no
  local folder name target
  for name in "$1" "${1%%@*}@.${1##*.}"; do
    case $name in *@.*) case $1 in *@*) ;; *) continue ;; esac ;; esac
    for folder in $unit_path; do
      found_file=$folder/$name
      if [ "$found_file" -ef /dev/null ] || { [ -f "$found_file" ] && [ ! -s "$found_file" ]; }; then
        found_state=masked
        return
      fi
      if [ -L "$found_file" ]; then
        target=$(readlink "$found_file")
        if [ "${target##*/}" = "$name" ]; then
          [ ! -f "$found_file" ] || found_state=loaded
          return
        fi
        [ "$1" != "${target##*/}" ] || return
        unit_find "${target##*/}"
        found_alias=yes
        return
      fi
      if [ -f "$found_file" ]; then
        found_state=loaded
        return
      fi
    done
  done
  found_file=''
}

unit_blank() {
  local key
  for key in $unit_lists $unit_installs $unit_texts $unit_lines; do eval "u_$key="; done
  u_Id=$1 u_Names=$1 u_LoadState=not-found u_FragmentPath='' u_DropInPaths='' u_seen='' u_Description=$1
  u_Origin=''
}

# Adds `key=value` of section $1 to u_*.
unit_take() {
  case $1.$2 in
    Unit.Requires | Unit.Requisite | Unit.Wants | Unit.BindsTo | Unit.PartOf | Unit.Before | Unit.After | Unit.Conflicts)
      if [ -n "$3" ]; then eval "u_$2=\"\${u_$2:+\$u_$2 }\$3\""; else eval "u_$2="; fi
      ;;
    Install.WantedBy | Install.RequiredBy | Install.Alias | Install.Also)
      eval "u_Install$2=\"\${u_Install$2:+\$u_Install$2 }\$3\""
      ;;
    Unit.Condition* | Unit.Assert*)
      local kind=Condition
      case $2 in Assert*) kind=Assert ;; esac
      eval "u_$kind=\"\${u_$kind:+\$u_$kind\$newline}\${2#\$kind} \$3\""
      ;;
    Service.Exec* | Service.Environment | Service.EnvironmentFile)
      case " $unit_lines " in *" $2 "*) ;; *) return ;; esac
      if [ -n "$3" ]; then eval "u_$2=\"\${u_$2:+\$u_$2\$newline}\$3\""; else eval "u_$2="; fi
      ;;
    *.*[!A-Za-z]*) ;;
    Unit.* | Service.* | Timer.*)
      case " $unit_texts " in *[[:space:]]"$2"[[:space:]]*) eval "u_$2=\$3" ;; esac
      ;;
  esac
}

# Reads one unit file into u_*.
unit_read() {
  local section='' line more key value
  while IFS= read -r line || [ -n "$line" ]; do
    while :; do
      case $line in *\\) ;; *) break ;; esac
      IFS= read -r more || more=''
      line="${line%\\} $more"
    done
    line=${line#"${line%%[![:space:]]*}"}
    case $line in
      '' | '#'* | ';'*) continue ;;
      '['*']'*)
        section=${line#\[}
        section=${section%%\]*}
        continue
        ;;
      *=*) ;;
      *) continue ;;
    esac
    key=${line%%=*} value=${line#*=}
    key=${key%"${key##*[![:space:]]}"}
    value=${value#"${value%%[![:space:]]*}"} value=${value%"${value##*[![:space:]]}"}
    unit_take "$section" "$key" "$value"
  done <"$1"
}

# Reads $1 and its drop-ins from the disk into u_*.
unit_parse() {
  local folder file base bases='' name=$1
  unit_find "$1"
  unit_blank "$found_id"
  u_LoadState=$found_state u_FragmentPath=$found_file
  case $found_state in masked | not-found) return ;; esac
  name=$found_id u_Type=simple u_DefaultDependencies=yes
  case $found_file in /run/systemd/transient/*) u_Origin=transient ;; esac
  unit_read "$found_file"
  for folder in $unit_path; do
    [ -d "$folder/$name.d" ] || continue
    u_seen="$u_seen $folder/$name.d"
    for file in "$folder/$name.d"/*.conf; do
      base=${file##*/}
      [ -f "$file" ] || continue
      case " $bases " in *" $base "*) continue ;; esac
      bases="$bases $base"
      u_DropInPaths="${u_DropInPaths:+$u_DropInPaths }$file"
      [ "$file" -ef /dev/null ] || unit_read "$file"
    done
  done
  for folder in $unit_path; do
    for file in "$folder/$name.wants"/* "$folder/$name.requires"/*; do
      [ -L "$file" ] || [ -e "$file" ] || continue
      case $file in
        *.wants/*) u_Wants="${u_Wants:+$u_Wants }${file##*/}" ;;
        *) u_Requires="${u_Requires:+$u_Requires }${file##*/}" ;;
      esac
    done
  done
  unit_defaults
  unit_specifiers
}

# The dependencies that systemd adds by itself.
unit_defaults() {
  case $u_DefaultDependencies in no | false | 0 | off) return ;; esac
  case $u_Id in
    *.service)
      u_Requires="system.slice sysinit.target${u_Requires:+ $u_Requires}"
      u_After="system.slice sysinit.target basic.target${u_After:+ $u_After}"
      ;;
    *.timer)
      u_After="sysinit.target${u_After:+ $u_After}"
      u_Before="${u_Before:+$u_Before }${u_Unit:-${u_Id%.timer}.service}"
      ;;
    *.target) u_After="${u_After:+$u_After }$u_Wants $u_Requires" ;;
  esac
  u_Before="${u_Before:+$u_Before }shutdown.target"
  u_Conflicts="${u_Conflicts:+$u_Conflicts }shutdown.target"
}

# Puts the names of an instance in place of %i, %n and their like.
unit_specifiers() {
  local key text out instance=${u_Id#*@}
  case $u_Id in *@*) instance=${instance%.*} ;; *) instance='' ;; esac
  for key in Description ExecStartPre ExecStart ExecStartPost ExecReload ExecStop Environment PIDFile Requires Wants After; do
    eval "text=\$u_$key"
    case $text in *%*) ;; *) continue ;; esac
    out=''
    while :; do
      case $text in *%*) ;; *) break ;; esac
      out=$out${text%%\%*}
      text=${text#*%}
      case $text in
        i* | I*) out=$out$instance ;;
        n*) out=$out$u_Id ;;
        N* | p* | P*) out=$out${u_Id%%[@.]*} ;;
        %*) out=$out% ;;
        *) out=$out%${text%"${text#?}"} ;;
      esac
      text=${text#?}
    done
    eval "u_$key=\$out\$text"
  done
}
