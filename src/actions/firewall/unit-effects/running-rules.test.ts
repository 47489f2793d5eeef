import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Operation } from '../../../model/operation.ts';
import { temporaryFolder, userlands, writeFiles } from '../../../probes/asking.test-kit.ts';
import { type UnitMove, withEffects } from '../../services/systemd/unit-move.ts';
import { runningRules } from './running-rules.ts';

const RESTART: Operation = { kind: 'run', argv: ['systemctl', 'restart', 'iptables.service'] };
const STEP: UnitMove = {
  verb: 'restart',
  diff: [],
  apply: [RESTART],
  touches: [],
  undo: [],
  impact: [],
  unprovable: true,
};

const keepingRules = (unit: string, move: UnitMove): UnitMove => withEffects(move, unit, [runningRules]);

const BARE = '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n';
const DOCKER = '*nat\n:PREROUTING ACCEPT [3:9]\n:DOCKER - [0:0]\n-A PREROUTING -j DOCKER\nCOMMIT\n';
const NODE = `${DOCKER}*filter\n:INPUT ACCEPT [0:0]\n:DOCKER - [0:0]\n:KUBE-FIREWALL - [0:0]\nCOMMIT\n`;
const CRIO = '*nat\n:PREROUTING ACCEPT [0:0]\n:CRIO-HOSTPORTS-MASQ - [0:0]\nCOMMIT\n';

test('the rules are kept before, and brought back after what else goes back', () => {
  const { apply, undo } = keepingRules('iptables.service', { ...STEP, undo: [RESTART] });
  expect(apply).toMatchObject([{ kind: 'shell' }, { kind: 'run' }, { kind: 'shell' }]);
  expect(undo).toMatchObject([{ kind: 'run' }, { kind: 'shell' }]);
  expect(keepingRules('ip6tables.service', STEP).apply[0]).toMatchObject({
    environment: { rr_rules: 'ip6tables' },
  });
  expect(keepingRules('docker.service', STEP)).toBe(STEP);
});

