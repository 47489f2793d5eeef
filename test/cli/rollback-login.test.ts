import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { ExitCode } from '../../src/model/run/exit-code.ts';
import { acceptKey, keyPair, writeKey } from '../contracts/in-process-sshd.ts';
import { test as base, type Finished } from './command.ts';
import { everythingBelow } from './everything-below.ts';
import { byPassword, type PasswordHost, passwords, startPasswordHost } from './password-host.ts';
import { sandboxReason } from './sandbox.ts';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

interface Site {
  readonly host: PasswordHost;
  /** Runs the program with this on its standard input, which is a pipe. */
  readonly run: (typed: string, ...argv: readonly string[]) => Promise<Finished>;
  /** Applies these tasks as root by sudo, the passwords from the pipe; returns the name of the run. */
  readonly apply: (tasks: string) => Promise<string>;
  /** Writes an inventory of the host with further variables; returns its path. */
  readonly inventory: (name: string, variables?: string) => Promise<string>;
}

const test = base.extend<{ site: Site }>({
  site: async ({ folder, stateDir }, use) => {
    await using host = await startPasswordHost();
    const inventory: Site['inventory'] = async (name, variables = '') => {
      const path = join(folder, name);
      const place = `ansible_host=127.0.0.1 ansible_port=${host.port}`;
      await writeFile(path, `h ${place} ${variables}\n`, { mode: 0o600 });
      return path;
    };
    const run: Site['run'] = (typed, ...argv) =>
      piped(typed, argv, { HOME: folder, PATH: process.env['PATH'], RULERUN_STATE_DIR: stateDir });
    await use({
      host,
      inventory,
      run,
      apply: async (tasks) => {
        const path = join(folder, 'play.yml');
        await writeFile(path, `- hosts: all\n  become: true\n  tasks:\n${tasks}`);
        const reach = ['-u', 'ops', '-k', '-K', '--known-hosts', host.knownHosts];
        const applied = await run(typedIn, 'apply', path, '-i', await inventory('plain'), ...reach, '--yes');
        expect(applied.exitCode, applied.all).toBe(0);
        return /Recap of run (\S+)/.exec(applied.all)?.[1] ?? '';
      },
    });
  },
});

const typedIn = `${passwords.login}\n${passwords.sudo}\n`;

/** Not with `spawnSync`: the host lives in this process. */
function piped(typed: string, argv: readonly string[], env: NodeJS.ProcessEnv): Promise<Finished> {
  const child = spawn(process.execPath, [bin, ...argv], { env, stdio: 'pipe' });
  const said = { out: '', err: '', all: '' };
  for (const [stream, name] of [
    [child.stdout, 'out'],
    [child.stderr, 'err'],
  ] as const) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      said.all += text;
    });
  }
  child.stdin.on('error', () => undefined).end(typed);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? -1, ...said }));
  });
}

interface Way {
  readonly by: string;
  /** What is different now; returns the words of the rollback. */
  readonly now: (site: Site) => Promise<readonly string[]>;
  readonly typed?: string;
  /** The words without which the rollback does not get there, as `-K`, or a word and its value. */
  readonly needs: readonly string[];
}

const byInventory = `ansible_user=ops ansible_password=${passwords.login} ansible_become_password=${passwords.sudo}`;

const ways: readonly Way[] = [
  { by: 'both passwords from a pipe', now: async () => ['-k', '-K'], typed: typedIn, needs: ['-K'] },
  {
    by: 'the passwords of an inventory',
    now: async ({ inventory, host }) => [
      ...['--known-hosts', host.knownHosts, '-i', await inventory('with-passwords', byInventory)],
    ],
    needs: ['-i'],
  },
  {
    by: 'passwords among the extra variables',
    now: async ({ inventory, host }) => [
      ...['--known-hosts', host.knownHosts, '-i', await inventory('now'), '-u', 'ops'],
      ...['-e', `ansible_password=${passwords.login}`, '-e', `ansible_become_password=${passwords.sudo}`],
    ],
    needs: ['-e'],
  },
  {
    by: 'another user',
    async now({ host }) {
      host.letIn(byPassword('eve'));
      return ['-k', '-K', '-u', 'eve'];
    },
    typed: typedIn,
    needs: ['-u'],
  },
  {
    by: 'a key',
    async now({ host }) {
      const key = keyPair();
      host.letIn(acceptKey(key.public));
      return ['-K', '--private-key', writeKey(host.folder, 'new', key)];
    },
    typed: `${passwords.sudo}\n`,
    needs: ['--private-key'],
  },
  {
    by: 'a known_hosts file that has moved',
    async now({ host }) {
      const known = join(host.folder, 'known_now');
      await rename(host.knownHosts, known);
      return ['-k', '-K', '--known-hosts', known];
    },
    typed: typedIn,
    needs: ['--known-hosts'],
  },
];

describe.skipIf(sandboxReason !== undefined)('a rollback of hosts that want passwords', () => {
  test.for(ways)('gets there by $by', async ({ now, typed = '', needs }, { site, folder, stateDir }) => {
    const { host } = site;
    const run = await site.apply('    - copy: {content: "x\\n", dest: /var/lib/made}\n');
    expect(existsSync(join(host.lib, 'made'))).toBe(true);
    const words = await now(site);

    const without = await site.run(typed, 'rollback', run, '--yes', ...left(words, needs));
    expect(without.exitCode, without.all).not.toBe(ExitCode.ok);
    expect(existsSync(join(host.lib, 'made'))).toBe(true);

    const report = join(folder, 'report');
    await mkdir(report);
    const back = await site.run(typed, 'rollback', run, '--yes', '-v', '--report', report, ...words);
    expect(back.exitCode, back.all).toBe(ExitCode.ok);
    expect(existsSync(join(host.lib, 'made'))).toBe(false);
    const kept = await Promise.all([stateDir, report, join(host.lib, 'rulerun')].map(everythingBelow));
    expect(kept.join('')).toContain(run);
    for (const text of [without.all, back.all, ...kept]) expect(text).not.toMatch(/canary/);
  });

  test('hides the passwords also where the host says them', async ({ site, folder, stateDir }) => {
    await writeFile(join(site.host.lib, 'words'), Object.values(passwords).join(' '));
    const run = await site.apply(
      '    - {shell: cat /var/lib/words, undo: "cat /var/lib/words >&2; exit 1"}\n',
    );
    const report = join(folder, 'report');
    await mkdir(report);
    const inventory = await site.inventory('with-passwords', byInventory);
    const reach = ['-i', inventory, '--known-hosts', site.host.knownHosts, '--yes', '-v'];
    for (const how of [
      ['--output', 'jsonl'],
      ['--json', '--report', report],
    ]) {
      const back = await site.run('', 'rollback', run, ...reach, ...how);
      expect(back.exitCode, back.all).toBe(ExitCode.rollbackFailed);
      expect(back.all).toContain('[secret] [secret]');
      expect(back.all).not.toMatch(/canary/);
    }
    const kept = await Promise.all([stateDir, report].map(everythingBelow));
    for (const text of kept) expect(text).not.toMatch(/canary/);
    expect(kept[0]).toContain('[secret] [secret]');
  });
});

/** The words without these and, where they have one, their values. */
function left(words: readonly string[], without: readonly string[]): readonly string[] {
  return words.filter((word, index) => {
    const before = words[index - 1] ?? '';
    return !without.includes(word) && !(without.includes(before) && !word.startsWith('-'));
  });
}
