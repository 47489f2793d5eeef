import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { demo } from '../../src/cli/commands/demo.ts';
import { main } from '../../src/cli/main.ts';
import { type CommandOptions, type Finished, rulerun, silentTerminal, test } from './command.ts';
import { sandboxReason } from './sandbox.ts';

const commands = [
  '$ rulerun plan disable-iptables-service.yml -i inventory',
  '$ rulerun apply disable-iptables-service.yml -i inventory --yes',
  '$ rulerun apply disable-iptables-service.yml -i inventory --yes',
  '$ cat made-to-fail.yml',
  '$ rulerun apply made-to-fail.yml -i inventory --yes',
  '$ cat as-before.yml',
  '$ rulerun plan as-before.yml -i inventory -v',
  '$ rulerun report last --html report.html',
];

/** The demo in a folder for temporary files of its own, so that what is left is seen. */
function show(folder: string, argv: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  // A state folder of the person's, which it must not touch.
  const environment = { TMPDIR: folder, RULERUN_STATE_DIR: join(folder, 'state') };
  return rulerun(['demo', ...argv], { ...options, environment });
}

describe.skipIf(sandboxReason !== undefined)('the demo, on sandbox nodes', () => {
  test('every command is shown and comes out as it must; the report alone is left', async ({ folder }) => {
    const former = process.cwd();
    // On a terminal it would wait; with --no-wait it does not.
    const told = await show(folder, ['--no-wait'], { answers: [] });
    expect(told.exitCode, told.all).toBe(0);
    expect(told.err).not.toContain('Enter runs it');
    expect(told.err.match(/^\$ (?:rulerun|cat) .*/gm)).toEqual(commands);
    expect(told.err.match(/^Exit code \d+/gm)).toEqual(
      [10, 0, 0, 5, 0, 0].map((code) => `Exit code ${code}`),
    );
    expect(told.out).toContain('3 hosts: 3 changed');
    expect(told.out).toContain('3 hosts: 3 unchanged');
    expect(told.out).toContain('3 hosts: 2 rolled-back, 1 not-started');
    const path = /^ {2}(\/.*report\.html)$/m.exec(told.err)?.[1] ?? '';
    expect(await readFile(path, 'utf8')).toContain('made-to-fail.yml');
    expect(await readdir(folder, { recursive: true })).toEqual([
      expect.stringMatching(/^rulerun-demo-\w+$/),
      expect.stringMatching(/\/report\.html$/),
    ]);
    expect(process.cwd()).toBe(former);
  });

  test('on a terminal it waits before each command, and --keep leaves everything', async ({ folder }) => {
    const told = await show(folder, ['--keep'], { answers: ['', '', '', '', '', ''] });
    expect(told.exitCode, told.all).toBe(0);
    expect(told.err.match(/Enter runs it/g)).toHaveLength(6);
    const [name = ''] = await readdir(folder);
    expect(told.err).toContain(`Everything else is left in ${join(folder, name)}.`);
    expect((await readdir(join(folder, name))).toSorted()).toEqual([
      'as-before.yml',
      'disable-iptables-service.yml',
      'inventory',
      'made-to-fail.yml',
      'report.html',
      'state',
    ]);
    expect(await readdir(join(folder, name, 'state', 'runs'))).toHaveLength(3);
  });

  test('the end of input ends it', async ({ folder }) => {
    const ended = await show(folder, [], { answers: [''] });
    expect(ended.exitCode, ended.all).toBe(130);
    expect(ended.err).toContain('The demo has ended early; nothing of it is left.');
    expect(await readdir(folder)).toEqual([]);
  });

  test.for([
    ['before the first command', 'Enter runs it'],
    ['while the nodes are looked at', '$ rulerun plan'],
    ['while a node is changed', 'Batch 2 of 3'],
    ['while a failure is rolled back', 'FAILED'],
    ['while the report is written', '$ rulerun report'],
  ] as const)('Ctrl-C %s leaves nothing behind', async ([, moment], { folder }) => {
    const listeners = process.listenerCount('SIGINT');
    const former = process.cwd();
    let said = '';
    const see = (text: string): void => {
      const seen = said.includes(moment);
      said += text;
      // What a terminal does: Node calls the listeners that there are.
      if (!seen && said.includes(moment)) setTimeout(() => process.emit('SIGINT'));
    };
    const exitCode = await demo(
      main,
      { wait: true },
      {
        terminal: {
          ...silentTerminal(),
          environment: { TMPDIR: folder },
          // Where nobody types, it waits for nobody.
          isInteractive: moment === 'Enter runs it',
          out: see,
          err: see,
          ask: (question, { signal }) =>
            new Promise((resolve) => {
              signal?.addEventListener('abort', () => resolve(undefined));
              see(question);
            }),
        },
      },
    );
    expect(exitCode, said).toBe(130);
    expect(said).toContain('The demo has ended early; nothing of it is left.');
    expect(await readdir(folder)).toEqual([]);
    expect(process.cwd()).toBe(former);
    expect(process.listenerCount('SIGINT')).toBe(listeners);
  });
});
