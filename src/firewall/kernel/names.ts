/** Names that iptables takes for numbers, and prints as numbers or the other way round. Source: iptables 1.4.21 to 1.8.9. */
const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair): [string, string] => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), pair.slice(at + 1)];
      }),
  );

/** Protocols by number and by their other names, as one name. */
export const PROTOCOLS: ReadonlyMap<string, string> = pairs(
  `1=icmp 2=igmp 6=tcp 17=udp 33=dccp 41=ipv6 47=gre 50=esp 51=ah 58=icmpv6 ipv6-icmp=icmpv6 132=sctp 136=udplite
   103=pim 112=vrrp 0=all`,
);

/** Only names that every list of services has. Another is not known here, since a host may have its own. */
export const PORTS: ReadonlyMap<string, string> = pairs(
  `ftp=21 ssh=22 telnet=23 smtp=25 domain=53 bootps=67 bootpc=68 tftp=69 http=80 kerberos=88 pop3=110 sunrpc=111
   ntp=123 imap2=143 snmp=161 bgp=179 ldap=389 https=443 syslog=514 ldaps=636 imaps=993 pop3s=995 nfs=2049`,
);

export const LOG_LEVELS: ReadonlyMap<string, string> = pairs(
  'emerg=0 panic=0 alert=1 crit=2 err=3 error=3 warning=4 warn=4 notice=5 info=6 debug=7',
);

export const ICMP_TYPES: ReadonlyMap<string, string> = pairs(
  `echo-reply=0 pong=0 destination-unreachable=3 network-unreachable=3/0 host-unreachable=3/1
   protocol-unreachable=3/2 port-unreachable=3/3 fragmentation-needed=3/4 source-route-failed=3/5
   network-unknown=3/6 host-unknown=3/7 network-prohibited=3/9 host-prohibited=3/10 communication-prohibited=3/13
   source-quench=4 redirect=5 echo-request=8 ping=8 router-advertisement=9 router-solicitation=10 time-exceeded=11
   ttl-exceeded=11 ttl-zero-during-transit=11/0 parameter-problem=12 timestamp-request=13 timestamp-reply=14
   address-mask-request=17 address-mask-reply=18`,
);

export const ICMPV6_TYPES: ReadonlyMap<string, string> = pairs(
  `destination-unreachable=1 no-route=1/0 communication-prohibited=1/1 address-unreachable=1/3 port-unreachable=1/4
   packet-too-big=2 time-exceeded=3 ttl-exceeded=3 parameter-problem=4 bad-header=4/0 echo-request=128 ping=128
   echo-reply=129 pong=129 router-solicitation=133 router-advertisement=134 neighbor-solicitation=135
   neighbour-solicitation=135 neighbor-advertisement=136 neighbour-advertisement=136 redirect=137`,
);

/** Short forms of what REJECT answers with; `''`: what it answers with unless told otherwise. */
export const REJECTIONS: ReadonlyMap<string, string> = pairs(
  `icmp-port-unreachable= port-unreach= icmp6-port-unreachable= net-unreach=icmp-net-unreachable
   host-unreach=icmp-host-unreachable proto-unreach=icmp-proto-unreachable net-prohib=icmp-net-prohibited
   host-prohib=icmp-host-prohibited admin-prohib=icmp-admin-prohibited tcp-rst=tcp-reset
   no-route=icmp6-no-route adm-prohibited=icmp6-adm-prohibited addr-unreach=icmp6-addr-unreachable`,
);
