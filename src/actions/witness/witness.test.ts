import { expect, test } from 'vitest';
import type { Answer } from '../../model/action.ts';
import type { Argv } from '../../model/operation.ts';
import { differences, linesShown, witnessOf } from './witness.ts';

const answer = (stdout: string, exitCode = 0): Answer => ({
  exitCode,
  stdout: new TextEncoder().encode(stdout),
  stderr: new Uint8Array(),
  droppedBytes: 0,
});

function compare(argv: Argv, before: string, now: string, start?: string): readonly string[] | string {
  const shown = (text: string) => linesShown({ argv }, answer(text));
  const [then, is, began] = [shown(before), shown(now), start === undefined ? undefined : shown(start)];
  if (typeof then === 'string' || typeof is === 'string' || typeof began === 'string') return 'not known';
  return differences({ argv }, then, is, began);
}

const RULES = `=iptables-save
*nat
:PREROUTING ACCEPT
:DOCKER -
-A PREROUTING -j DOCKER
-A DOCKER -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
COMMIT
*filter
:FORWARD DROP
:OPENSHIFT-ADMIN-OUTPUT-RULES -
-A FORWARD -j OPENSHIFT-ADMIN-OUTPUT-RULES
-A FORWARD -d 172.17.0.2/32 -j ACCEPT
-A OPENSHIFT-ADMIN-OUTPUT-RULES -d 192.0.2.9/32 -j REJECT
COMMIT
=end 0
`;
const WITHOUT = RULES.replace(/-A OPENSHIFT-ADMIN.*\n/, '');
const MOVED = RULES.replace(/(-A FORWARD -j .*\n)(.*\n)/, '$2$1');

test.for<readonly [string, string, string, readonly string[]]>([
  ['nothing', RULES, RULES, []],
  [
    'a policy',
    RULES,
    RULES.replace('DROP', 'ACCEPT'),
    ['the policy of filter FORWARD went from DROP to ACCEPT'],
  ],
  [
    'a rule of administrators',
    RULES,
    WITHOUT,
    [
      'lost in filter OPENSHIFT-ADMIN-OUTPUT-RULES: -d 192.0.2.9/32 -j REJECT',
      expect.stringContaining('OPENSHIFT-ADMIN-OUTPUT-RULES of the table filter is empty') as string,
    ],
  ],
  ['a container that got another address', RULES, RULES.replaceAll('172.17.0.2', '172.17.0.3'), []],
  ['a rule that Docker has put elsewhere', RULES, MOVED, []],
])('what differs in the rules: %s', ([, before, now, said]) => {
  expect(compare(['rr_firewall'], before, now)).toEqual(said);
});

test('long after the run, what others did does not count, and what going back did does', () => {
  expect(compare(['rr_firewall'], RULES, WITHOUT, WITHOUT)).toEqual([]);
  expect(compare(['rr_firewall'], RULES, WITHOUT, RULES)).not.toEqual([]);
  expect(compare(['rr_containers'], 'docker\n1 t /web\n', 'docker\n', 'docker\n')).toEqual([]);
});

const UNIT = 'Id=x.service\nLoadState=loaded\nType=simple\nEnabledWord=enabled\n';
test.for<readonly [Argv, string, string, readonly string[]]>([
  [
    ['rr_unit', 'x.service'],
    `${UNIT}ActiveState=active\n`,
    `${UNIT}ActiveState=failed\n`,
    ['x.service was running and is not running'],
  ],
  [
    ['rr_unit', 'x.service'],
    `${UNIT}ActiveState=active\n`,
    `${UNIT}ActiveState=activating\nSubState=start-pre\n`,
    ['x.service was running and is not running'],
  ],
  [['rr_unit', 'x.service'], `${UNIT}ActiveState=inactive\n`, `${UNIT}ActiveState=failed\n`, []],
  [
    ['rr_unit', 'x.service'],
    UNIT,
    UNIT.replace('=enabled', '=masked'),
    ['x.service at boot was enabled and is masked'],
  ],
  [
    ['rr_unit', 'x.service'],
    `${UNIT}link\tx.service\t/etc/systemd/system/x.service\t/opt/x.service\n`,
    UNIT,
    ['/etc/systemd/system/x.service was a link to /opt/x.service and is absent'],
  ],
  [
    ['rr_unit_dependents', 'x.service'],
    'Id=x.service\nActiveState=active\n\nId=docker.service\nActiveState=active\n',
    'Id=x.service\nActiveState=active\n\nId=docker.service\nActiveState=failed\n',
    ['docker.service was running and is not running'],
  ],
  [['rr_containers'], 'docker\n1 t /web\n2 t /db\n', 'docker\n9 u /web\n', ['the container db does not run']],
  [['rr_containers'], 'docker\n1 t /k8s_POD_a_b_0\n', 'docker\n9 u /k8s_POD_a_b_1\n', []],
  [['rr_file', '/f', '9'], 'stat 81a4 0 0 1 1 r r 5\ncontent\na', 'stat 81a4 0 0 1 1 r r 9\ncontent\na', []],
  [
    ['rr_file', '/f', '9'],
    'stat 81a4 0 0 1 1 r r 5\ncontent\na',
    'stat 81a4 0 0 1 1 r r 5\ncontent\nb',
    ['/f is not what it was'],
  ],
  [['rr_file', '/f', '9'], 'absent\n', 'stat 81a4 0 0 1 1 r r 5\ncontent\nb', ['/f is not what it was']],
])('what differs: %j', ([argv, before, now, said]) => {
  expect(compare(argv, before, now)).toEqual(said);
});

test('the settled rules are the same witness, and what is no state is none', () => {
  expect(witnessOf({ argv: ['rr_firewall_settled', '2'] })?.argv).toEqual(['rr_firewall']);
  expect(witnessOf({ argv: ['rr_iptables', 'iptables'] })).toBeUndefined();
  expect(linesShown({ argv: ['rr_containers'] }, answer('down\n'))).toMatch(/not known/);
});

test('nothing of a file’s content is kept', () => {
  const [line] = linesShown(
    { argv: ['rr_file', '/f', '9'] },
    answer('stat 81a4 0 0 1 1 r r 5\ncontent\nsecret'),
  );
  expect(line).toMatch(/^[0-9a-f]{8}$/);
});
