import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { ExitCode } from '../../src/model/run/exit-code.ts';
import { test as base, type Finished, rulerun } from './command.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

interface Site {
  /** Runs a command in the state folder of the test. */
  readonly run: (...argv: readonly string[]) => Promise<Finished>;
  /** Applies a play that writes this file on the hosts; returns the name of the run. */
  readonly apply: (file: string, ...more: readonly string[]) => Promise<string>;
  readonly inventory: string;
}

const test = base.extend<{ site: Site }>({
  site: async ({ folder, stateDir }, use) => {
    const inventory = await sandboxInventory(folder);
    const run: Site['run'] = (...argv) => rulerun([...argv, '--state-dir', stateDir]);
    await use({
      run,
      inventory,
      apply: async (file, ...more) => {
        const path = join(folder, `${file}.yml`);
        const task = `{name: Write ${file}, copy: {content: "x\\n", dest: /etc/${file}}}`;
        await writeFile(path, `- hosts: nodes\n  tasks:\n    - ${task}\n`);
        const applied = await run('apply', path, '-i', inventory, '--yes', ...more);
        expect(applied.exitCode, applied.all).toBe(0);
        return /Recap of run (\S+)/.exec(applied.all)?.[1] ?? '';
      },
    });
  },
});

function runIn({ all }: Finished): string {
  return /Recap of run (\S+)/.exec(all)?.[1] ?? '';
}

