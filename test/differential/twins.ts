import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Case } from './case.ts';
import { ansibleRecords, rulerunRecords, type Told } from './records.ts';
import { treeOf } from './tree.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const program = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

/** Why nothing can be compared on this machine; undefined: it can. */
export const reason: string | undefined = [
  whyNot('ansible-playbook', ['--version']),
  whyNot('unshare', ['-rm', 'true']),
].find((why) => why !== undefined);

function whyNot(command: string, words: readonly string[]): string | undefined {
  const { error, status, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status === 0) return undefined;
  return `${command} does not run here: ${error?.message ?? stderr.trim()}`;
}

export interface Compared {
  readonly ansible: Told;
  readonly rulerun: Told;
  readonly trees: {
    readonly ansible: ReadonlyMap<string, string>;
    readonly rulerun: ReadonlyMap<string, string>;
  };
}

/** Runs a case by both tools, each in a mount namespace of its own where its folder has the same name. */
export async function runBoth(wanted: Case): Promise<Compared> {
  const folder = mkdtempSync(join(tmpdir(), 'rulerun-twins-'));
  try {
    for (const name of ['host', 'ansible', 'rulerun']) mkdirSync(join(folder, name), { mode: 0o755 });
    spawnSync('chmod', ['755', folder]);
    const [ansible, rulerun] = await Promise.all([byAnsible(folder, wanted), byRulerun(folder, wanted)]);
    const trees = { ansible: treeOf(join(folder, 'ansible')), rulerun: treeOf(join(folder, 'rulerun')) };
    return { ansible, rulerun, trees };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function byAnsible(folder: string, wanted: Case): Promise<Told> {
  const play = playOf(wanted, folder, '');
  const files = written(folder, 'ansible', play, inventoryOf(wanted, 'local'));
  const records = join(folder, 'ansible.records');
  const ran = await inTwin(
    folder,
    'ansible',
    wanted,
    ['ansible-playbook', '-i', files.inventory, files.playbook],
    {
      ANSIBLE_STDOUT_CALLBACK: 'records',
      ANSIBLE_CALLBACK_PLUGINS: join(here, 'callback'),
      ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
      ANSIBLE_PIPELINING: '1',
      ANSIBLE_RETRY_FILES_ENABLED: '0',
      RULERUN_RECORDS: records,
    },
  );
  const text = spawnSync('cat', [records], { encoding: 'utf8' }).stdout;
  return { tasks: ansibleRecords(text), failed: ran.exitCode !== 0, output: ran.output };
}

async function byRulerun(folder: string, wanted: Case): Promise<Told> {
  // Ansible leaves what a failed host has changed, and goes on with the others.
  const play = playOf(wanted, folder, '  on_failure: continue\n');
  const connection = wanted.hosts === 2 ? 'sandbox' : 'local';
  const files = written(folder, 'rulerun', play, inventoryOf(wanted, connection));
  const words = ['apply', files.playbook, '-i', files.inventory, '--yes', '--output', 'jsonl'];
  const argv = [process.execPath, program, ...words, '--state-dir', join(folder, 'state')];
  const ran = await inTwin(folder, 'rulerun', wanted, argv, {});
  return { tasks: rulerunRecords(ran.output), failed: ran.exitCode !== 0, output: ran.output };
}

function playOf({ play = '', tasks, handlers }: Case, folder: string, own: string): string {
  return [
    '- hosts: all\n  gather_facts: false\n',
    `  vars: {here: "${join(folder, 'host')}"}\n${own}`,
    indented(play),
    `  tasks:\n${indented(tasks)}`,
    handlers === undefined ? '' : `  handlers:\n${indented(handlers)}`,
  ].join('');
}

/** A block of YAML with its own indentation, two deep. */
function indented(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => `  ${line.slice(margin)}\n`).join('');
}

function inventoryOf({ hosts = 1 }: Case, connection: string): string {
  const names = ['node1', 'node2'].slice(0, hosts);
  return names.map((name) => `${name} ansible_connection=${connection}\n`).join('');
}

function written(
  folder: string,
  name: string,
  play: string,
  inventory: string,
): { readonly playbook: string; readonly inventory: string } {
  const paths = { playbook: join(folder, `${name}.yml`), inventory: join(folder, `${name}.hosts`) };
  writeFileSync(paths.playbook, play);
  writeFileSync(paths.inventory, inventory);
  return paths;
}

interface Ran {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs words where `host` is the twin's own folder and `/var/lib` an empty one, after the case's preparation. */
function inTwin(
  folder: string,
  twin: string,
  { prepare = '' }: Case,
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  const script = [
    'set -e',
    'mount --bind "$1/$2" "$1/host"',
    'mount -t tmpfs tmpfs /var/lib',
    'umask 022',
    'cd "$1/host"',
    '( eval "$3" )',
    'cd "$4"',
    'shift 4',
    'exec "$@"',
  ].join('\n');
  const words = ['-m', ...(process.getuid?.() === 0 ? [] : ['-r']), 'sh', '-c', script, 'sh'];
  const home = homedir();
  const options = {
    env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', ...environment },
    maxBuffer: 64 * 1024 * 1024,
  };
  return new Promise((resolve) => {
    execFile(
      'unshare',
      [...words, folder, twin, prepare, home, ...argv],
      options,
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 255;
        resolve({ exitCode, output: `${stdout}\n${stderr}` });
      },
    );
  });
}
