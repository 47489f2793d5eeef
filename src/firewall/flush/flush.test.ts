import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flushByUnit, flushIn, flushInWords } from './flush.ts';

test.for([
  'iptables -F',
  'iptables --flush',
  'iptables --flu',
  '/usr/sbin/iptables -t nat -F',
  'iptables -tnat -FINPUT',
  'ip6tables-legacy -w -X',
  'sudo -n iptables -F INPUT',
  'true && iptables -F',
  'true\niptables -F # all of it',
  'if x; then iptables -F; fi',
  'for t in nat filter; do iptables -t "$t" -F; done',
  "sh -c 'iptables -F'",
  'bash -lc "cd / && iptables -F"',
  'eval "iptables -F"',
  'timeout 5 iptables -X',
  'echo $(iptables -F)',
  'x=`iptables -F`',
  'iptables-restore < /etc/sysconfig/iptables',
  'iptables-restore -w /etc/sysconfig/iptables',
  'ip6tables-nft-restore <<EOF',
  'nft flush ruleset',
  'nft delete table inet filter',
  'systemctl stop iptables',
  'systemctl --no-block restart docker iptables.service',
  'systemctl reload ip6tables',
  'systemctl mask --now iptables',
  'service iptables restart',
  '/etc/init.d/iptables panic',
  '/usr/libexec/iptables/iptables.init stop',
  'ipta\\\nbles -F; iptables -F',
  '$I -F',
  '$\u007bIPT} -t nat -F',
  '"$IPTABLES" -w -X DOCKER',
  'I=iptables; $I -F',
  'I="/sbin/iptables -w"\nfor t in nat; do $I -t $t -F; done',
  'export A=iptables; B=$A; $\u007bB} --flush',
  '$\u007bI:-iptables} -F',
  'iptables -vF',
  'iptables -t nat -F POSTROUTING',
  'env LC_ALL=C iptables -F',
  'command iptables -F',
  'exec ip6tables-legacy -F',
  'echo nat | xargs -I{} iptables -t {} -F',
  'xtables-nft-multi iptables -F',
  'firewall-cmd --reload',
  'firewall-cmd --complete-reload',
  'ufw disable',
  'sudo ufw --force reset',
  'systemctl stop firewalld',
  'systemctl restart nftables.service',
  'service firewalld stop',
  'rc-service iptables stop',
  'netfilter-persistent flush',
  'ipset destroy',
  'ipset -X',
  'nft destroy table ip nat',
])('empties the firewall: %j', (script) => {
  expect(flushIn(script)).toBeDefined();
});

test.for([
  '',
  'iptables -w -I INPUT -p tcp --dport 22 -j ACCEPT',
  'iptables -S',
  'iptables -D FORWARD 3',
  'iptables -w -A INPUT -m comment --comment -F -j ACCEPT',
  'iptables-save > /root/rules',
  'iptables-restore --noflush < file',
  'iptables-restore -wn < file',
  'iptables-restore --test < file',
  'unshare -n iptables-restore < file',
  'unshare -rn iptables -F',
  'ip netns exec scratch iptables -F',
  'echo "iptables -F"',
  'grep -r "iptables -F" /etc',
  '# iptables -F',
  'true # iptables -F',
  "cat <<'EOF' | sed 's/iptables -F//'",
  'systemctl restart docker',
  'systemctl is-active iptables',
  'systemctl disable iptables',
  'systemctl start iptables',
  'service iptables status',
  'nft list ruleset',
  'cp /etc/sysconfig/iptables /root',
  'conntrack -F',
  '$GREP -F pattern file',
  'G=grep; $G -F x',
  '$I -A INPUT -j ACCEPT',
  'firewall-cmd --list-all',
  'ufw status',
  'ipset list',
  'systemctl is-active firewalld',
  'echo "$I -F"',
  'ls $folder -F',
])('does not: %j', (script) => {
  expect(flushIn(script)).toBeUndefined();
});

test('it is told which command it is', () => {
  expect(flushIn('cd /root; sudo iptables  -t nat "-F"; true')).toBe('sudo iptables -t nat -F');
});

test('a list of words is one command', () => {
  expect(flushInWords(['iptables', '-F'])).toBe('iptables -F');
  expect(flushInWords(['sh', '-c', 'true; iptables -F'])).toBe('iptables -F');
  expect(flushInWords(['echo', 'iptables -F'])).toBeUndefined();
});

test('what systemd does to its unit', () => {
  expect(flushByUnit('stop', 'iptables.service')).toBe('systemctl stop iptables.service');
  expect(flushByUnit('start', 'iptables.service')).toBeUndefined();
  expect(flushByUnit('stop', 'docker.service')).toBeUndefined();
});

test('any text is read to its end', () => {
  const pieces = fc.constantFrom(
    "'",
    '"',
    '\\',
    '`',
    '$(',
    ')',
    ';',
    '\n',
    ' ',
    '#',
    '-c',
    'sh',
    'eval',
    'iptables',
    '-F',
  );
  fc.assert(fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => void flushIn(parts.join(''))));
});
