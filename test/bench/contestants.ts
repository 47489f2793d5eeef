import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fleet, isProgram } from './fleet.ts';
import type { Command } from './measure.ts';

/** A way to have the ten tasks done on all hosts. */
export interface Contestant {
  readonly name: string;
  readonly command: Command;
}

export interface Contest {
  readonly fleet: Fleet;
  /** Where tasks.yml, small.conf and once.sh are. */
  readonly work: string;
  /** The program to measure: dist/bin.js. */
  readonly bin: string;
  readonly forks: number;
  /** Where to leave CPU profiles of rulerun; undefined: nowhere. */
  readonly profile: string | undefined;
}

/** rulerun, the OpenSSH client and, where it is installed and wanted, Ansible. */
export function contestants(contest: Contest, withAnsible: boolean): readonly Contestant[] {
  const all = [rulerun(contest), openssh(contest)];
  return withAnsible && isProgram('ansible-playbook') ? [...all, ansible(contest)] : all;
}

/** With journal, records and undo, as it comes. */
function rulerun({ fleet, work, bin, forks, profile }: Contest): Contestant {
  const folder = folderIn(fleet, 'rulerun');
  for (const name of ['tasks.yml', 'small.conf']) copyFileSync(join(work, name), join(folder, name));
  writeFileSync(join(folder, 'hosts'), `${fleet.addresses.join('\n')}\n`);
  const logins = ['--user', 'root', '--private-key', fleet.userKey, '--known-hosts', fleet.knownHosts];
  const words = ['apply', 'tasks.yml', '-i', 'hosts', '--yes', '--output', 'quiet', '-f', String(forks)];
  const state = ['--state-dir', join(folder, 'state')];
  const node = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  return {
    name: 'rulerun',
    command: inside(fleet, folder, [process.execPath, ...node, bin, ...words, ...logins, ...state]),
  };
}

/** The whole work as one script in one connection a host. */
function openssh({ fleet, work, forks }: Contest): Contestant {
  const folder = folderIn(fleet, 'openssh');
  writeFileSync(
    join(folder, 'config'),
    [
      'User root',
      `IdentityFile ${fleet.userKey}`,
      'IdentitiesOnly yes',
      `UserKnownHostsFile ${fleet.knownHosts}`,
      'StrictHostKeyChecking yes',
      'BatchMode yes',
      'LogLevel ERROR',
      '',
    ].join('\n'),
  );
  writeFileSync(join(folder, 'hosts'), `${fleet.addresses.join('\n')}\n`);
  const each = `exec ssh -F config "$1" sh -s <'${join(work, 'once.sh')}' >/dev/null`;
  const words = ['xargs', '-a', 'hosts', '-P', String(forks), '-n', '1', 'sh', '-c', each, 'sh'];
  return { name: 'OpenSSH, one script', command: inside(fleet, folder, words) };
}

/** With what makes it fast: pipelining and one connection a host. */
function ansible({ fleet, work, forks }: Contest): Contestant {
  const folder = folderIn(fleet, 'ansible');
  copyFileSync(join(work, 'small.conf'), join(folder, 'small.conf'));
  // It knows no `undo:`.
  const tasks = readFileSync(join(work, 'tasks.yml'), 'utf8').replace(/^ +undo: .*\n/gm, '');
  writeFileSync(join(folder, 'tasks.yml'), tasks);
  writeFileSync(join(folder, 'hosts'), `${fleet.addresses.join('\n')}\n`);
  writeFileSync(
    join(folder, 'ansible.cfg'),
    [
      '[defaults]',
      `forks = ${forks}`,
      'remote_user = root',
      `private_key_file = ${fleet.userKey}`,
      'interpreter_python = /usr/bin/python3',
      `local_tmp = ${folder}/tmp`,
      '[ssh_connection]',
      'pipelining = True',
      `ssh_args = -o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile=${fleet.knownHosts}`,
      `control_path_dir = ${folder}/cp`,
      '',
    ].join('\n'),
  );
  return {
    name: 'ansible-core',
    command: inside(fleet, folder, ['ansible-playbook', '-i', 'hosts', 'tasks.yml']),
  };
}

function folderIn(fleet: Fleet, name: string): string {
  const folder = join(fleet.folder, name);
  mkdirSync(folder);
  return folder;
}

/** Nothing of the user's own settings, keys and agents takes part. */
function inside(fleet: Fleet, folder: string, words: readonly string[]): Command {
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'C.UTF-8' };
  return { prefix: fleet.prefix, words, environment, folder };
}
