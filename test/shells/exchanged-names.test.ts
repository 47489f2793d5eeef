import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isHere, localHost } from '../../src/host/local-host.test-kit.ts';
import { base64 } from '../../src/host/operations/operation-cases.test-kit.ts';
import { treeSnapshot } from '../../src/host/operations/tree-snapshot.test-kit.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { RunEnd, Session } from '../../src/model/ports.ts';
import { rounds } from '../rounds.ts';
import { can, isRoot, userlands } from './userlands.ts';

const never = new AbortController().signal;
const uid = 7003;
/** Of each attack on each host, each with another step. More of them by hand: `RULERUN_ROUNDS=200`. */
const times = rounds(1);
const possible = can(
  'a user who exchanges names under the hands of root: that takes root and setpriv',
  isRoot && isHere('setpriv', 'another user'),
);

/** What the user does to get a file of root's: in his own folder, where he may, as fast as he can. */
interface Attack {
  readonly name: string;
  /** Shell text of the loop's body; `$ROOTS` holds what he is after, and his folder is the working directory. */
  readonly body: string;
}

const attacks: readonly Attack[] = [
  {
    name: 'the temporary name becomes a link to a file of root’s',
    body: 'for n in .rulerun-*; do mv -f "$n" gone && ln -s "$ROOTS/file" "$n"; done; rm -rf gone',
  },
  {
    name: 'the temporary name becomes a link to a folder of root’s',
    body: 'for n in .rulerun-*; do mv -f "$n" gone && ln -s "$ROOTS" "$n"; done; rm -rf gone',
  },
  {
    name: 'the name becomes a link and a file again',
    body: 'ln -s "$ROOTS/secret" l && mv -f l file; echo mine >f && mv -f f file',
  },
  {
    name: 'the folder becomes a link and a folder again',
    body: 'mv sub away && ln -s "$ROOTS" sub; rm -f sub; mv away sub',
  },
  {
    name: 'what is in the tree becomes a link and itself again',
    body: 'mv sub/in away && ln -s "$ROOTS" sub/in; rm -f sub/in; mv away sub/in; ln -s "$ROOTS/file" l && mv -f l sub/file; echo mine >f && mv -f f sub/file',
  },
];

const given = { owner: String(uid), mode: '0666' } as const;

/** Every operation that goes by a name, in a folder of the user’s. */
const steps: readonly ((folder: string) => readonly Operation[])[] = [
  (f) => [{ kind: 'write', path: `${f}/file`, contentBase64: base64('new'), ...given }],
  (f) => [{ kind: 'write', path: `${f}/sub/file`, contentBase64: base64('new'), ...given }],
  (f) => [{ kind: 'attributes', path: `${f}/file`, ...given }],
  (f) => [{ kind: 'attributes', path: `${f}/sub/file`, ...given }],
  (f) => [{ kind: 'attributes', path: `${f}/sub`, ...given, recurse: true }],
  (f) => [{ kind: 'touch', path: `${f}/new`, ...given }],
  (f) => [{ kind: 'directory', path: `${f}/sub/a/b`, owner: String(uid), mode: '0777' }],
  (f) => [{ kind: 'link', path: `${f}/file`, to: 'elsewhere', force: true }],
  (f) => [{ kind: 'remove', path: `${f}/sub/file` }],
  (f) => [{ kind: 'remove', path: `${f}/sub` }],
];

const { all, remove } = userlands();
afterAll(remove);

const hosts = all.map((userland, turn) => ({ ...userland, turn }));

describe.runIf(possible).each(hosts)('$name', ({ options, turn }) => {
  const rows = attacks.map((attack, index) => ({ ...attack, first: turn * attacks.length + index }));
  const timeout = 60_000 + times * 30_000;

  test.for(rows)(
    '$name: nothing of root’s is changed or given away',
    { timeout },
    async ({ body, first }) => {
      await using host = localHost(options);
      chmodSync(host.folder, 0o755);
      const roots = join(host.folder, 'roots');
      const secrets = join(roots, 'in');
      mkdirSync(secrets, { recursive: true });
      writeFileSync(join(roots, 'file'), 'of root');
      writeFileSync(join(roots, 'secret'), 'CANARY', { mode: 0o600 });
      writeFileSync(join(secrets, 'file'), 'CANARY', { mode: 0o644 });
      chmodSync(secrets, 0o700);
      const mine = join(host.folder, 'mine');
      mkdirSync(mine);
      chownSync(mine, uid, uid);
      const before = treeSnapshot(roots);
      const session = await host.open();
      for (let round = first; round < first + times; round += 1) {
        const operations = (steps[round % steps.length] ?? (() => []))(mine);
        as(
          'rm -rf file sub new gone away l f; mkdir -p sub/in; echo x >file; echo y >sub/file; echo z >sub/in/file',
          mine,
        );
        await using _ = exchanging(body, mine, roots);
        const run = `r-${round}`;
        await performOrRefuse(session, run, operations);
        expect({ round, tree: treeSnapshot(roots) }).toEqual({ round, tree: before });
        const end = await goBackOrSayWhy(session, run);
        const record = join(host.stateRoot, 'runs', run);
        expect(!existsSync(record) || existsSync(join(record, end))).toBe(true);
        expect({ round, tree: treeSnapshot(roots) }).toEqual({ round, tree: before });
        expect(as('find . -type f -exec cat {} + 2>/dev/null | grep -c CANARY', mine)).toBe('0\n');
      }
    },
  );
});

/** Under such an attack a step may fail, or be refused before it is begun; nothing else that is thrown is right. */
async function performOrRefuse(
  session: Session,
  run: string,
  operations: readonly Operation[],
): Promise<void> {
  const preserve = operations.flatMap((operation) => ('path' in operation ? [operation.path] : []));
  const undo = preserve.map((path): Operation => ({ kind: 'restore', path }));
  const step = { run, number: 1, title: 't', operations, preserve, undo, timeoutMs: 20_000 };
  await session.perform(step, [], never).catch((cause: unknown) => {
    expect(cause).toMatchObject({ failure: { kind: 'refused', why: expect.stringContaining('not begun') } });
  });
}

/** Its undo may fail too: then the host gives a reason, and keeps in its record that it did. */
async function goBackOrSayWhy(session: Session, run: string): Promise<RunEnd> {
  const [result] = await session.undo(run, [1], never);
  expect(result?.why).not.toBe('the host gave no reason');
  const end = result?.outcome === 'failed' ? 'rollback-failed' : 'rolledback';
  await session.finish(run, end, never);
  return end;
}

const asUser = [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];

/** The loop, as the user; it ends with the test, or when what he is after is gone. */
function exchanging(body: string, cwd: string, roots: string): AsyncDisposable {
  const loop = `while [ -e "$ROOTS" ]; do ${body}; done 2>/dev/null`;
  const attacker = spawn('setpriv', [...asUser, 'sh', '-c', loop], {
    cwd,
    env: { ...process.env, ROOTS: roots },
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise((resolve) => attacker.once('close', resolve));
  return {
    async [Symbol.asyncDispose]() {
      process.kill(-(attacker.pid ?? 0), 'SIGKILL');
      await ended;
    },
  };
}

function as(script: string, folder: string): string {
  return spawnSync('setpriv', [...asUser, 'sh', '-c', script], { cwd: folder, encoding: 'utf8' }).stdout;
}