describe.runIf(sandboxReason === undefined)('what became of a run', () => {
  test('is told by status, history and report, and a second rollback of it does nothing', async ({
    site,
  }) => {
    const first = await site.apply('one');
    expect((await site.run('status', first)).out).toContain(`rulerun rollback ${first}`);
    const part = await site.run('rollback', first, '--yes', '-l', 'node1');
    expect(part.exitCode, part.all).toBe(0);

    const partly = (await site.run('status', first)).out;
    expect(partly).toContain(`Rolled back by run ${runIn(part)} (node1)`);
    expect(partly).toContain(`Not yet on node2, node3: rulerun rollback ${first}`);
    expect((await site.run('history')).out).toContain(`partly rolled back by ${runIn(part)}`);

    const rest = await site.run('rollback', 'last', '--yes');
    expect(rest.exitCode, rest.all).toBe(0);
    for (const told of [await site.run('status', first), await site.run('report', first)])
      expect(told.out).toContain(`${runIn(part)} (node1), ${runIn(rest)} (node2, node3)`);
    expect(JSON.parse((await site.run('status', first, '--json')).out)).toMatchObject({
      fate: { left: [], backBy: [{ hosts: ['node1'] }, { hosts: ['node2', 'node3'] }] },
    });

    const again = await site.run('rollback', first, '--yes');
    expect(again).toMatchObject({ exitCode: 0, out: '' });
    expect(again.err).toContain(`Run ${first} was rolled back by run ${runIn(part)}, ${runIn(rest)}`);
    const none = await site.run('rollback', 'last', '--yes');
    expect(none).toMatchObject({ exitCode: 0, out: '' });
    expect(none.err).toContain(`Run ${first} was rolled back by run ${runIn(part)}, ${runIn(rest)}`);
    expect(none.err).not.toContain('still stands');
  });

  test('`last` said again leaves the run before it alone, and names it', async ({ site, folder }) => {
    expect((await site.run('rollback', 'last', '--yes')).exitCode).toBe(ExitCode.usage);
    const older = await site.apply('one', '-l', 'node1');
    const newer = await site.apply('two', '-l', 'node1');
    expect((await site.run('rollback', 'last', '--yes')).err).toContain(`Run ${newer} can be undone`);
    for (const _ of [1, 2]) {
      const again = await site.run('rollback', 'last', '--yes');
      expect(again).toMatchObject({ exitCode: ExitCode.ok, out: '' });
      expect(again.err).toContain(`Run ${newer} was rolled back by run `);
      expect(again.err).toContain(`still stands. To roll that back too: rulerun rollback ${older}\n`);
    }
    // Neither what changed nothing nor what went back by itself is taken for the one before it.
    await site.apply('one', '-l', 'node1');
    const path = join(folder, 'breaks.yml');
    await writeFile(
      path,
      '- hosts: node1\n  tasks:\n    - {copy: {content: x, dest: /etc/three}}\n    - command: /bin/false\n',
    );
    const broken = runIn(await site.run('apply', path, '-i', site.inventory, '--yes'));
    const last = await site.run('rollback', 'last', '--yes');
    expect(last.err).toContain(`Run ${broken} went back by itself: nothing is left to undo.\n`);
    expect(last.err).toContain(`rulerun rollback ${older}\n`);
    expect((await site.run('rollback', older, '--yes')).err).toContain(`Run ${older} can be undone`);
  });

  test('refuses to go back under a newer run on the same hosts, and names the order', async ({ site }) => {
    const older = await site.apply('one');
    const newer = await site.apply('two', '-l', 'node1');
    const refused = await site.run('rollback', older, '--yes');
    expect(refused.exitCode).toBe(ExitCode.blocked);
    expect(refused.err).toContain(`run ${older} lies under newer ones on node1: ${newer}`);
    expect(refused.err).toContain(`rulerun rollback ${newer}, then rulerun rollback ${older}`);

    const others = await site.run('rollback', older, '--yes', '-l', 'nodes:!node1');
    expect(others.exitCode, others.all).toBe(0);
    expect((await site.run('rollback', 'last', '--yes')).err).toContain(`Run ${newer} can be undone`);
    const rest = await site.run('rollback', older, '--yes');
    expect(rest.err).toContain(`Run ${older} can be undone`);
    expect(rest.exitCode, rest.all).toBe(0);
  });

  test.for([
    { limit: 'node9', says: 'no host or group matches `node9`' },
    { limit: 'nodez', says: 'did you mean' },
    { limit: 'node1:&node2', says: 'leaves no host' },
  ])('--limit $limit is a mistake, not a host with nothing to undo', async ({ limit, says }, { site }) => {
    const run = await site.apply('one');
    const { exitCode, err } = await site.run('rollback', run, '--yes', '-l', limit);
    expect(exitCode).toBe(ExitCode.invalid);
    expect(err).toContain(says);
    expect(err).toContain('no host was contacted');
  });

  test('runs no undo of a command that never began', async ({ site, folder }) => {
    const path = join(folder, 'none.yml');
    const command = (words: string, more = ''): string =>
      `    - {command: ${words}, undo: touch /etc/undone-${words}${more}}\n`;
    await writeFile(
      path,
      `- hosts: node1\n  on_failure: stop\n  tasks:\n${command('none', ', failed_when: false')}${command('nothing')}`,
    );
    const failed = await site.run('apply', path, '-i', site.inventory, '--yes');
    expect(failed.exitCode, failed.all).toBe(ExitCode.failed);
    const back = await site.run('rollback', runIn(failed), '--yes');
    expect(back.err).toContain('names nothing to undo');
    expect(back.exitCode, back.all).toBe(ExitCode.ok);
    expect(back.all).toContain('there was nothing to undo');
    const look =
      '- hosts: node1\n  tasks:\n    - {command: ls -d /etc/undone-*, register: it, failed_when: it.rc == 0}\n';
    await writeFile(path, look);
    const seen = await site.run('apply', path, '-i', site.inventory, '--yes');
    expect(seen.exitCode, seen.all).toBe(ExitCode.ok);
  });

  test('goes back where the inventory of now finds the hosts', async ({ site, folder }) => {
    const run = await site.apply('one', '-l', 'node1');
    // The machine has moved: `node1` is another one now, which holds nothing of the run.
    const moved = join(folder, 'moved.yml');
    await writeFile(
      moved,
      'nodes:\n  hosts:\n    node1: {ansible_connection: sandbox, ansible_host: node2}\n',
    );
    expect((await site.run('rollback', run, '--yes', '-e', 'a=b')).exitCode).toBe(ExitCode.usage);
    await site.run('rollback', run, '--yes', '-i', moved);
    const still = await site.run('plan', join(folder, 'one.yml'), '-i', site.inventory, '-l', 'node1');
    expect(still.exitCode, still.all).toBe(ExitCode.ok);
  });
});
