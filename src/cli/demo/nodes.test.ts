import { expect, test } from 'vitest';
import { type Machine, refusalOf } from '../../transports/sandbox/refusal.ts';
import { noNodes } from './nodes.ts';

const linux: Machine = { platform: 'linux', isRoot: false, setting: () => undefined };

test.for([
  [
    'a system without namespaces',
    { ...linux, platform: 'darwin' },
    '',
    'rulerun demo: there can be no test nodes here: sandbox nodes are made of Linux namespaces, and this is darwin. What to do: run rulerun on a Linux machine, or use an inventory of your own hosts',
  ],
  [
    'namespaces that are forbidden',
    { ...linux, setting: (path) => (path === 'user/max_user_namespaces' ? '0' : undefined) },
    '',
    'rulerun demo: there can be no test nodes here: this machine does not allow user namespaces. What to do: sudo sysctl -w user.max_user_namespaces=15000, or use an inventory of your own hosts',
  ],
  [
    'a folder from which nothing can be started',
    linux,
    'its disk lies on a noexec file system',
    'rulerun demo: there can be no test nodes here: its disk lies on a noexec file system. What to do: name a folder elsewhere by TMPDIR',
  ],
] as const satisfies readonly (readonly [string, Machine, string, string])[])(
  '%s is one line that says what to do',
  ([, machine, said, line]) => {
    const failure = refusalOf('node1', said, machine);
    if (failure.kind !== 'unreachable') throw new Error('another kind of failure');
    expect(noNodes(failure)).toBe(line);
  },
);