describe.each(userlands)('$name', ({ shell, path }) => {
  /** A host whose running rules are the file `rules`; `restore` stands for the words of iptables-restore. */
  function host(running: string, restore = 'cat >"$0.read"; mv "$0.read" rules') {
    const folder = temporaryFolder();
    writeFiles(folder, {
      rules: running,
      'bin/iptables-save': `#!/bin/sh\ncat ${folder}/rules\n`,
      'bin/iptables-restore': `#!/bin/sh\ncd ${folder}\necho "$*" >>asked\n${restore}\n`,
    });
    const perform = (operation: Operation | undefined) => {
      if (operation?.kind !== 'shell') throw new Error('no script');
      writeFiles(folder, { script: operation.script });
      const [program, ...rest] = [...shell, join(folder, 'script')] as const;
      const { status, stderr } = spawnSync(program ?? '', rest, {
        encoding: 'utf8',
        env: { ...operation.environment, rr_kept: join(folder, 'kept'), PATH: `${folder}/bin:${path}` },
      });
      return { status, stderr };
    };
    const step = keepingRules('iptables.service', STEP);
    return {
      folder,
      keep: () => perform(step.apply[0]),
      note: () => perform(step.apply[2]),
      bringBack: () => perform(step.undo?.[0]),
      becomes: (rules: string) => writeFiles(folder, { rules }),
      rules: () => readFileSync(join(folder, 'rules'), 'utf8'),
      asked: () => (existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8') : ''),
    };
  }
  const good = { status: 0, stderr: '' };

  test('what iptables cannot show is not taken for kept', () => {
    const { folder, keep } = host(`${NODE}# Table \`raw' is incompatible, use 'nft' tool.\n`);
    const { status, stderr } = keep();
    expect([status, stderr]).toEqual([1, expect.stringContaining("Table `raw' is incompatible")]);
    expect(existsSync(join(folder, 'kept', 'iptables'))).toBe(false);
  });

  test.for<readonly [string, string, string, boolean]>([
    ['Docker’s chains are gone', NODE, BARE, true],
    ['all tables are gone', NODE, '', true],
    ['Docker’s chain is gone in one table', NODE, DOCKER + BARE, true],
    [
      'Docker has made its chains again, others are still to come',
      NODE,
      NODE.replace(/:KUBE.*\n/, ''),
      false,
    ],
    ['nothing was lost', NODE, NODE, false],
    ['without Docker, a chain is gone', CRIO, BARE, true],
    ['without Docker, nothing was lost', CRIO, CRIO + BARE, false],
    ['there was nothing to lose', BARE, '', false],
  ])('%s', ([, before, after, comesBack]) => {
    const node = host(before);
    expect(node.keep()).toEqual(good);
    node.becomes(after);
    expect(node.bringBack()).toEqual(good);
    expect(node.rules()).toBe(comesBack ? before : after);
    expect(node.asked()).toBe(comesBack ? '-w -c\n' : '');
  });

  const FULL = `${DOCKER}*filter\n:FORWARD DROP [0:0]\n:DOCKER - [0:0]\n:OPENSHIFT-ADMIN-OUTPUT-RULES - [0:0]
[7:9] -A OPENSHIFT-ADMIN-OUTPUT-RULES -d 192.0.2.9/32 -j REJECT\nCOMMIT\n`;
  const POLICIES = '*nat\n:PREROUTING ACCEPT [3:9]\nCOMMIT\n*filter\n:FORWARD DROP [0:0]\nCOMMIT\n';
  const RULE = /\[7:9\] -A OPENSHIFT-ADMIN-OUTPUT-RULES .*\n/;
  const CHAIN = `*nat\nCOMMIT\n*filter\n:OPENSHIFT-ADMIN-OUTPUT-RULES - [0:0]\n${RULE.exec(FULL)?.[0]}COMMIT\n`;
  test.for<readonly [string, string, string]>([
    ['a policy', FULL.replace('FORWARD DROP', 'FORWARD ACCEPT'), POLICIES],
    ['what administrators had in a chain of OpenShift', FULL.replace(RULE, ''), CHAIN],
    [
      'nothing that somebody else has filled since',
      FULL.replace(RULE, '-A OPENSHIFT-ADMIN-OUTPUT-RULES -j DROP\n'),
      '',
    ],
    ['nothing where only counters moved', FULL.replace('[7:9]', '[8:10]').replace('[3:9]', '[4:9]'), ''],
  ])('after Docker, %s comes back', ([, after, loaded]) => {
    const node = host(FULL, 'cat >loaded');
    node.keep();
    node.becomes(after);
    expect(node.bringBack()).toEqual(good);
    expect(node.asked()).toBe(loaded === '' ? '' : '-w -n -c\n');
    if (loaded !== '') expect(readFileSync(join(node.folder, 'loaded'), 'utf8')).toBe(loaded);
  });

  const ACCEPT = (port: number): string => `[1:2] -A INPUT -p tcp --dport ${port} -j ACCEPT\n`;
  const JUMP = '[1:2] -A INPUT -m comment --comment "firewall overrides" -j OPENSHIFT-X\n';
  const input = (...rules: readonly string[]): string =>
    `${DOCKER}*filter\n:INPUT ACCEPT [0:0]\n:DOCKER - [0:0]\n${rules.some((rule) => rule === JUMP) ? ':OPENSHIFT-X - [0:0]\n' : ''}${rules.join('')}COMMIT\n`;
  const back = (...rules: readonly string[]): string =>
    `*nat\nCOMMIT\n*filter\n-F INPUT\n${rules.join('')}COMMIT\n`;
  test.for<readonly [string, before: string, loaded: string, now: string, restored: string]>([
    [
      'what came from the file goes, and what the file had not comes back, where it was',
      input(ACCEPT(1), ACCEPT(2), ACCEPT(3)),
      input(ACCEPT(1), ACCEPT(3), ACCEPT(9)),
      input(ACCEPT(1), ACCEPT(3), ACCEPT(9)),
      back(ACCEPT(1), ACCEPT(2), ACCEPT(3)),
    ],
    [
      'a jump into a chain that is still to come comes with that chain',
      input(JUMP, ACCEPT(1)),
      input(ACCEPT(9)),
      input(ACCEPT(9)),
      back(ACCEPT(1)),
    ],
    ['only such a jump is missing', input(JUMP, ACCEPT(1)), input(ACCEPT(1)), input(ACCEPT(1)), ''],
    [
      'a jump into a chain that is there comes back',
      input(JUMP, ACCEPT(1)),
      input(ACCEPT(9)),
      input(JUMP),
      back(JUMP, ACCEPT(1)),
    ],
    [
      'nothing where somebody has put something else since',
      input(ACCEPT(1), ACCEPT(2)),
      input(ACCEPT(1)),
      input(ACCEPT(1), ACCEPT(8)),
      '',
    ],
  ])('after Docker, in a chain of the kernel: %s', ([, before, loaded, now, restored]) => {
    const node = host(before, 'cat >loaded');
    node.keep();
    node.becomes(loaded);
    expect(node.note()).toEqual(good);
    node.becomes(now);
    expect(node.bringBack()).toEqual(good);
    expect(node.asked()).toBe(restored === '' ? '' : '-w -n -c\n');
    if (restored !== '') expect(readFileSync(join(node.folder, 'loaded'), 'utf8')).toBe(restored);
  });

  test('a chain that only lost rules has them again where nobody noted what was loaded', () => {
    const node = host(input(ACCEPT(1), ACCEPT(2)), 'cat >loaded');
    node.keep();
    node.becomes(input(ACCEPT(2)));
    expect(node.bringBack()).toEqual(good);
    expect(readFileSync(join(node.folder, 'loaded'), 'utf8')).toBe(back(ACCEPT(1), ACCEPT(2)));
  });

  test('an iptables-restore that knows no -w', () => {
    const node = host(NODE, 'case $1 in -w) exit 2 ;; esac; cat >rules');
    node.keep();
    node.becomes(BARE);
    expect(node.bringBack()).toEqual(good);
    expect(node.rules()).toBe(NODE);
  });

  test('after a boot nothing was kept', () => {
    expect(host(BARE).bringBack()).toEqual(good);
  });

  test('what was kept for an earlier step is not taken for what runs now', () => {
    const node = host(NODE);
    node.keep();
    writeFiles(node.folder, { 'bin/iptables-save': '#!/bin/sh\nexit 3\n' });
    expect(node.keep().status).not.toBe(0);
    expect(existsSync(join(node.folder, 'kept/iptables'))).toBe(false);
  });

  test('rules that do not load are said, with where they are', () => {
    const node = host(NODE, 'echo "line 3 failed" >&2; exit 1');
    node.keep();
    node.becomes(BARE);
    const { status, stderr } = node.bringBack();
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^the chain nat DOCKER is gone, .*kept in .*\/kept\/iptables do not load: line 3 failed\n$/,
    );
  });
});
