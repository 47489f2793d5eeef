# shellcheck shell=sh

# rr_containers: the containers that run on the host. First `docker`, `crio`, `down` (one of them is there and does not
# answer; why is on standard error) or `none`; then `live-restore yes` when they outlive a restart of docker; then lines
# of id, start time and name. CRI-O's have no start time here: there, a container that starts again has a new id.
rr_containers() {
  if command -v docker >/dev/null 2>&1; then
    if ! rr_containers_ids=$(timeout 30 docker ps --quiet --no-trunc); then
      echo down
      return 0
    fi
    echo docker
    if [ -r /etc/docker/daemon.json ] && grep -q '"live-restore": *true' /etc/docker/daemon.json; then
      echo 'live-restore yes'
    fi
    [ -n "$rr_containers_ids" ] || return 0
    # One that stops between the two questions is an error of docker's, and no longer running: not shown, no error here.
    # shellcheck disable=SC2086 # a list of ids
    timeout 60 docker inspect --format '{{.Id}} {{.State.StartedAt}} {{.Name}}' $rr_containers_ids 2>/dev/null
    [ $? -ne 124 ] || return 124
    return 0
  fi
  if command -v crictl >/dev/null 2>&1; then
    if ! rr_containers_ids=$(timeout 30 crictl ps --quiet --no-trunc); then
      echo down
      return 0
    fi
    echo crio
    for rr_containers_id in $rr_containers_ids; do
      echo "$rr_containers_id - -"
    done
    return 0
  fi
  echo none
}
