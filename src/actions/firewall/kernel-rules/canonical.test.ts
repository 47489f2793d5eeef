import { describe, expect, test } from 'vitest';
import { incomparable, kernelKey } from '../../../firewall/kernel/canonical.ts';
import { KERNELS, printedBy } from './kernel.test-kit.ts';
import { ruleOf } from './rule.test-kit.ts';

/** As written, and as iptables 1.8.9 prints it. */
const PRINTED: readonly (readonly [string, string])[] = [
  ['-p tcp --dport 22', '-p tcp -m tcp --dport 22'],
  [
    '-p 6 --dport 22 -s 10.0.0.5/8 ! -i eth+ -j ACCEPT',
    '-s 10.0.0.0/8 ! -i eth+ -p tcp -m tcp --dport 22 -j ACCEPT',
  ],
  ['-p tcp -m tcp -j ACCEPT', '-p tcp -m tcp -j ACCEPT'],
  [
    '-p tcp -m state --state ESTABLISHED,NEW --dport 1024: -m comment --comment "a b" -j REJECT',
    '-p tcp -m state --state NEW,ESTABLISHED -m tcp --dport 1024:65535 -m comment --comment "a b" -j REJECT --reject-with icmp-port-unreachable',
  ],
  [
    '-m comment --comment x -p udp -m conntrack --ctstate RELATED,NEW -m multiport --dports 443,80 -j LOG --log-level info --log-prefix "x y"',
    '-p udp -m comment --comment x -m conntrack --ctstate NEW,RELATED -m multiport --dports 443,80 -j LOG --log-prefix "x y" --log-level 6',
  ],
  [
    '-p icmp --icmp-type echo-request -m limit --limit 60/minute -j ACCEPT',
    '-p icmp -m icmp --icmp-type 8 -m limit --limit 1/sec -j ACCEPT',
  ],
  ['-p icmp --icmp-type any -j ACCEPT', '-p icmp -m icmp --icmp-type any -j ACCEPT'],
  [
    '-p tcp --syn -i + -s 0.0.0.0/0 -j REJECT --reject-with tcp-reset',
    '-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j REJECT --reject-with tcp-reset',
  ],
  ['-p tcp --tcp-flags ALL NONE -j DROP', '-p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE -j DROP'],
  ['-m mark --mark 1/1 -j MARK --set-mark 5', '-m mark --mark 0x1/0x1 -j MARK --set-xmark 0x5/0xffffffff'],
  ['-j MARK --or-mark 8', '-j MARK --set-xmark 0x8/0x8'],
  ['-j MARK --and-mark 8', '-j MARK --set-xmark 0x0/0xfffffff7'],
  ['-j MARK --set-mark 0x5/0x2', '-j MARK --set-xmark 0x5/0x7'],
  ['-s 10.1.2.3/255.255.0.0 -j LOG --log-level 4', '-s 10.1.0.0/16 -j LOG'],
  ['-s 10.1.2.3 ! -d 10.1.2.4/32 -j DROP', '-s 10.1.2.3/32 ! -d 10.1.2.4/32 -j DROP'],
  ['--protocol all --jump RETURN', '-j RETURN'],
  ['-p tcp --dport 5:5 --sport :80', '-p tcp -m tcp --sport 0:80 --dport 5'],
  ['-m limit --limit 3/hour --limit-burst 5 -j ACCEPT', '-m limit --limit 3/hour -j ACCEPT'],
  ['-p udp --dport domain -j ACCEPT', '-p udp -m udp --dport 53 -j ACCEPT'],
  ['-p icmp --icmp-type host-prohibited -j DROP', '-p icmp -m icmp --icmp-type 3/10 -j DROP'],
  ['-j REJECT --reject-with host-prohib', '-j REJECT --reject-with icmp-host-prohibited'],
  [
    '-p tcp -m recent --set --name ssh --dport 22',
    '-p tcp -m recent --set --name ssh --mask 255.255.255.255 --rsource -m tcp --dport 22',
  ],
  [
    '-p tcp --dport 22 -m recent --name ssh --rcheck --seconds 60 --hitcount 4 -j DROP',
    '-p tcp -m tcp --dport 22 -m recent --rcheck --seconds 60 --hitcount 4 --name ssh --mask 255.255.255.255 --rsource -j DROP',
  ],
  [
    '-p tcp --syn --dport 80 -m connlimit --connlimit-above 20 -j DROP',
    '-p tcp -m tcp --dport 80 --tcp-flags FIN,SYN,RST,ACK SYN -m connlimit --connlimit-above 20 --connlimit-mask 32 --connlimit-saddr -j DROP',
  ],
  [
    '-m statistic --mode random --probability 0.5 -j DROP',
    '-m statistic --mode random --probability 0.50000000000 -j DROP',
  ],
  ['-m mac --mac-source AA:BB:CC:DD:EE:FF -j LOG', '-m mac --mac-source aa:bb:cc:dd:ee:ff -j LOG'],
  ['-m pkttype --pkt-type broadcast -j DROP', '-m pkttype --pkt-type broadcast -j DROP'],
  ['-m addrtype --dst-type local -j ACCEPT', '-m addrtype --dst-type LOCAL -j ACCEPT'],
  [
    '-p tcp -m iprange --src-range 10.0.0.1-10.0.0.9 -j ACCEPT',
    '-p tcp -m iprange --src-range 10.0.0.1-10.0.0.9 -j ACCEPT',
  ],
];

