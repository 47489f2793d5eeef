import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxInventory, sandboxReason } from '../cli/sandbox.ts';
import { compile, install, type Packed, pack } from './packed.ts';

const folder = mkdtempSync(join(tmpdir(), 'rulerun-packed-'));
let packed: Packed;

beforeAll(async () => {
  packed = pack(folder);
  await install(packed.path, folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every kind of file that the tarball may hold. */
const KINDS: readonly RegExp[] = [
  /^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  /^dist\/(?:bin|index|part-[\w-]+)\.js$/,
  /^dist\/(?!.*fixtures).*\.sh$/,
  /^dist\/.*\.d\.ts$/,
  /^schemas\/\w+\.schema\.json$/,
  /^(?:playbooks|inventory)\/.*\.yml$/,
];

test('the tarball holds the program, its shell, its schemas and playbooks, and nothing else', () => {
  const others = packed.files.filter(({ path }) => !KINDS.some((kind) => kind.test(path)));
  expect(others.map(({ path }) => path)).toEqual([]);
  expect(packed.size).toBeLessThan(700_000);
});

test('of its shell it holds what hosts are sent, and what a function needs', async () => {
  const scripts = packed.files.filter(({ path }) => path.endsWith('.sh'));
  expect(scripts.length).toBeGreaterThan(100);
  for (const { path } of scripts) {
    const text = readFileSync(join(folder, 'node_modules/rulerun', path), 'utf8');
    expect(text.match(/^\s*#(?! needs: ).*$/gm), path).toBe(null);
  }
});

test('of the declarations it holds those alone that the package is imported by', () => {
  const declarations = packed.files.filter(({ path }) => path.endsWith('.d.ts'));
  expect(declarations.map(({ path }) => path)).toContain('dist/index.d.ts');
  expect(declarations.length).toBeLessThan(60);
});

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const shown = /```ts\n([\s\S]*?)```/.exec(readme.slice(readme.indexOf('## From a program')))?.[1] ?? '';

/** A program with an action and a way to hosts of its own. */
const OWN = `import { apply, defineAction, loadInventory, loadPlaybooks, openTransports, type Probe, type Transport } from 'rulerun';

const saidOnHost: Probe<{ readonly text: string }> = {
  argv: ['cat', '/etc/motd'],
  read: (answer) => ({ text: Buffer.from(answer.stdout).toString() }),
};

const motd = defineAction({
  name: 'motd',
  collections: [],
  summary: 'Look at the message of the day',
  readOnly: true,
  example: '- motd: {says: hello}\\n',
  params: { says: { type: 'string', required: true, description: 'What it must be' } },
  observe: () => ({ said: saidOnHost }),
  plan({ says }, { said }) {
    const is = said.text;
    if (is === says) return { kind: 'satisfied', result: {}, messages: [] };
    return { kind: 'refused', why: \`it is "\${is}", not "\${says}"\`, hint: undefined };
  },
});

let connections = 0;
await using usual = openTransports('state');
const counting: Transport = {
  connect(address, signal) {
    connections += 1;
    return usual.connect(address, signal);
  },
};
const playbooks = await loadPlaybooks(['own.yml'], { actions: [motd] });
const inventory = await loadInventory(['inventory'], playbooks);
const { exitCode, summary } = await apply(playbooks, inventory, { transport: counting, stateDir: 'state' });
console.log(JSON.stringify({ exitCode, connections, why: summary?.hosts[0]?.why }));
`;

function run(program: string): string {
  const env = { ...process.env, RULERUN_STATE_DIR: join(folder, 'state') };
  return execFileSync(process.execPath, [program], { cwd: folder, env, encoding: 'utf8' });
}

test('the program of the README has twenty lines and some, and every function of the library', () => {
  expect(shown.split('\n').filter((line) => line !== '').length).toBeLessThan(25);
  for (const name of ['loadPlaybooks', 'loadInventory', 'plan', 'apply', 'events', 'rollback'])
    expect(shown).toContain(`${name}(`);
});

test('programs outside compile against the package under strict', async () => {
  await writeFile(join(folder, 'package.json'), '{"type": "module"}\n');
  await writeFile(join(folder, 'shown.ts'), shown);
  await writeFile(join(folder, 'own.ts'), OWN);
  await writeFile(join(folder, 'wrong.ts'), `import { plan } from 'rulerun';\nawait plan(1);\n`);
  // One mistake, to see that the compiler looks.
  const told = compile(folder, ['shown.ts', 'own.ts', 'wrong.ts']).split('\n');
  expect(told.filter((line) => line.includes('error'))).toEqual([expect.stringContaining('wrong.ts(2,')]);
});

test.skipIf(sandboxReason !== undefined)(
  'the program of the README plans, applies, hears of every host and rolls back',
  async () => {
    await sandboxInventory(folder);
    await writeFile(
      join(folder, 'site.yml'),
      `- hosts: nodes\n  become: true\n  tasks:\n    - copy: {content: "hello\\n", dest: /etc/motd}\n`,
    );
    const said = run('shown.js').trim().split('\n');
    const nodes = ['node1', 'node2', 'node3'];
    expect(said.slice(0, 3).sort()).toEqual(nodes.map((node) => `${node}: changed`));
    expect(said[3]).toBe('applied: exit code 0');
    expect(said.slice(4, 7).sort()).toEqual(nodes.map((node) => `${node}: rolled-back`));
    expect(said[7]).toBe('rolled back: exit code 0');
  },
);

test.skipIf(sandboxReason !== undefined)(
  'a program brings its own action and its own way to hosts',
  async () => {
    await writeFile(
      join(folder, 'own.yml'),
      `- hosts: node1\n  become: true\n  preflight:\n    - motd: {says: hello}\n  tasks:\n    - debug: {msg: not reached}\n`,
    );
    const said = JSON.parse(run('own.js')) as { readonly why: string };
    expect(said).toMatchObject({ exitCode: 4, connections: 1 });
    expect(said.why).toContain('not "hello"');
  },
);
