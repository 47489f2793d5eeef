import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localHost, scriptStep } from '../../src/host/local-host.test-kit.ts';
import { treeSnapshot } from '../../src/host/operations/tree-snapshot.test-kit.ts';
import { quote } from '../../src/host/quote.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { Session, UndoResult } from '../../src/model/ports.ts';
import { rounds } from '../rounds.ts';

const never = new AbortController().signal;
const isRoot = process.getuid?.() === 0;

const name = fc.constantFrom('a', 'b', 'c/d', 'c/e', "c/it's", 'f/g/h', 'l', 'new line\n');
const mode = fc.constantFrom('0644', '0600', '0755', '0400', '2750', '4711');
const text = fc.string({ maxLength: 20 });

/** Shell text that makes one thing, of any kind, whatever is there. */
const thing = fc.oneof(
  fc.record({ name, text, mode }).map(({ name, text, mode }) => {
    const file = quote(name);
    return `mkdir -p "$(dirname ${file})" && printf %s ${quote(text)} >${file} && chmod ${mode} ${file}`;
  }),
  fc
    .record({ name, to: name })
    .map(({ name, to }) => `mkdir -p "$(dirname ${quote(name)})" && ln -sn ${quote(to)} ${quote(name)}`),
  fc
    .record({ name, to: name })
    .map(({ name, to }) => `[ ! -h ${quote(to)} ] && ln ${quote(to)} ${quote(name)}`),
  name.map((word) => `mkdir -p ${quote(word)} && chmod 2770 ${quote(word)}`),
  ...(isRoot
    ? [
        name.map((word) => `[ -e ${quote(word)} ] && chown -h 12:34 ${quote(word)}`),
        name.map((word) => `[ -f ${quote(word)} ] && setfacl -m u:7:r ${quote(word)}`),
        name.map((word) => `[ -f ${quote(word)} ] && setfattr -n user.x -v y ${quote(word)}`),
      ]
    : []),
);

const base64 = (value: string): string => Buffer.from(value).toString('base64');

interface Doing {
  readonly operation: Operation;
  /** What it may change. */
  readonly path: string;
}

const folderWord = '/FOLDER';
const path = name.map((word) => join(folderWord, word));
const attributes = fc
  .record({
    mode: fc.option(mode, { nil: undefined }),
    owner: isRoot ? fc.constantFrom(undefined, '5') : fc.constant(undefined),
  })
  .map(({ mode, owner }) => ({
    ...(mode === undefined ? {} : { mode }),
    ...(owner === undefined ? {} : { owner }),
  }));

const doing: fc.Arbitrary<Doing> = fc
  .record({ path, text, attributes, to: name, recurse: fc.boolean() })
  .chain(({ path, text, attributes, to, recurse }) =>
    fc
      .constantFrom<Operation>(
        { kind: 'write', path, contentBase64: base64(text), ...attributes },
        { kind: 'directory', path, ...attributes },
        { kind: 'attributes', path, recurse, ...attributes },
        { kind: 'touch', path, ...attributes },
        { kind: 'link', path, to, force: true },
        { kind: 'remove', path },
        { kind: 'shell', script: `printf %s ${quote(text)} >>${quote(path)}` },
      )
      .map((operation) => ({ operation, path })),
  );

/** The highest folder above `path` that is not there, which making `path` would make too. */
function firstMissing(path: string): string {
  const above = dirname(path);
  return existsSync(above) ? path : firstMissing(above);
}

/** Does all of it, one step each, and undoes it. Many steps fail, as they should: what counts is that they go back. */
async function thereAndBack(
  session: Session,
  run: string,
  all: readonly Doing[],
): Promise<readonly UndoResult[]> {
  for (const [index, { operation, path }] of all.entries()) {
    const kept = operation.kind === 'directory' ? firstMissing(path) : path;
    const undo: Operation[] = [{ kind: 'restore', path: kept }];
    const step = scriptStep(index + 1, '', { run, operations: [operation], preserve: [kept], undo });
    await session.perform(step, [], never);
  }
  const results = await session.undo(run, all.map((_, index) => index + 1).reverse(), never);
  await session.finish(run, 'rolledback', never);
  return results;
}

function setTheScene(folder: string, things: readonly string[]): readonly string[] {
  mkdirSync(folder);
  spawnSync('sh', ['-c', things.map((line) => `{ ${line}; } 2>/dev/null`).join('\n')], { cwd: folder });
  return spawnSync('find', [folder, '-type', 'd'], { encoding: 'utf8' }).stdout.trim().split('\n');
}

test('whatever was there and whatever was done to it, it goes back', async () => {
  await using host = localHost();
  const session = await host.open();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(thing, { maxLength: 10 }),
      fc.array(doing, { minLength: 1, maxLength: 4 }),
      async (things, all) => {
        round += 1;
        const run = `run-${round}`;
        const folder = join(host.folder, run);
        const folders = setTheScene(folder, things);
        const before = treeSnapshot(folder, folders);
        const here = JSON.parse(JSON.stringify(all).replaceAll(folderWord, folder)) as Doing[];
        const results = await thereAndBack(session, run, here);
        expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
        expect(treeSnapshot(folder, folders)).toEqual(before);
      },
    ),
    // On a slow machine fewer rounds; a failure is found again by its seed.
    {
      numRuns: rounds(150),
      interruptAfterTimeLimit: 120_000,
      endOnFailure: rounds(150) <= 150,
    },
  );
});
