import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change } from '../../../model/change.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { copy as bareCopy } from '../copy/action.ts';
import { file as bareFileAction } from '../file/action.ts';
import { lineinfile as bareLineinfile } from '../lineinfile/action.ts';
import {
  applyTo,
  type Disk,
  decideOn,
  disk,
  type Entry,
  FOLDER,
  file,
  NO_CONTEXT,
} from './model-disk.test-kit.ts';
import { tidyPath } from './path.ts';

const copy = withDefaults(bareCopy);
const fileAction = withDefaults(bareFileAction);
const lineinfile = withDefaults(bareLineinfile);

const PATHS = [
  '/etc/a',
  '/etc/b',
  '/etc/d',
  '/etc/d/a',
  '/etc/d/e',
  '/etc/d/e/f',
  '/etc/link',
  '/etc/d/link',
];

const entry: fc.Arbitrary<Entry> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('', 'x\n', 'x\ny\n', 'y', 'é\0'), mode(), fc.constantFrom(0, 1000))
      .map(([text, bits, uid]) => file(text, bits, uid)),
  },
  { weight: 2, arbitrary: mode().map((bits): Entry => ({ ...FOLDER, mode: bits }) as Entry) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...PATHS, 'a', 'nowhere').map((to): Entry => ({ kind: 'link', to })),
  },
);

/** Any disk on which what is below something that is no folder does not exist. */
const anyDisk: fc.Arbitrary<Disk> = fc
  .record(Object.fromEntries(PATHS.map((path) => [path, fc.option(entry, { nil: undefined })])))
  .map((entries) => {
    const made = disk({});
    for (const path of PATHS) {
      const one = entries[path];
      const parent = path.slice(0, path.lastIndexOf('/'));
      if (one !== undefined && made.get(parent)?.kind === 'directory') made.set(path, one);
    }
    return made;
  });

function mode(): fc.Arbitrary<string> {
  return fc.constantFrom('0644', '0600', '0755');
}

const attributes = {
  mode: mode(),
  owner: fc.constantFrom('root', 'web', '0', '1000'),
  group: fc.constantFrom('root', '1000'),
};
const path = fc.constantFrom(...PATHS, '/etc/new', '/etc/new/deep/er', '/etc//a', '/etc/d/');

const copyParams = fc.record(
  {
    dest: path,
    content: fc.constantFrom('', 'x\n', 'new\n'),
    force: fc.boolean(),
    follow: fc.boolean(),
    ...attributes,
  },
  { requiredKeys: ['dest', 'content'] },
);
const copyFileParams = fc.record(
  {
    dest: path,
    src: fc.constantFrom('files/a', '/tmp/new'),
    force: fc.boolean(),
    follow: fc.boolean(),
    ...attributes,
  },
  { requiredKeys: ['dest', 'src'] },
);
const fileParams = fc.record(
  {
    path,
    state: fc.constantFrom('file', 'directory', 'absent', 'touch'),
    recurse: fc.constant(true),
    access_time: fc.constantFrom('preserve', 'now'),
    modification_time: fc.constantFrom('preserve', 'now'),
    follow: fc.boolean(),
    ...attributes,
  },
  { requiredKeys: ['path'] },
);
const linkParams = fc.record(
  { path, state: fc.constant('link'), src: fc.constantFrom('/etc/a', 'b', 'nowhere'), force: fc.boolean() },
  { requiredKeys: ['path', 'state', 'src'] },
);
const lineParams = fc.record(
  {
    path,
    line: fc.constantFrom('x', 'z', 'y=\\1'),
    state: fc.constantFrom('present', 'absent'),
    regexp: fc.constantFrom('^x', '(.)$', 'q'),
    insertafter: fc.constantFrom('x', 'EOF', 'BOF'),
    create: fc.boolean(),
    backrefs: fc.boolean(),
    firstmatch: fc.boolean(),
    ...attributes,
  },
  { requiredKeys: ['path'] },
);

const CONTEXT = {
  ...NO_CONTEXT,
  files: new Map([
    ['files/a', Buffer.from('from the controller\n')],
    ['/tmp/new', Buffer.from([0, 1, 2])],
  ]),
};

/** The folder that `dest` leads to by way of a link in that very folder, which is to become the file. */
function replacesItsOwnWay(now: Disk, { src, dest }: JsonObject, change: Change): boolean {
  const throughLink = src !== undefined && now.get(tidyPath(String(dest)))?.kind === 'link';
  return throughLink && change.apply.some(({ kind }) => kind === 'remove');
}

test.for([
  ['copy content', copy, copyParams],
  ['copy a file', copy, copyFileParams],
  ['file', fileAction, fileParams],
  ['file: link', fileAction, linkParams],
  ['lineinfile', lineinfile, lineParams],
] as const)(
  '%s: what was done is not wanted again, and undoing it brings back all there was',
  ([, action, params]) => {
    let changes = 0;
    let refusals = 0;
    fc.assert(
      fc.property(anyDisk, params as fc.Arbitrary<Record<string, unknown>>, (before, generated) => {
        const wanted = generated as JsonObject;
        const now: Disk = new Map(before);
        const decision = decideOn(now, action, wanted, CONTEXT);
        // An action that only looks has changed nothing, and decides the same again.
        expect(now).toEqual(before);
        if (decision.kind === 'refused') refusals += 1;
        if (decision.kind !== 'change') return;
        changes += 1;
        const { change } = decision;
        if (replacesItsOwnWay(now, wanted, change)) return;
        expect(change.diff).not.toEqual([]);
        expect(change.summary.length).toBeLessThan(70);
        const undo = applyTo(now, change);
        if (change.proof === 'ask-again') {
          const asked = change.makes === undefined ? CONTEXT : { ...CONTEXT, made: change.makes };
          expect([wanted, decideOn(now, action, wanted, asked)]).toMatchObject([
            wanted,
            { kind: 'satisfied' },
          ]);
        }
        undo();
        expect(now).toEqual(before);
        undo();
        expect(now).toEqual(before);
      }),
      { numRuns: 1500 },
    );
    expect(changes).toBeGreaterThan(200);
    expect(refusals).toBeGreaterThan(20);
  },
);
