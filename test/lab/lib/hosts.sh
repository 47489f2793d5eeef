# shellcheck shell=bash disable=SC2154 # variables of settings.sh
# The life of a host: made from the images, booted, cut off, removed.

run_by_systemd() { [[ -d /run/systemd/system ]]; }

create_host() { # NAME OS-IMAGE LAB-IMAGE
  local home
  home=$(home_of "$1")
  mkdir -p "$home/work" "$home/root"
  printf '%s\n' "$3:$2" >"$home/lower"
  printf '%s\n' "$variant" >"$home/variant"
  rm -rf "$home/new"
  mkdir -p "$home/new"
  seed_host "$1" "$home/new" "$2" "$3"
  mv -T "$home/new" "$home/upper"
}

# Without redirect_dir a folder that came with the image could not be renamed, which Docker does at every start.
mount_host() { # NAME
  local home
  home=$(home_of "$1")
  mkdir -p "$home/root"
  mountpoint -q "$home/root" ||
    mount -t overlay overlay -o "lowerdir=$(<"$home/lower"),upperdir=$home/upper,workdir=$home/work,redirect_dir=on" "$home/root"
}

# FOLDER and everything mounted below it, last mounted first.
unmount_below() { # FOLDER
  local point
  awk -v top="$1" '$5 == top || index($5, top "/") == 1 { print $5 }' /proc/self/mountinfo | tac | while read -r point; do
    umount "$point" 2>/dev/null || umount --lazy "$point"
  done
}

remove_host() { # NAME
  local home
  home=$(home_of "$1")
  [[ -d $home ]] || return 0
  unmount_below "$home"
  # Gone as a mount point in every other namespace too.
  rmdir "$home/root" 2>/dev/null || true
  rm -rf "$home" 2>/dev/null || {
    chattr -R -i -a "$home" 2>/dev/null || true
    rm -rf "$home"
  }
}

# One boot: becomes the container manager, whose exit status 133 asks for another boot.
boot() { # NAME
  local home
  home=$(home_of "$1")
  mount_host "$1"
  network_up "$1"
  export SYSTEMD_NSPAWN_API_VFS_WRITABLE=yes
  exec systemd-nspawn --quiet --settings=no --register=no --keep-unit --boot --directory="$home/root" \
    --machine="$tag-$1" --hostname="$1" --network-namespace-path="/run/netns/$(netns_of "$1")" \
    --capability=all --system-call-filter='add_key keyctl bpf' \
    --link-journal=no --resolv-conf=off --timezone=off --console=read-only
}

# Boots until the host powers itself off or somebody cuts it.
supervise() { # NAME
  local status
  enter_cgroup "$1" supervisor
  while :; do
    status=0
    (
      enter_cgroup "$1" machine
      exec "$here/lab" _boot "$1"
    ) || status=$?
    ((status == 133)) || break
    echo "--- reboot"
  done
}

launch() { # NAME
  local home
  home=$(home_of "$1")
  if run_by_systemd; then
    systemd-run --quiet --unit="$tag-$1" --collect --property=Delegate=yes --property=KillMode=mixed \
      --property=RestartForceExitStatus=133 --property=SuccessExitStatus=133 --property=TasksMax=infinity \
      --property="StandardOutput=append:$home/console.log" --property="StandardError=append:$home/console.log" \
      --setenv=PATH="$PATH" --setenv=RULERUN_LAB_DIR="${RULERUN_LAB_DIR:-}" --setenv=RULERUN_LAB_CACHE="${RULERUN_LAB_CACHE:-}" \
      --setenv=RULERUN_LAB_NET="${RULERUN_LAB_NET:-}" "$here/lab" _boot "$1"
  else
    setsid "$here/lab" _supervise "$1" </dev/null >>"$home/console.log" 2>&1 8>&- 9>&- &
    disown
  fi
}

# Process 1 of the host, as the controller sees it.
init_pid() { # NAME
  local pid
  for pid in $(pids_of "$1"); do
    if awk '$1 == "NSpid:" && NF >= 3 && $NF == 1 { depth = NF } END { exit depth != '"$((own_depth + 1))"' }' \
      "/proc/$pid/status" 2>/dev/null; then
      echo "$pid"
      return 0
    fi
  done
  return 1
}
own_depth=$(awk '$1 == "NSpid:" { print NF }' /proc/self/status)

is_running() { init_pid "$1" >/dev/null; }

# Runs a command in the host without its network or sshd.
run_in() { # NAME COMMAND…
  local pid
  pid=$(init_pid "$1") || die "$1 is off; boot it with: lab power $1 on"
  shift
  nsenter -t "$pid" -a -r -w env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    TERM="${TERM:-dumb}" LANG=C.UTF-8 "$@"
}

kill_all() { # SIGNAL PIDS
  local pid
  for pid in $2; do
    ((pid <= 1)) || kill "-$1" "$pid" 2>/dev/null || true
  done
}

# A power cut: process 1 dies, and everything with it, at once. Kernel rules go, the disk stays as it is.
stop_host() { # NAME
  local group pid i
  if run_by_systemd; then systemctl kill --signal=KILL --kill-who=main "$tag-$1.service" 2>/dev/null || true; fi
  for group in $(cgroups_of "$1"); do
    [[ ! -e $group/supervisor/cgroup.procs ]] || kill_all KILL "$(<"$group/supervisor/cgroup.procs")"
  done
  if pid=$(init_pid "$1"); then kill -KILL "$pid" 2>/dev/null || true; fi
  for ((i = 0; i < 500; i++)); do
    [[ -n $(pids_of "$1") ]] || break
    ((i % 25 != 24)) || kill_all KILL "$(pids_of "$1")"
    sleep 0.02
  done
  [[ -z $(pids_of "$1") ]] || die "$1 does not die: processes $(pids_of "$1" | tr '\n' ' ')"
  if run_by_systemd; then systemctl stop "$tag-$1.service" 2>/dev/null || true; fi
  network_down "$1"
  remove_cgroups "$1"
}
