# shellcheck shell=dash
# Which firewall the node has: the machine's own iptables in the node's network, when it takes the rules such nodes
# have, else a stand-in that keeps them in a file. Decided once, when the node is first powered on.

wire=/run/host/wire
shadows=/usr/local/sbin
real_path=/usr/sbin:/usr/bin:/sbin:/bin

# The program of the machine; 127 when it has none.
machine() (
  PATH=$real_path
  exec "$@"
)

# True when the machine's iptables takes a rule of each kind.
works() {
  has_program iptables-restore || return 1
  machine iptables-restore <<E || return 1
*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:PROBE - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -m comment --comment "a b" -j PROBE
-A POSTROUTING -m mark --mark 0x1/0x1 -j MASQUERADE
-A PROBE -p tcp -m tcp --dport 1 -j REDIRECT --to-ports 2
-A PROBE -j MARK --set-xmark 0x1/0x1
COMMIT
*filter
:INPUT ACCEPT [0:0]
:PROBE - [0:0]
-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT
-A INPUT -m conntrack --ctstate INVALID -j DROP
-A INPUT -i lo -j LOG --log-prefix "probe: "
-A INPUT -j REJECT
COMMIT
E
  case $(machine iptables-save) in *'-A PROBE -p tcp'*) ;; *) return 1 ;; esac
  printf '*nat\nCOMMIT\n*filter\nCOMMIT\n' | machine iptables-restore
}

# Decides for each program, and puts the stand-in before those of the machine's that do not work. The legacy and the nft
# rules have programs of their own, which nodes do not have by themselves: where the machine has none, neither has a node.
firewall_choose() {
  local name kind plain=''
  for name in iptables iptables-legacy iptables-nft ip6tables ip6tables-legacy ip6tables-nft; do
    kind=''
    [ ! -e "$wire/$name" ] || read -r kind <"$wire/$name"
    if [ -z "$kind" ]; then
      choose "$name"
      echo "$kind" >"$wire/$name"
    fi
    [ "$name" != iptables ] || plain=$kind
    case $kind in
      file) shadow "$name" "$name-save" "$name-restore" ;;
      *) [ ! -L "$shadows/$name" ] || rm -f "$shadows/$name" "$shadows/$name-save" "$shadows/$name-restore" ;;
    esac
  done
}

# Leaves `machine`, `file` or `none` for program $1 in $kind. An ordinary user may not list the legacy tables, even in a
# network of his own.
choose() {
  kind='file'
  case $1 in
    iptables) if works >/dev/null 2>&1; then kind=machine; fi ;;
    *)
      if [ "$plain" = machine ] && machine "$1-save" >/dev/null 2>&1; then kind=machine; fi
      case $1 in *-*) has_program "$1-save" || kind=none ;; esac
      ;;
  esac
}

shadow() {
  local name
  for name in "$@"; do ln -sf /usr/local/lib/sandbox/iptables.sh "$shadows/$name"; done
}

has_program() {
  [ -x "/usr/sbin/$1" ] || [ -x "/usr/bin/$1" ] || [ -x "/sbin/$1" ] || [ -x "/bin/$1" ]
}

# Keeps the live rules over a power-off. The stand-in's lie on the disk anyway.
firewall_save() {
  local family kind
  for family in iptables ip6tables; do
    read -r kind <"$wire/$family"
    [ "$kind" = machine ] || continue
    machine "$family-save" -c >"$wire/$family.new" && mv -f "$wire/$family.new" "$wire/$family.rules"
  done
  read -r forward </proc/sys/net/ipv4/ip_forward
  echo "$forward" >"$wire/forward"
}

# Brings the live rules back after a power-off.
firewall_load() {
  local family forward
  for family in iptables ip6tables; do
    [ ! -s "$wire/$family.rules" ] || machine "$family-restore" -c <"$wire/$family.rules"
  done
  [ ! -e "$wire/forward" ] || cat "$wire/forward" >/proc/sys/net/ipv4/ip_forward
}

# A real start: no rules.
firewall_clear() {
  [ ! -e "$wire/forward" ] || rm -f "$wire"/ip*.rules "$wire/forward"
}
