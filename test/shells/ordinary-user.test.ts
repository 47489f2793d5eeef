import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { failureOf, isHere, localHost, scriptStep, shown } from '../../src/host/local-host.test-kit.ts';
import { can, isRoot } from './userlands.ts';

const never = new AbortController().signal;
const uid = 7003;
const possible = can(
  'an ordinary user: the tests run as one already',
  isRoot && isHere('setpriv', 'another user'),
);
const login = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', 'sh', '-c'] as const;

describe.runIf(possible)('an ordinary user', () => {
  test('keeps the records in his home, and nobody else can read them', async () => {
    await using host = localHost();
    chmodSync(host.folder, 0o755);
    const home = join(host.folder, 'home');
    mkdirSync(home);
    chownSync(home, uid, uid);
    await using again = localHost({
      recordsAtDefault: true,
      shell: ['/bin/sh'],
      login: [
        'setpriv',
        `--reuid=${uid}`,
        `--regid=${uid}`,
        '--clear-groups',
        'env',
        `HOME=${home}`,
        'sh',
        '-c',
      ],
    });
    const session = await again.open();
    const path = join(home, 'file');
    const step = scriptStep(1, `echo made >${path}; id -u`, {
      preserve: [path],
      undo: [{ kind: 'restore', path }],
    });
    expect(shown((await session.perform(step, [], never)).done).out).toBe(`${uid}\n`);
    const root = join(home, '.local/state/rulerun');
    expect([statSync(root).uid, statSync(root).mode & 0o777]).toEqual([uid, 0o700]);
    expect(await session.undo('r', [1], never)).toEqual([{ number: 1, outcome: 'undone', why: '' }]);
    expect(existsSync(path)).toBe(false);
    await session.finish('r', 'rolledback', never);
  });

  describe('without a home', () => {
    const place = `/var/tmp/rulerun-${uid}`;
    const homeless = () =>
      localHost({
        recordsAtDefault: true,
        shell: ['/bin/sh'],
        login: ['env', 'HOME=/nonexistent', ...login],
      });
    afterEach(() => rmSync(place, { recursive: true, force: true }));

    test('keeps the records in /var/tmp, and works and goes back all the same', async () => {
      await using host = homeless();
      const session = await host.open();
      expect(
        (await session.observe([{ argv: ['rr_lock_status'] }], never)).map((one) => shown(one).out),
      ).toEqual([expect.not.stringContaining('wrong')]);
      const path = '/tmp/rulerun-test-homeless';
      const step = scriptStep(1, `echo made >${path}; id -u`, {
        preserve: [path],
        undo: [{ kind: 'restore', path }],
      });
      expect(shown((await session.perform(step, [], never)).done).out).toBe(`${uid}\n`);
      expect([statSync(place).uid, statSync(place).mode & 0o777]).toEqual([uid, 0o700]);
      const again = await host.open();
      expect((await again.recall(step, never)).kind).toBe('done');
      expect(await again.undo('r', [1], never)).toEqual([{ number: 1, outcome: 'undone', why: '' }]);
      expect(existsSync(path)).toBe(false);
      await again.finish('r', 'rolledback', never);
    });

    test.for([
      ['a folder of another', () => mkdirSync(place), 'belongs to somebody else'],
      ['a link, even to a folder of his', (own: string) => symlinkSync(own, place), 'is a link'],
      [
        'a folder that others can write to',
        () => {
          mkdirSync(place);
          chownSync(place, uid, uid);
          chmodSync(place, 0o777);
        },
        'others can write to',
      ],
    ] as const)('trusts nothing that somebody else put there: %s', async ([, put, why]) => {
      await using host = homeless();
      chmodSync(host.folder, 0o755);
      const own = join(host.folder, 'own');
      mkdirSync(own);
      chownSync(own, uid, uid);
      put(own);
      const session = await host.open();
      const [held] = await session.observe([{ argv: ['rr_lock_status'] }], never);
      expect(held && shown(held).out).toContain(why);
      const failure = await failureOf(session.perform(scriptStep(1, 'echo never'), [], never));
      expect(failure).toMatchObject({ kind: 'refused', why: expect.stringContaining(why) });
    });
  });

  test('what he may not change stays as it is, and is said', async () => {
    await using host = localHost({ shell: ['/bin/sh'], login });
    chmodSync(host.folder, 0o755);
    mkdirSync(join(host.folder, 'state'));
    chownSync(join(host.folder, 'state'), uid, uid);
    const path = join(host.folder, 'roots');
    writeFileSync(path, 'before', { mode: 0o644 });
    const step = scriptStep(1, '', {
      operations: [{ kind: 'write', path, contentBase64: 'YQ==' }],
      preserve: [path],
      undo: [{ kind: 'restore', path }],
    });
    const session = await host.open();
    const { done } = await session.perform(step, [], never);
    expect(shown(done)).toMatchObject({ exitCode: 1, err: expect.stringContaining('Permission denied') });
    expect(await session.undo('r', [1], never)).toEqual([{ number: 1, outcome: 'undone', why: '' }]);
    expect(statSync(path).uid).toBe(0);
  });
});
