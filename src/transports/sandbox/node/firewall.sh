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

firewall_choose() {
  local family kind name first=''
  for family in iptables ip6tables; do
    kind=''
    [ ! -e "$wire/$family" ] || read -r kind <"$wire/$family"
    if [ -z "$kind" ]; then
      kind='file'
      case $family in
        iptables) if works >/dev/null 2>&1; then kind=machine; fi ;;
        # Where the one works, the other does if it can look at all.
        *) if [ "$first" = machine ] && machine ip6tables-save >/dev/null 2>&1; then kind=machine; fi ;;
      esac
      echo "$kind" >"$wire/$family"
    fi
    first=$kind
    for name in "$family" "$family-legacy" "$family-nft"; do
      shadow "$kind" "$name"
      shadow "$kind" "$name-save"
      shadow "$kind" "$name-restore"
    done
  done
}

# Puts the stand-in for program $2 before the machine's, or takes it away, as kind $1 wants. A machine's program for one
# kind of rules (iptables-nft) is shadowed only where there is one: nodes do not have it by themselves.
shadow() {
  case $1.$2 in
    machine.*) [ ! -L "$shadows/$2" ] || rm -f "$shadows/$2" ;;
    *.*-nft* | *.*-legacy*) ! has_program "$2" || ln -sf /usr/local/lib/sandbox/iptables.sh "$shadows/$2" ;;
    *) ln -sf /usr/local/lib/sandbox/iptables.sh "$shadows/$2" ;;
  esac
}

has_program() (
  PATH=$real_path
  command -v "$1" >/dev/null 2>&1
)

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
