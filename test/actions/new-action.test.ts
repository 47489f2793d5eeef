import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'rulerun-new-action-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** All that somebody writes who adds an action with a question that no other asks: files in one folder. */
const FOLDER: Readonly<Record<string, string>> = {
  'rr_load_average.sh': `# shellcheck shell=sh

# rr_load_average: how many processes have wanted to run during the last minute, as \`/proc/loadavg\` has it.
rr_load_average() {
  cat /proc/loadavg
}
`,
  'action.ts': `import type { Action } from '../../../model/action.ts';
import { outputOf, troubleIn } from '../../../probes/answer.ts';
import type { Probe } from '../../../probes/probe.ts';
import { refused, satisfied } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';

const loadOfHost: Probe<number> = {
  argv: ['rr_load_average'],
  read: (answer) => troubleIn(answer) ?? Number.parseFloat(outputOf(answer)),
  hint: 'see \`uptime\` on the host',
};

export const loadAverage: Action = defineAction({
  name: 'load_average',
  collections: [],
  summary: 'Check that a host is not too busy',
  params: { at_most: { type: 'number', required: true, description: 'Processes that want to run' } },
  readOnly: true,
  example: '- name: The host has time\\n  load_average: {at_most: 4}\\n',
  observe: () => ({ load: loadOfHost }),
  plan: ({ at_most: most }, { load }) =>
    load > most ? refused(\`the load is \${load}\`, 'wait until it has less to do') : satisfied({ load }),
});
`,
};

/** The line that the list of actions gets. */
const LINE = `export { loadAverage } from './checks/load_average/action.ts';\n`;

/** Asks this machine what the action of the registry asks, over a session as with any host, and decides. */
const PROGRAM = `import { actions } from './src/actions/registry.ts';
import { localHost } from './src/host/local-host.test-kit.ts';

await using host = localHost();
await using session = await host.open();
const action = actions.get('load_average');
const context = { baseline: undefined, files: new Map(), undo: undefined, irreversible: false };
const decided = [];
for (const at_most of [1e9, -1]) {
  const answers = await session.observe(action.observe({ at_most }), AbortSignal.timeout(60_000));
  decided.push(action.plan({ at_most }, answers, context));
}
console.log(JSON.stringify(decided));
process.exit(0);
`;

test('an action with a question of its own is one folder and one line of the list', async () => {
  cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true });
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(root, name), join(copy, name));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const folder = join(copy, 'src/actions/checks/load_average');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(FOLDER)) writeFileSync(join(folder, name), text);
  writeFileSync(join(copy, 'src/actions/list.ts'), LINE, { flag: 'a' });

  // One mistake, to see that the compiler looks.
  writeFileSync(join(copy, 'wrong.ts'), `export const wrong: number = 'no number';\n`);
  expect(complaints([join(folder, 'action.ts'), 'wrong.ts'])).toEqual([
    expect.stringContaining('wrong.ts(1,'),
  ]);
  const [idle, busy] = JSON.parse(await run());
  expect(idle).toEqual({ kind: 'satisfied', result: { load: expect.any(Number) }, messages: [] });
  expect(busy).toMatchObject({ kind: 'refused', why: `the load is ${idle.result.load}` });
});

/** What the compiler says of files and all that they import, as strict as the whole is. */
function complaints(files: readonly string[]): readonly string[] {
  const compilerOptions = { noEmit: true, rootDir: '.', skipLibCheck: true };
  writeFileSync(
    join(copy, 'some.json'),
    JSON.stringify({ extends: './tsconfig.json', compilerOptions, include: [], files }),
  );
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', 'some.json'], {
    cwd: copy,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((line) => line.includes('error'));
}

/** What the program prints. Each module finds what lies beside it where it was before they became one file. */
async function run(): Promise<string> {
  writeFileSync(join(copy, 'program.ts'), PROGRAM);
  const outfile = join(copy, 'program.mjs');
  await build({
    entryPoints: [join(copy, 'program.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [
      {
        name: 'own places',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(path).href),
            ),
            loader: 'ts',
          })),
      },
    ],
  });
  return execFileSync(process.execPath, [outfile], { cwd: copy, encoding: 'utf8' });
}
