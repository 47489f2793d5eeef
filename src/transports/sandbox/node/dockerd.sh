#!/bin/sh
# shellcheck shell=dash disable=SC2154 # variables of the containers' files
# A stand-in for the docker daemon: what it does to the firewall and to the containers when it starts. It looks at the
# rules never again, as the real one.

# shellcheck source=rules.sh
. /usr/local/lib/sandbox/rules.sh
containers=/var/lib/docker/containers

# The rules of the published ports: $1 says which.
published() {
  local file
  for file in "$containers"/*/container; do
    # shellcheck source=/dev/null
    . "$file"
    [ -n "$HostPort" ] || continue
    case $1 in
      masquerade) printf '%s\n' "-A POSTROUTING -s $Address/32 -d $Address/32 -p tcp -m tcp --dport $Port -j MASQUERADE" ;;
      nat) printf '%s\n' "-A DOCKER ! -i docker0 -p tcp -m tcp --dport $HostPort -j DNAT --to-destination $Address:$Port" ;;
      *) printf '%s\n' "-A DOCKER -d $Address/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport $Port -j ACCEPT" ;;
    esac
  done
}

if [ "$SANDBOX_RESUME" != yes ]; then
  echo 1 >/proc/sys/net/ipv4/ip_forward
  rules_ensure '' <<E
*nat
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
$(published masquerade)
-A DOCKER -i docker0 -j RETURN
$(published nat)
COMMIT
*filter
:DOCKER - [0:0]
:DOCKER-ISOLATION - [0:0]
-A FORWARD -j DOCKER-ISOLATION
-A FORWARD -o docker0 -j DOCKER
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -i docker0 ! -o docker0 -j ACCEPT
-A FORWARD -i docker0 -o docker0 -j ACCEPT
$(published filter)
-A DOCKER-ISOLATION -j RETURN
COMMIT
E
  if ! grep -q '"live-restore": *true' /etc/docker/daemon.json 2>/dev/null; then
    started=$(date -u +%Y-%m-%dT%H:%M:%S.%NZ)
    case $started in *N*) started=$(date -u +%Y-%m-%dT%H:%M:%S.000000000Z) ;; esac
    for folder in "$containers"/*; do
      printf '%s\n' "$started" >"$folder/started"
    done
  fi
fi
echo ready >&3
exec 3>&-
while :; do sleep 86400; done
