#!/bin/sh
# shellcheck shell=dash disable=SC2154 # variables of the containers' files
# A stand-in for the docker client: ps, inspect, info and version with `--format`, over the containers on the disk.

containers=/var/lib/docker/containers

systemctl is-active --quiet docker.service || {
  echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2
  exit 1
}

# Leaves one container, by its folder, in variables.
read_container() {
  # shellcheck source=/dev/null
  . "$1/container"
  Id=${1##*/}
  read -r StartedAt <"$1/started"
  Ports=''
  [ -z "$HostPort" ] || Ports="0.0.0.0:$HostPort->$Port/tcp"
}

# Leaves the value of the template word $1 (`.State.StartedAt`) in $value.
field() {
  case $1 in
    .Id) value=$Id ;;
    .ID) value=$shown ;;
    .Name) value=/$Name ;;
    .Names) value=$Name ;;
    .Image | .Config.Image) value=$Image ;;
    .Command) value="\"$Command\"" ;;
    .Ports) value=$Ports ;;
    .Status) value="Up since $StartedAt" ;;
    .State | .State.Status) value=running ;;
    .State.Running) value=true ;;
    .State.Pid) value=0 ;;
    .State.StartedAt) value=$StartedAt ;;
    .Created | .CreatedAt) value=$Created ;;
    .RestartCount) value=0 ;;
    .NetworkSettings.IPAddress) value=$Address ;;
    .HostConfig.RestartPolicy.Name) value=always ;;
    .LiveRestoreEnabled) value=$live ;;
    .ServerVersion | .Server.Version | .Client.Version) value=1.13.1 ;;
    .Containers | .ContainersRunning) value=$running ;;
    .Driver) value=overlay2 ;;
    .CgroupDriver) value=systemd ;;
    .) value=$json ;;
    'json .') value=$json ;;
    'json .State.StartedAt') value="\"$StartedAt\"" ;;
    *)
      echo "Template parsing error: template: :1:2: executing \"\" at <$1>: this stand-in has no such field" >&2
      exit 64
      ;;
  esac
}

# Prints template $1 for the container in the variables, with a line end.
fill() {
  local rest=$1 word out=''
  while :; do
    case $rest in *'{{'*'}}'*) ;; *) break ;; esac
    out=$out${rest%%'{{'*}
    word=${rest#*'{{'}
    rest=${word#*'}}'} word=${word%%'}}'*}
    word=${word# } word=${word% }
    field "$word"
    out=$out$value
  done
  case $out$rest in
    *\\*) printf '%b\n' "$out$rest" ;;
    *) printf '%s\n' "$out$rest" ;;
  esac
}

as_json() {
  json="{\"Id\":\"$Id\",\"Name\":\"/$Name\",\"Created\":\"$Created\",\"State\":{\"Status\":\"running\",\"Running\":true,\"StartedAt\":\"$StartedAt\"},\"Config\":{\"Image\":\"$Image\"},\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"always\"}},\"NetworkSettings\":{\"IPAddress\":\"$Address\"}}"
}

quiet=no full=no format='' verb='' live=false count=$#
# What is no option goes to the end of the list, which is thus run through once.
while [ "$count" -gt 0 ]; do
  word=$1
  shift
  count=$((count - 1))
  case $verb:$word in
    *:--format | inspect:-f | *:--filter | ps:-f | ps:-n | *:--type)
      case $verb:$word in *:--format | inspect:-f) format=${1-} ;; esac
      shift
      count=$((count - 1))
      ;;
    *:--format=*) format=${word#*=} ;;
    *:-q | *:--quiet | *:-aq | *:-qa) quiet=yes ;;
    *:--no-trunc) full=yes ;;
    *:-a | *:--all | *:--filter=* | *:--type=*) ;;
    *:-*)
      echo "unknown flag: $word" >&2
      exit 125
      ;;
    :*) verb=$word ;;
    *) set -- "$@" "$word" ;;
  esac
done
if grep -q '"live-restore": *true' /etc/docker/daemon.json 2>/dev/null; then live=true; fi

case $verb in
  ps)
    [ "$quiet" = yes ] || [ -n "$format" ] ||
      printf '%s\n' 'CONTAINER ID        IMAGE               STATUS              PORTS               NAMES'
    for folder in "$containers"/*; do
      [ -e "$folder/container" ] || continue
      read_container "$folder"
      shown=$Id
      [ "$full" = yes ] || shown=$(printf '%.12s' "$Id")
      as_json
      if [ "$quiet" = yes ]; then
        printf '%s\n' "$shown"
      elif [ -n "$format" ]; then
        fill "$format"
      else
        printf '%s\n' "$shown        $Image        Up since $StartedAt        $Ports        $Name"
      fi
    done
    ;;
  inspect)
    rc=0 separator='['
    for wanted in "$@"; do
      found=no
      for folder in "$containers"/"$wanted"*; do
        [ -e "$folder/container" ] && read_container "$folder" && found=yes
      done
      [ "$found" = yes ] || for folder in "$containers"/*; do
        read_container "$folder"
        [ "$Name" != "${wanted#/}" ] || { found=yes && break; }
      done
      if [ "$found" = no ]; then
        echo "Error: No such object: $wanted" >&2
        rc=1
        continue
      fi
      as_json
      if [ -n "$format" ]; then fill "$format"; else printf '%s%s\n' "$separator" "$json"; fi
      separator=,
    done
    [ -n "$format" ] || printf '%s\n' "${separator%,}]" | sed 's/^\[\]$/[]/'
    exit "$rc"
    ;;
  info | version)
    running=0
    for folder in "$containers"/*; do [ ! -e "$folder/container" ] || running=$((running + 1)); done
    json="{\"Containers\":$running,\"LiveRestoreEnabled\":$live,\"ServerVersion\":\"1.13.1\"}"
    if [ -n "$format" ]; then fill "$format"; else
      printf '%s\n' "Containers: $running" "Server Version: 1.13.1" "Live Restore Enabled: $live"
    fi
    ;;
  '') echo 'Usage: docker {ps|inspect|info|version}' ;;
  *)
    echo "docker: '$verb' is not a command of this stand-in, which has ps, inspect, info and version." >&2
    exit 1
    ;;
esac