const V6: readonly string[] = [
  '-s 2001:DB8:0::1/64 -p icmpv6 --icmpv6-type echo-request -j ACCEPT',
  '-d fe80::/10 -p udp --dport 546 -j ACCEPT',
  '-s ::/0 -j REJECT',
  '-p tcp --dport 22 -s ::ffff:10.0.0.1 -j REJECT --reject-with tcp-reset',
  '-j REJECT --reject-with icmp6-adm-prohibited',
];

const key = (text: string, family: 'ipv4' | 'ipv6' = 'ipv4') => kernelKey(ruleOf(text), family);

describe('as written is as printed', () => {
  test.for(PRINTED)('%s', ([written, printed]) => {
    expect(key(written)).toBe(key(printed));
  });

  test.for(KERNELS)('%s prints them so, and the IPv6 ones too', (backend) => {
    const v4 = PRINTED.map(([written]) => written);
    expect(printedBy(backend, 'ipv4', v4).map((text) => key(text))).toEqual(v4.map((text) => key(text)));
    expect(printedBy(backend, 'ipv6', V6).map((text) => key(text, 'ipv6'))).toEqual(
      V6.map((text) => key(text, 'ipv6')),
    );
  });
});

test.for<readonly [string, string]>([
  ['-p tcp --dport 22', '-p udp --dport 22'],
  ['-p tcp --dport 22', '-p tcp --dport 23'],
  ['-p tcp --dport 22', '-p tcp --sport 22'],
  ['-p tcp --dport 22', '-p tcp ! --dport 22'],
  ['-s 10.0.0.0/8', '-s 10.0.0.0/9'],
  ['-s 10.0.0.0/8', '! -s 10.0.0.0/8'],
  ['-j ACCEPT', '-g ACCEPT'],
  ['-m state --state NEW', '-m conntrack --ctstate NEW'],
  ['-m limit --limit 3/hour', '-m limit --limit 3/hour --limit-burst 6'],
  ['-m comment --comment a', '-m comment --comment b'],
  ['-m comment --comment a', ''],
  ['-m recent --set --name a', '-m recent --rcheck --name a'],
  [
    '-m recent --set --name a -m recent --rcheck --name b',
    '-m recent --set --name b -m recent --rcheck --name a',
  ],
  ['-m connmark --mark 1 -m mark --mark 2', '-m connmark --mark 2 -m mark --mark 1'],
  ['! -p all', ''],
  ['-j REJECT', '-j REJECT --reject-with tcp-reset'],
])('%s is not %s', ([a, b]) => {
  expect(key(a)).not.toBe(key(b));
});

test.for<readonly [string, string | undefined]>([
  ['-s 10.0.0.1,10.0.0.2 -j DROP', 'a list of addresses'],
  ['-s gate.example.com -j DROP', 'the name gate.example.com'],
  ['-p tcp --dport nonsense', 'the port nonsense'],
  ['-p tcp -m multiport --dports ssh,http', undefined],
])('%s: %s', ([text, why]) => {
  const said = incomparable(ruleOf(text));
  if (why === undefined) expect(said).toBeUndefined();
  else expect(said).toContain(why);
});
