import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Case } from './case.ts';
import { type AnsibleTold, type Job, PLACES, type RulerunTold } from './driver/job.ts';
import { filesFor } from './playbook.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Why no case can be run on this machine; undefined: it can. */
export const whyNoTwins: string | undefined = whyNot('unshare', ['-rmu', 'true']);
export const whyNoAnsible: string | undefined = whyNot('ansible-playbook', ['--version']);

export function whyNot(command: string, words: readonly string[]): string | undefined {
  const { error, status, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status === 0) return undefined;
  return `${command} does not run here: ${error?.message ?? stderr.trim()}`;
}

/** The program that works in the namespace of a twin. */
export interface Driver extends Disposable {
  readonly program: string;
}

/** Node 20 reads no TypeScript: the driver is bundled first, and finds the package in `dist`. */
export async function buildDriver(): Promise<Driver> {
  const folder = mkdtempSync(join(tmpdir(), 'rulerun-driver-'));
  const program = join(folder, 'driver.mjs');
  const library = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
  await build({
    entryPoints: [join(here, 'driver/main.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: program,
    plugins: [
      {
        name: 'the package as it is built',
        setup: (bundle) =>
          bundle.onResolve({ filter: /\/src\/index\.ts$/ }, () => ({ path: library, external: true })),
      },
    ],
  });
  return { program, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

export function byAnsible(driver: Driver, wanted: Case): Promise<AnsibleTold> {
  return inTwin(driver, wanted, 'ansible');
}

export function byRulerun(driver: Driver, wanted: Case): Promise<RulerunTold> {
  return inTwin(driver, wanted, 'rulerun');
}

/** Enters the places of a twin, makes what the tasks find, and becomes the driver. */
const TWIN: string = [
  'set -e',
  'mount -t tmpfs -o mode=755 tmpfs /mnt',
  `mkdir ${PLACES.host} ${PLACES.project} ${PLACES.own}`,
  `mount --bind "$1" ${PLACES.project}`,
  'mount -t tmpfs tmpfs /var/lib',
  'umask 022',
  `cd ${PLACES.host}`,
  '( eval "$2" )',
  'cd "$3"',
  'shift 3',
  'exec "$@"',
].join('\n');

/** Runs the driver in a mount namespace of its own, where the case's files lie at the same places in every twin. */
async function inTwin<Told>(driver: Driver, wanted: Case, tool: Job['tool']): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'rulerun-twin-'));
  try {
    spawnSync('chmod', ['755', folder]);
    for (const [path, text] of filesFor(wanted, tool)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { options = {}, prepare = '' } = wanted;
    const job: Job = { tool, options, apart: isApart(wanted), callback: join(here, 'callback') };
    const rights = process.getuid?.() === 0 ? [] : ['-r'];
    const home = homedir();
    const words = [folder, prepare, home, process.execPath, driver.program, JSON.stringify(job)];
    const { stdout } = await promisify(execFile)(
      'unshare',
      ['-m', ...rights, 'sh', '-c', TWIN, 'sh', ...words],
      {
        env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8' },
        maxBuffer: 256 * 1024 * 1024,
      },
    );
    return JSON.parse(stdout) as Told;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One host is this machine itself; of several each is a machine of its own. */
export function isApart({ hosts = 1, inventory }: Case): boolean {
  return hosts > 1 || inventory !== undefined;
}
