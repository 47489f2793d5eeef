# shellcheck shell=bash disable=SC2154 # variables of settings.sh
# A control group of its own for each host, in every hierarchy. Without it several hosts would share their units' groups, and
# stopping a unit in one would signal the processes of another. It is also how a host is found again after a crash of the lab.
# On a machine that systemd runs, systemd makes the group: see launch in hosts.sh.

cgroup_roots() {
  awk '($3 == "cgroup" || $3 == "cgroup2") && $2 ~ "^/sys/fs/cgroup" { print $2 }' /proc/self/mounts
}

# The groups of a host that exist, made by us or by systemd.
cgroups_of() {
  local root
  for root in $(cgroup_roots); do
    [[ ! -d $root/$tag/$1 ]] || printf '%s\n' "$root/$tag/$1"
    [[ ! -d $root/system.slice/$tag-$1.service ]] || printf '%s\n' "$root/system.slice/$tag-$1.service"
  done
}

pids_of() {
  local group
  for group in $(cgroups_of "$1"); do
    find "$group" -name cgroup.procs -exec cat {} + 2>/dev/null
  done | awk '$1 > 1' | sort -un
}

# An empty cpuset of the first version takes no process, so a new one starts as its parent's copy.
make_cgroup() { # FOLDER
  [[ ! -d $1 ]] || return 0
  mkdir -p "$1"
  [[ -e $1/cgroup.clone_children && -e $1/cpuset.cpus ]] || return 0
  local file
  for file in cpuset.cpus cpuset.mems; do
    [[ -n $(<"$1/$file") ]] || cat "${1%/*}/$file" >"$1/$file"
  done
  echo 1 >"$1/cgroup.clone_children"
}

delegate_controllers() { # FOLDER
  local controller
  [[ -w $1/cgroup.subtree_control ]] || return 0
  for controller in $(<"$1/cgroup.controllers"); do
    echo "+$controller" >"$1/cgroup.subtree_control" 2>/dev/null || true
  done
}

# Before any host starts: hosts that boot beside each other would race for their common parent.
parent_cgroups() {
  local root
  if run_by_systemd; then return; fi
  for root in $(cgroup_roots); do
    make_cgroup "$root/$tag"
    delegate_controllers "$root"
    delegate_controllers "$root/$tag"
  done
}

# Moves the calling shell into the group NAME/PART, PART being supervisor or machine.
enter_cgroup() { # NAME PART
  local root group
  for root in $(cgroup_roots); do
    group=$root/$tag/$1
    make_cgroup "$group"
    make_cgroup "$group/$2"
    delegate_controllers "$group"
    echo "$BASHPID" >"$group/$2/cgroup.procs"
  done
}

remove_cgroups() { # NAME
  local group
  for group in $(cgroups_of "$1"); do
    find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
}

remove_parent_cgroups() {
  local root
  for root in $(cgroup_roots); do
    rmdir "$root/$tag" 2>/dev/null || true
  done
}
