import { expect, test } from 'vitest';
import { ask, userlands } from '../../../probes/asking.test-kit.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { diskSpace } from './action.ts';

const df = (free: number, inodes: string) =>
  `path /var\nFilesystem 1024-blocks Used Available Capacity Mounted on\n/dev/a b 1000000 1 ${free} 1% /var lib\ninodes\nFilesystem Inodes IUsed IFree IUse% Mounted on\n${inodes}`;

test.for([
  [df(102_400, '/dev/a 1000 1 999 1% /var\n'), undefined],
  [df(51_200, '/dev/a 1000 1 999 1% /var\n'), undefined],
  [df(51_199, '/dev/a 1000 1 999 1% /var\n'), '/var lib has 49 MiB free, 50 MiB are needed'],
  [df(-5, '/dev/a 1000 1 999 1% /var\n'), '/var lib has -1 MiB free, 50 MiB are needed'],
  [df(102_400, '/dev/a 1000 900 100 90% /var\n'), '/var has room for only 100 more files'],
  // Btrfs and some network file systems count no inodes.
  [df(102_400, '/dev/a 0 0 0 - /var\n'), undefined],
  [df(102_400, ''), undefined],
  ['nonsense\n', 'the room at /var/lib is not known: df gave no figures'],
] as const)('%j: %s', ([text, why]) => {
  const decision = diskSpace.plan({ path: '/var/lib', at_least_mb: 50 }, [said(text)], NO_CONTEXT);
  if (why === undefined) expect(decision).toMatchObject({ kind: 'satisfied', result: { mount: '/var lib' } });
  else expect(decision).toMatchObject({ kind: 'refused', why });
});

test.for(userlands)('$name: this machine has room for something', (userland) => {
  const params = { path: '/no/such/path', at_least_mb: 1 };
  const answers = diskSpace.observe(params).map(({ argv }) => ask(userland, argv));
  expect(diskSpace.plan(params, answers, NO_CONTEXT)).toMatchObject({
    kind: 'satisfied',
    result: { mount: '/' },
  });
});
