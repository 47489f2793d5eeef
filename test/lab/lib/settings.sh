# shellcheck shell=bash disable=SC2034 # read by the files that are sourced beside this one
# Where things lie and what they are called. Nothing here touches the machine.

state=${RULERUN_LAB_DIR:-/var/lib/rulerun-lab}
if [[ -n ${RULERUN_LAB_CACHE:-} ]]; then
  cache=$RULERUN_LAB_CACHE
elif [[ -n ${RULERUN_LAB_DIR:-} ]]; then
  cache=$state/cache
else
  cache=/var/cache/rulerun-lab
fi

# Two labs with different state folders live beside each other: interfaces, namespaces and control groups carry the tag,
# addresses the number that follows from it.
tag=rrlab
octet=77
if [[ $state != /var/lib/rulerun-lab ]]; then
  digest=$(printf %s "$state" | sha256sum)
  tag=rr${digest:0:4}
  octet=$((16#${digest:0:2} % 250 + 1))
  [[ $octet != 77 ]] || octet=251
fi
net=${RULERUN_LAB_NET:-10.213.$octet}
bridge=$tag-br

variant=${RULERUN_LAB_IPTABLES:-nft}
key=$state/keys/id_ed25519
known_hosts=$state/known_hosts
opspw_file=$state/opspw.password

# How long a host may take until it is ready, in seconds. A busy machine with two cores needs a third of it.
patience=${RULERUN_LAB_PATIENCE:-90}

say() { printf 'lab: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

quietly() { # LOG COMMAND…
  local log=$1
  shift
  "$@" >>"$log" 2>&1 || die "$1 failed; see $log"
}

# node7 -> 7; anything else is a mistake of the caller.
number_of() {
  if [[ ! $1 =~ ^node([1-9][0-9]{0,2})$ ]] || ((BASH_REMATCH[1] > 200)); then
    die "no such host: $1 (hosts are node1 to node200)"
  fi
  printf '%s\n' "${BASH_REMATCH[1]}"
}

address_of() {
  local number=0
  [[ $1 == bake ]] || number=$(number_of "$1") || exit 1
  printf '%s.%s\n' "$net" $((number + 10))
}

home_of() {
  if [[ $1 == bake ]]; then printf '%s/bake\n' "$cache"; else printf '%s/hosts/%s\n' "$state" "$1"; fi
}

exists() { [[ -d $state/hosts/$1/upper ]]; }

known() { exists "$1" || die "$1 is not in this lab (state folder $state); bring it up with: lab up ${1#node}"; }

all_hosts() {
  local folder
  for folder in "$state"/hosts/node*/upper; do
    if [[ -d $folder ]]; then basename "${folder%/upper}"; fi
  done | sort -V
}
