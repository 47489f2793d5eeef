import { describe, expect, test } from 'vitest';
import { failureOf, isHere, localHost, scriptStep, shown } from '../../src/host/local-host.test-kit.ts';
import type { Session, Step } from '../../src/model/ports.ts';
import { can, isRoot } from './userlands.ts';

const never = new AbortController().signal;
const possible = can('a full disk: that takes root', isRoot && isHere('unshare', 'namespaces'));
const disk = '/mnt/rulerun-small-disk';

/** A host whose records and files lie on a disk of 2 MiB, in a mount namespace of its own. */
function smallHost(): ReturnType<typeof localHost> {
  const script = `mkdir -p ${disk} && mount -t tmpfs -o size=2m none ${disk} && exec sh -c "$1"`;
  return localHost({ shell: ['/bin/sh'], login: ['unshare', '-m', 'sh', '-c', script, 'sh'] });
}

const fill = 'cat /dev/zero >fill 2>/dev/null; [ $(df --output=avail . | tail -n 1) = 0 ]';

async function say(session: Session, script: string): Promise<string> {
  const [answer] = await session.observe([{ argv: ['sh', '-c', `cd ${disk}; ${script}`] }], never);
  return answer === undefined ? '' : shown(answer).out;
}

function writeStep(number: number, text: string): Step {
  const path = `${disk}/file`;
  const contentBase64 = Buffer.from(text).toString('base64');
  return scriptStep(number, '', {
    operations: [{ kind: 'write', path, contentBase64 }],
    preserve: [path],
    undo: [{ kind: 'restore', path }],
  });
}

describe.runIf(possible)('a disk that runs full', () => {
  test('before the first step: nothing is done', async () => {
    await using host = smallHost();
    const session = await host.open({ stateRoot: `${disk}/state` });
    await say(session, `echo before >file; ${fill}`);
    expect(await failureOf(session.perform(writeStep(1, 'after'), [], never))).toMatchObject({
      kind: 'refused',
    });
    expect(await say(session, 'cat file')).toBe('before\n');
  });

  test('between two steps: the second is not begun, the first goes back', async () => {
    await using host = smallHost();
    const session = await host.open({ stateRoot: `${disk}/state` });
    await say(session, 'echo before >file');
    await session.perform(writeStep(1, 'first'), [], never);
    await say(session, fill);
    expect(await failureOf(session.perform(writeStep(2, 'x'.repeat(100_000)), [], never))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('no space is left on the disk of'),
    });
    await session.finish('r', 'rollback-failed', never);
    expect(await say(session, 'cat file')).toBe('first');
    await say(session, 'rm fill');
    expect(await session.undo('r', [1], never)).toEqual([{ number: 1, outcome: 'undone', why: '' }]);
    expect(await say(session, 'cat file')).toBe('before\n');
  });

  test('in the middle of a step: its result is recorded all the same, and it goes back', async () => {
    await using host = smallHost();
    const session = await host.open({ stateRoot: `${disk}/state` });
    await say(session, 'echo before >file');
    const step = scriptStep(1, `cd ${disk}; echo said; echo after >file; ${fill}; exit 3`, {
      preserve: [`${disk}/file`, `${disk}/fill`],
      undo: [
        { kind: 'restore', path: `${disk}/fill` },
        { kind: 'restore', path: `${disk}/file` },
      ],
    });
    const { done } = await session.perform(step, [], never);
    expect(shown(done)).toMatchObject({ exitCode: 3 });
    expect(await session.undo('r', [1], never)).toEqual([{ number: 1, outcome: 'undone', why: '' }]);
    expect(await say(session, 'cat file; ls')).toBe('before\nfile\nstate\n');
  });

  test('a step that talks more than there is room for is not disturbed', async () => {
    await using host = smallHost();
    const session = await host.open({ stateRoot: `${disk}/state` });
    const { done } = await session.perform(
      scriptStep(1, 'head -c 20000000 /dev/zero; echo end; exit 3'),
      [],
      never,
    );
    expect(done.exitCode).toBe(3);
    expect(done.droppedBytes).toBeGreaterThan(0);
  });
});
