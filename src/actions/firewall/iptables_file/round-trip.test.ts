import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixture } from '../../../firewall/owned.test-kit.ts';
import { type LocalHost, localHost, shells, shown } from '../../../host/local-host.test-kit.ts';
import { treeSnapshot } from '../../../host/operations/tree-snapshot.test-kit.ts';
import type { Decision, PlanContext } from '../../../model/action.ts';
import type { Change } from '../../../model/change.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { NO_CONTEXT } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { iptablesFile as bareIptablesFile } from './action.ts';
import { whyNot } from './real-iptables.test-kit.ts';

const iptablesFile = withDefaults(bareIptablesFile);

const never: AbortSignal = new AbortController().signal;
const isRoot = process.getuid?.() === 0;
const POLLUTED = fixture('openshift-3.11.txt');
const CONFIG = 'IPTABLES_MODULES=""\nIPTABLES_SAVE_ON_STOP="yes"\n';

interface Scene {
  readonly host: LocalHost;
  readonly etc: string;
  readonly params: JsonObject;
  readonly text: (name: string) => string;
  readonly decide: (context?: PlanContext) => Promise<Decision>;
  readonly perform: (change: Change) => Promise<{ readonly exitCode: number; readonly err: string }>;
  readonly undo: () => Promise<unknown>;
}

async function scene(host: LocalHost, more: JsonObject = {}): Promise<Scene> {
  const etc = join(host.folder, 'etc');
  mkdirSync(etc);
  const params = { path: join(etc, 'iptables'), reapply: join(etc, 'reapply'), ...more };
  const session = await host.open();
  return {
    host,
    etc,
    params,
    text: (name) => readFileSync(join(etc, name), 'utf8'),
    async decide(context = NO_CONTEXT) {
      return iptablesFile.plan(params, await session.observe(iptablesFile.observe(params), never), context);
    },
    async perform({ summary, apply, preserve, undo }) {
      const operations = undo.kind === 'possible' ? undo.operations : undefined;
      const { done } = await session.perform(
        {
          run: 'r',
          number: 1,
          title: summary,
          operations: apply,
          preserve,
          undo: operations,
          timeoutMs: 60_000,
        },
        [],
        never,
      );
      return shown(done);
    },
    undo: () => session.undo('r', [1], never),
  };
}

function changeIn(decision: Decision): Change {
  if (decision.kind !== 'change') throw new Error(JSON.stringify(decision));
  return decision.change;
}

describe.each(shells)('$name', ({ words, exact }) => {
  test('a node of OpenShift 3.11: cleaned, then as wanted, then back as it was', async () => {
    await using host = localHost({ shell: words });
    const { etc, text, decide, perform, undo } = await scene(host);
    writeFileSync(join(etc, 'iptables'), POLLUTED);
    writeFileSync(join(etc, 'iptables-config'), CONFIG);
    chmodSync(join(etc, 'iptables'), 0o640);
    if (isRoot) chownSync(join(etc, 'iptables'), 1, 2);
    if (exact) spawnSync('sh', ['-c', 'setfacl -m u:7:r iptables'], { cwd: etc });
    const before = treeSnapshot(etc, [], !exact);

    const change = changeIn(await decide());
    expect(treeSnapshot(etc, [], !exact)).toEqual(before);
    expect(await perform(change)).toMatchObject({ exitCode: 0, err: '' });
    expect(text('iptables')).toBe(fixture('openshift-3.11.clean.txt'));
    expect(text('reapply')).toBe(fixture('openshift-3.11.moved.txt'));
    expect(text('iptables-config')).toBe('IPTABLES_MODULES=""\nIPTABLES_SAVE_ON_STOP="no"\n');
    expect((statSync(join(etc, 'iptables')).mode & 0o7707).toString(8)).toBe('600');
    expect((statSync(join(etc, 'reapply')).mode & 0o7777).toString(8)).toBe('600');
    if (isRoot) expect(statSync(join(etc, 'iptables'))).toMatchObject({ uid: 1, gid: 2 });

    expect(await decide()).toMatchObject({ kind: 'satisfied' });
    expect(await undo()).toMatchObject([{ outcome: 'undone' }]);
    expect(treeSnapshot(etc, [], !exact)).toEqual(before);
  });

  test('a text where there was none', async () => {
    await using host = localHost({ shell: words });
    const { etc, text, decide, perform, undo } = await scene(host, {
      rules: fixture('openshift-3.11.clean.txt'),
    });
    const before = treeSnapshot(etc);
    expect(await perform(changeIn(await decide()))).toMatchObject({ exitCode: 0, err: '' });
    expect(text('iptables')).toBe(fixture('openshift-3.11.clean.txt'));
    expect((statSync(join(etc, 'iptables')).mode & 0o7777).toString(8)).toBe('600');
    expect(await decide()).toMatchObject({ kind: 'satisfied' });
    expect(await undo()).toMatchObject([{ outcome: 'undone' }]);
    expect(treeSnapshot(etc)).toEqual(before);
  });
});

test('through a symbolic link the file it points to is cleaned, and the link stays', async () => {
  await using host = localHost();
  const { etc, text, decide, perform, undo } = await scene(host);
  writeFileSync(join(etc, 'real'), POLLUTED);
  symlinkSync('real', join(etc, 'iptables'));
  const before = treeSnapshot(etc);
  expect(await perform(changeIn(await decide()))).toMatchObject({ exitCode: 0, err: '' });
  expect(readlinkSync(join(etc, 'iptables'))).toBe('real');
  expect(text('real')).toBe(fixture('openshift-3.11.clean.txt'));
  expect(await decide()).toMatchObject({ kind: 'satisfied' });
  expect(await undo()).toMatchObject([{ outcome: 'undone' }]);
  expect(treeSnapshot(etc)).toEqual(before);
});

test('a text that rulerun itself refuses is not written', async () => {
  await using host = localHost();
  const { etc, decide } = await scene(host);
  writeFileSync(join(etc, 'iptables'), '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j "ACCEPT\nCOMMIT\n');
  writeFileSync(join(etc, 'iptables-config'), CONFIG);
  expect(await decide()).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining(`${etc}/iptables:3:`),
  });
});

const noIptables = whyNot('iptables-restore');

test.skipIf(noIptables !== undefined || !isRoot)(
  'a text that only the host refuses is not written',
  async () => {
    await using host = localHost();
    const rules = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport no-port -j ACCEPT\nCOMMIT\n';
    const { etc, decide, perform, undo } = await scene(host, { rules });
    writeFileSync(join(etc, 'iptables'), POLLUTED);
    writeFileSync(join(etc, 'iptables-config'), CONFIG);
    const before = treeSnapshot(etc);
    const done = await perform(changeIn(await decide()));
    expect(done.exitCode).not.toBe(0);
    expect(done.err).toMatch(
      /^nothing was changed: iptables-restore of this host refuses the new text: .*no-port/s,
    );
    expect(treeSnapshot(etc)).toEqual(before);
    expect(await undo()).toMatchObject([{ outcome: 'undone' }]);
    expect(treeSnapshot(etc)).toEqual(before);
  },
);
