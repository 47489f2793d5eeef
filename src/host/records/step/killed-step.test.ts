import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Operation } from '../../../model/operation.ts';
import type { Link, Session, Step } from '../../../model/ports.ts';
import { HostFailure } from '../../../model/run/failure.ts';
import {
  type LocalHost,
  localHost,
  localLink,
  realClock,
  realRandom,
  scriptStep,
  shells,
  shown,
} from '../../local-host.test-kit.ts';
import { openSession } from '../../session/session.ts';

const never = new AbortController().signal;
const contentBase64 = Buffer.from('CANARY').toString('base64');
/** What puts a new thing in its place: up to there it has a temporary name. */
const anyRename = /mv -T (-f )?-- "\$rr_new" "\$rr_to"/;
const renameOfFile = /mv -T -f -- "\$rr_new" "\$rr_to"/;

/** A link over which the first rename in what is sent becomes the death of everybody in its process group. */
function deadlyLink(shell: readonly string[], rename: RegExp = anyRename): Link {
  const link = localLink(['sh', '-c']);
  let armed = true;
  return {
    ...link,
    async start(command) {
      const pipe = await link.start(command.replace('/bin/sh', shell.join(' ')), never);
      return {
        ...pipe,
        write(bytes) {
          const text = Buffer.from(bytes).toString('latin1');
          if (!armed || !rename.test(text)) return pipe.write(bytes);
          armed = false;
          const deadly = text.replace(rename, ({ length }) => 'kill -9 0'.padEnd(length));
          return pipe.write(Buffer.from(deadly, 'latin1'));
        },
      };
    },
  };
}

function sessionOver(link: Link, host: LocalHost, name?: string): Promise<Session> {
  const identity = { become: undefined };
  const { stateRoot } = host;
  return openSession(
    {
      link,
      identity,
      becomePassword: undefined,
      clock: realClock,
      random: realRandom,
      stateRoot,
      ...(name && { host: name }),
    },
    never,
  );
}

function step(path: string, operation: Operation, undo: readonly Operation[] | undefined): Step {
  return scriptStep(1, '', { operations: [operation], preserve: [path], undo });
}

/** Where busybox runs its own `timeout`, that has no group of its own, and who keeps the record dies with the step. */
function lostAs(error: unknown): string {
  const failure = error instanceof HostFailure ? error.failure : undefined;
  if (failure?.kind !== 'lost') throw error;
  return failure.cause;
}

describe.each(shells)('$name', ({ words }) => {
  test.for([
    { what: 'a file', operation: { kind: 'write', contentBase64 } },
    { what: 'an empty file', operation: { kind: 'touch' } },
    { what: 'a link', operation: { kind: 'link', to: 'CANARY', force: false } },
    { what: 'a folder', operation: { kind: 'directory' } },
  ] as const)(
    'killed while it made $what, a step leaves nothing when it is undone',
    async ({ operation }) => {
      await using host = localHost();
      const folder = join(host.folder, 'folder\n');
      mkdirSync(folder);
      const path = join(folder, 'a');
      await using link = deadlyLink(words);
      const session = await sessionOver(link, host);
      const performed = session.perform(
        step(path, { ...operation, path }, [{ kind: 'restore', path }]),
        [],
        never,
      );
      expect(await performed.then(({ done }) => shown(done).exitCode, lostAs)).not.toBe(0);
      expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.rulerun-r-0001-do-1$/)]);
      expect(await session.undo('r', [1], never)).toMatchObject([{ outcome: 'undone' }]);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

test('a step without an undo that was killed leaves nothing when the run ends, however it ends', async () => {
  await using host = localHost();
  const folder = join(host.folder, 'folder');
  mkdirSync(folder);
  const path = join(folder, 'a');
  await using link = deadlyLink(['/bin/sh']);
  const session = await sessionOver(link, host);
  await session.perform(step(path, { kind: 'write', path, contentBase64 }, undefined), [], never);
  expect(readdirSync(folder)).toHaveLength(1);
  await session.finish('r', 'left', never);
  expect(readdirSync(folder)).toEqual([]);
});

test('hosts that share a folder leave what the same step of another one has begun there alone', async () => {
  await using web1 = localHost();
  await using web2 = localHost();
  const folder = join(web1.folder, 'shared');
  mkdirSync(folder);
  const path = join(folder, 'a');
  const writing = step(path, { kind: 'write', path, contentBase64 }, [{ kind: 'restore', path }]);
  await using link1 = deadlyLink(['/bin/sh']);
  await using link2 = deadlyLink(['/bin/sh']);
  const first = await sessionOver(link1, web1, 'web1');
  const second = await sessionOver(link2, web2, '/odd name');
  await first.perform(writing, [], never).catch(lostAs);
  await second.perform(writing, [], never).catch(lostAs);
  const [odd] = readdirSync(folder).filter((name) => !name.includes('web1'));
  expect(readdirSync(folder)).toEqual([odd, '.rulerun-r-web1-0001-do-1'].toSorted());
  expect(odd).toMatch(/^\.rulerun-r-[0-9a-f]{16}-0001-do-1$/);
  expect(await first.undo('r', [1], never)).toMatchObject([{ outcome: 'undone' }]);
  expect(readdirSync(folder)).toEqual([odd]);
  expect(await second.undo('r', [1], never)).toMatchObject([{ outcome: 'undone' }]);
  expect(readdirSync(folder)).toEqual([]);
});

test('an undo that was killed leaves nothing when the run ends', async () => {
  await using host = localHost();
  const folder = join(host.folder, 'folder');
  mkdirSync(folder);
  const path = join(folder, 'a');
  writeFileSync(path, 'before');
  await using link = deadlyLink(['/bin/sh'], renameOfFile);
  const session = await sessionOver(link, host);
  // Only the undo renames.
  await session.perform(
    step(path, { kind: 'shell', script: `rm ${path}; echo after >${path}` }, [{ kind: 'restore', path }]),
    [],
    never,
  );
  expect(await session.undo('r', [1], never)).toMatchObject([{ outcome: 'failed' }]);
  expect(readdirSync(folder)).toEqual(['.rulerun-r-0001-undo-1', 'a']);
  await session.finish('r', 'rollback-failed', never);
  expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['a'], 'after\n']);
});
