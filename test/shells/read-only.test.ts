import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { withDefaults } from '../../src/actions/defaults.test-kit.ts';
import { actions } from '../../src/actions/registry.ts';
import { isHere } from '../../src/host/local-host.test-kit.ts';
import type { Decision } from '../../src/model/action.ts';
import type { JsonObject } from '../../src/model/values/json.ts';
import { ask, temporaryFolder, userlands, writeFiles } from '../../src/probes/asking.test-kit.ts';
import { can, isRoot } from './userlands.ts';

const possible = can(
  'places that are mounted read-only: that takes root',
  isRoot && isHere('unshare', 'namespaces'),
);
const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));
writeFiles(root, {
  'ro/x': 'x\n',
  'ro/deep/y': 'y\n',
  'a ro/x': 'x\n',
  'rw/x': 'x\n',
  'rw/mounted': 'x\n',
  'rw/busy': 'x\n',
  'etc/systemd/system/multi-user.target.wants/x': '',
});
mkdirSync(join(root, 'ro/open'));
symlinkSync('../rw/x', join(root, 'ro/link'));
symlinkSync('../ro/x', join(root, 'rw/way'));

/** As /etc is on an immutable system, /usr on others, and /etc/hosts in a container. In a namespace of the shell alone. */
const MOUNTS = ['ro', 'a ro', 'rw/mounted', 'etc/systemd']
  .map((name) => `'${root}/${name}'`)
  .map((place) => `mount --bind ${place} ${place} && mount -o remount,bind,ro ${place}`)
  .concat(`mount --bind '${root}/rw/busy' '${root}/rw/busy'`, `mount -t tmpfs none '${root}/ro/open'`)
  .join(' && ');
const enter = `old=$PATH; PATH=/usr/sbin:/usr/bin:/sbin:/bin; ${MOUNTS} || exit 99; PATH=$old; exec "$@"`;

const NOT_OPEN = `${root}/ro cannot be written to`;
const ROWS: readonly (readonly [action: string, params: JsonObject, why: string | 'change'])[] = [
  ['copy', { dest: `${root}/ro/x`, content: 'new' }, NOT_OPEN],
  ['copy', { dest: `${root}/ro/new`, content: 'new' }, NOT_OPEN],
  ['copy', { dest: `${root}/ro/link`, content: 'new' }, NOT_OPEN],
  ['copy', { dest: `${root}/rw/way`, content: 'new', follow: true }, NOT_OPEN],
  ['copy', { dest: `${root}/a ro/x`, content: 'new' }, `${root}/a ro cannot be written to`],
  ['lineinfile', { path: `${root}/ro/deep/y`, line: 'z' }, `${root}/ro/deep cannot be written to`],
  ['file', { path: `${root}/ro/x`, mode: '0600' }, `${root}/ro/x cannot be written to`],
  ['file', { path: `${root}/ro/deep`, mode: '0700' }, `${root}/ro/deep cannot be written to`],
  ['file', { path: `${root}/ro/deep`, mode: '0700', recurse: true }, `${root}/ro/deep cannot be written to`],
  ['file', { path: `${root}/ro/x`, state: 'absent' }, NOT_OPEN],
  ['file', { path: `${root}/ro/link`, state: 'absent' }, NOT_OPEN],
  ['file', { path: `${root}/ro/link`, state: 'link', src: 'x' }, NOT_OPEN],
  ['file', { path: `${root}/ro/new`, state: 'link', src: 'x' }, NOT_OPEN],
  ['file', { path: `${root}/ro/x`, state: 'touch' }, NOT_OPEN],
  ['file', { path: `${root}/ro/new/folder`, state: 'directory' }, NOT_OPEN],
  ['copy', { dest: `${root}/rw/mounted`, content: 'new' }, `${root}/rw/mounted is a file that is mounted`],
  ['file', { path: `${root}/rw/mounted`, mode: '0600' }, `${root}/rw/mounted cannot be written to`],
  ['file', { path: `${root}/rw/busy`, state: 'absent' }, `${root}/rw/busy is a file that is mounted`],
  ['file', { path: `${root}/rw/busy`, mode: '0600' }, 'change'],
  ['copy', { dest: `${root}/ro/open/new`, content: 'new' }, 'change'],
  ['copy', { dest: `${root}/rw/x`, content: 'new' }, 'change'],
  ['file', { path: `${root}/rw/way`, state: 'absent' }, 'change'],
];

describe.skipIf(!possible).each(userlands)('$name', (userland) => {
  const mounted = {
    ...userland,
    shell: ['/usr/bin/unshare', '-m', '/bin/sh', '-c', enter, 'sh', ...userland.shell] as const,
  };

  test.for(ROWS)('%s %j: %s', ([name, params, expected]) => {
    const found = actions.get(name);
    if (found === undefined) throw new Error(name);
    const action = withDefaults(found);
    const answers = action.observe(params).map(({ argv }) => ask(mounted, argv));
    const decision: Decision = action.plan(params, answers, {
      baseline: undefined,
      files: new Map(),
      undo: undefined,
      irreversible: false,
    });
    if (expected === 'change') expect(decision.kind).toBe('change');
    else
      expect(decision).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining(expected),
        hint: expect.stringContaining('findmnt'),
        lasting: true,
      });
  });

  test('folders for the links of units', () => {
    const { stdout } = ask(mounted, ['rr_unit_links', 'x.service'], { setup: `rr_unit_root=${root}` });
    const lines = Buffer.from(stdout).toString().split('\n');
    expect(lines.filter((line) => line.startsWith('readonly'))).toEqual([
      `readonly\t${root}/etc/systemd/system`,
      `readonly\t${root}/etc/systemd/system/multi-user.target.wants`,
    ]);
  });
});

test.skipIf(!possible)('the mounts are those of the shells alone', () => {
  expect(execFileSync('cat', ['/proc/self/mounts'], { encoding: 'utf8' })).not.toContain(root);
});
