import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Operation } from '../../src/model/operation.ts';
import type { Session } from '../../src/model/ports.ts';
import { quote } from '../../src/target/quote.ts';
import { localHost, scriptStep } from '../../src/target/local-host.test-kit.ts';
import { treeSnapshot } from '../../src/target/tree-snapshot.test-kit.ts';

const never = new AbortController().signal;
const rounds = Number(process.env['RULERUN_ROUNDS'] ?? 150);
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
  fc.record({ name, to: name }).map(({ name, to }) => `mkdir -p "$(dirname ${quote(name)})" && ln -sn ${quote(to)} ${quote(name)}`),
  fc.record({ name, to: name }).map(({ name, to }) => `ln ${quote(to)} ${quote(name)}`),
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

function operation(folder: string): fc.Arbitrary<{ readonly operation: Operation; readonly path: string }> {
  const path = name.map((word) => join(folder, word));
  const owner = isRoot ? fc.constantFrom(undefined, '5') : fc.constant(undefined);
  const attributes = fc
    .record({ mode: fc.option(mode, { nil: undefined }), owner })
    .map((value) => ({
      ...(value.mode === undefined ? {} : { mode: value.mode }),
      ...(value.owner === undefined ? {} : { owner: value.owner }),
    }));
  return fc
    .oneof(
      fc.record({ path, text, attributes }).map(
        ({ path, text, attributes }): Operation => ({ kind: 'write', path, contentBase64: base64(text), ...attributes }),
      ),
      fc.record({ path, attributes }).map(({ path, attributes }): Operation => ({ kind: 'directory', path, ...attributes })),
      fc
        .record({ path, attributes, recurse: fc.boolean() })
        .map(({ path, attributes, recurse }): Operation => ({ kind: 'attributes', path, recurse, ...attributes })),
      fc.record({ path, attributes }).map(({ path, attributes }): Operation => ({ kind: 'touch', path, ...attributes })),
      fc.record({ path, to: name }).map(({ path, to }): Operation => ({ kind: 'link', path, to, force: true })),
      path.map((path): Operation => ({ kind: 'remove', path })),
      fc.record({ path, text }).map(({ path, text }): Operation => ({ kind: 'shell', script: `printf %s ${quote(text)} >>${quote(path)}` })),
    )
    .chain((operation) =>
      'path' in operation
        ? fc.constant({ operation, path: operation.path })
        : fc.constant({ operation, path: /(\/\S*)$/.exec('') === null ? pathOf(operation, folder) : folder }),
    );
}

/** What a `shell` operation above writes to. */
function pathOf(operation: Operation, folder: string): string {
  const found = operation.kind === 'shell' ? ['a', 'b', 'c/d', 'c/e', "c/it's", 'f/g/h', 'l', 'new line\n'].find((word) => operation.script.endsWith(`>>${quote(join(folder, word))}`)) : undefined;
  return join(folder, found ?? 'a');
}

async function play(session: Session, folder: string, run: string, operations: readonly { readonly operation: Operation; readonly path: string }[]): Promise<void> {
  for (const [index, { operation, path }] of operations.entries()) {
    const step = scriptStep(index + 1, '', { run, operations: [operation], preserve: [path], undo: [{ kind: 'restore', path }] });
    // Many of these fail, as they should: what counts is that they go back.
    await session.perform(step, [], never);
  }
}

test('whatever was there and whatever was done to it, it goes back', async () => {
  await using host = localHost();
  const session = await host.open();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(thing, { maxLength: 10 }), fc.array(operation('/FOLDER'), { minLength: 1, maxLength: 4 }), async (things, done) => {
      round += 1;
      const run = `run-${round}`;
      const folder = join(host.folder, run);
      mkdirSync(folder);
      spawnSync('sh', ['-c', things.map((line) => `{ ${line}; } 2>/dev/null`).join('\n')], { cwd: folder });
      const all = spawnSync('find', [folder, '-type', 'd'], { encoding: 'utf8' }).stdout.trim().split('\n');
      const before = treeSnapshot(folder, all);
      const here = (value: string): string => value.replaceAll('/FOLDER', folder);
      const operations = done.map(({ operation, path }) => ({
        operation: JSON.parse(here(JSON.stringify(operation))) as Operation,
        path: here(path),
      }));
      await play(session, folder, run, operations);
      const numbers = operations.map((_, index) => index + 1).reverse();
      const results = await session.undo(run, numbers, never);
      await session.finish(run, 'rolledback', never);
      expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      expect(treeSnapshot(folder, all)).toEqual(before);
    }),
    { numRuns: rounds, endOnFailure: false },
  );
});
