import { expect, test } from 'vitest';
import { filter, ownedFixtures, read } from '../owned.test-kit.ts';
import { explainRules, explainText } from './explain.ts';

test('each line, its owner, and why', () => {
  const text = filter(
    [
      '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
      '-A FORWARD -j DOCKER-USER',
      '-A FORWARD -s 192.0.2.0/24 -j DOCKER-USER',
      '-A DOCKER-USER -s 192.0.2.1/32 -j DROP',
      '-A DOCKER-USER -j RETURN',
    ],
    ['DOCKER-USER', 'KUBE-SEP-IDJ4AXOKLOEADSAL', 'mine'],
  ).replace('FORWARD ACCEPT', 'FORWARD DROP');
  expect(explainText(explainRules(read(text))).join('\n')).toMatchInlineSnapshot(`
    "*filter
     2  builtin     :INPUT ACCEPT
                    a chain of the kernel
     3  builtin     :FORWARD DROP
                    a chain of the kernel; its policy may be Docker’s or the administrator’s
     4  builtin     :OUTPUT ACCEPT
                    a chain of the kernel
     5  docker      :DOCKER-USER -
                    Docker has a chain of this name
     6  kube-proxy  :KUBE-SEP-IDJ4AXOKLOEADSAL -
                    kube-proxy has chains with names such as this: KUBE-SVC- and its like with 16 letters of base32
     7  admin       :mine -
                    no rule jumps to it, and its name is nobody’s
     8  admin       -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
                    nothing in it is another’s
     9  docker      -A FORWARD -j DOCKER-USER
                    Docker writes this rule for the administrator’s chain
    10  admin       -A FORWARD -s 192.0.2.0/24 -j DOCKER-USER
                    jumps to DOCKER-USER, but not the way its owner writes it
    11  admin       -A DOCKER-USER -s 192.0.2.1/32 -j DROP
                    in DOCKER-USER, which is made for the administrator’s rules
    12  docker      -A DOCKER-USER -j RETURN
                    Docker ends DOCKER-USER with it"
  `);
});

test.for(ownedFixtures())('$name: every reason is a sentence', ({ text }) => {
  for (const { why, line, text: shown } of explainRules(read(text))) {
    expect(why, `line ${line}`).toMatch(/^[a-zA-Z].{8,}[^.]$/);
    expect(text.split('\n')[line - 1]).toContain(shown);
  }
});
