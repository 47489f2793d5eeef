import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as plain } from 'vitest';
import { writePlanFile } from '../../src/app/stored-plan/plan-file.ts';
import { hostsInLimit } from '../../src/app/undo/hosts-in-limit.ts';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { namesIn } from '../../src/disk/state-folder.ts';
import { createRunFolder, loadJournal } from '../../src/journal/runs.ts';
import { readPlan } from '../../src/library/plan-file.ts';
import { failureCodes } from '../../src/model/codes/failures.ts';
import { troubleCodes } from '../../src/model/codes/trouble.ts';
import { findSchedule } from '../../src/service/schedule/store.ts';
import { systemctl } from '../../src/service/schedule/system-manager.ts';
import { withUnits } from '../../src/service/schedule/unit-files.ts';
import { filesOf } from '../../src/source/inventory/reading.test-kit.ts';
import { silentTerminal, test } from '../cli/command.ts';

const INSTALL = 'schedule install nightly p.yml -i hosts --print';

/** A command line by the code with which it ends; `p.yml`, `hosts`, `rules` and `file` are files in its folder. */
const COMMANDS: Readonly<Record<string, string>> = {
  ANSIBLE_CFG: 'plan p.yml -i hosts --ansible-cfg missing',
  CALENDAR: `${INSTALL} --at never`,
  CRONTAB: `${INSTALL} --crontab --at Sat_*-*-1..7_02:00`,
  EXTRA_VARS: 'plan p.yml -i hosts -e {',
  FILE_UNWRITABLE: 'firewall clean rules --reapply file/list',
  NOBODY_THERE: `${INSTALL} --at daily -K`,
  NO_INVENTORY: 'apply p.yml',
  NO_SUCH_FILE: 'firewall lint missing',
  NO_SUCH_NODE: 'sandbox reset missing',
  NO_SUCH_PLAYBOOK: 'validate rulerun:missing',
  NO_SUCH_RUN: 'report missing',
  NO_SUCH_SCHEDULE: 'schedule run missing',
  NO_TERMINAL: 'apply p.yml -i hosts',
  OWNER: 'firewall lint rules --owner x',
  REPORT_UNKNOWN: 'plan p.yml -i hosts --report file.doc',
  REPORT_UNWRITABLE: 'plan p.yml -i hosts --report missing/report.html',
  SCHEDULE: `${INSTALL} --at daily --timezone Nowhere`,
  STATE_UNWRITABLE: 'apply p.yml -i hosts --yes --state-dir file/state',
  USAGE: 'firewall lint',
  VAULT_FILE: 'vault encrypt missing --vault-password-file rules',
  VAULT_PASSWORD: 'plan p.yml -i hosts --vault-password-file missing',
};

test.for(Object.entries(COMMANDS))('%s ends a command', async ([code, line], { folder, stateDir }) => {
  const files = {
    'p.yml': '- hosts: all\n  tasks: [{command: echo}]\n',
    hosts: 'localhost ansible_connection=local\n',
    rules: '*filter\nCOMMIT\n',
    file: '',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const words = line.split(' ').map((word) => word.replaceAll('_', ' '));
  const argv = words.map((word) => word.replace(/^(p\.yml|hosts|rules|file)\b/, `${folder}/$1`));
  const terminal = { ...silentTerminal(), environment: { RULERUN_STATE_DIR: stateDir } };
  await expect(runCommandLine(argv, terminal, async () => 0)).rejects.toMatchObject({ code });
});

/** What raises a code by itself, given a folder of its own with a file `file` in it. */
const CALLS: Readonly<Record<string, (folder: string) => Promise<unknown>>> = {
  JOURNAL_UNREADABLE: (folder) => loadJournal(folder, 'missing'),
  NO_SUCH_PLAN: (folder) => readPlan(join(folder, 'file')),
  LIMIT_UNMATCHED: () => hostsInLimit('missing', [], filesOf({})),
  PLAN_UNWRITABLE: (folder) => writePlanFile(join(folder, 'file/plan'), { rulerun: 'plan' }),
  SCHEDULE_DAMAGED: async (folder) => {
    await mkdir(join(folder, 'schedules'));
    await writeFile(join(folder, 'schedules/nightly.json'), '{}');
    return findSchedule(folder, 'nightly');
  },
  STATE_UNREADABLE: (folder) => namesIn(join(folder, 'file')),
  STATE_UNSAFE: async (folder) => {
    await chmod(folder, 0o777);
    return createRunFolder(folder, 'run');
  },
  SYSTEMD: () => systemctl('user', ['no-such-verb'], { PATH: '/nowhere' }),
  UNITS_UNWRITABLE: (folder) => withUnits(join(folder, 'file/units'), [], false, async () => undefined),
};

test.for(Object.entries(CALLS))('%s ends what it must', async ([code, call], { folder }) => {
  await writeFile(join(folder, 'file'), '');
  await expect(call(folder)).rejects.toMatchObject({ code });
});

plain('NOT_A_FILE ends a command that was to replace what it reads from a pipe', () => {
  const program = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
  const { stderr } = spawnSync(process.execPath, [program, 'firewall', 'clean', '-', '--in-place'], {
    input: '*filter\n:DOCKER - [0:0]\nCOMMIT\n',
    encoding: 'utf8',
  });
  expect(stderr).toContain('standard input cannot be replaced in place');
});

/** What takes a run, a disk or another process to raise: the test that does, and the words of the message that it sees. */
const ELSEWHERE: Readonly<Record<string, readonly [file: string, words: string]>> = {
  LOOKUP_UNKEPT: ['src/app/system/lookups/lookups.test.ts', 'LOOKUP_UNKEPT'],
  JOURNAL_UNWRITABLE: ['src/journal/journal.test.ts', 'JOURNAL_UNWRITABLE'],
  NOTHING_RECORDED: ['src/cli/commands/report.test.ts', 'NOTHING_RECORDED'],
  NOTHING_TO_ROLL_BACK: ['src/app/undo/record.test.ts', 'has no record of its hosts'],
  PLAN_DAMAGED: ['test/cli/saved-plan.test.ts', 'is not as it was written'],
  PLAN_OPTIONS: ['test/cli/saved-plan.test.ts', 'without'],
  PLAN_OUTDATED: ['test/cli/saved-plan.test.ts', 'are not those of'],
  PLAN_GROWS: ['src/app/stored-plan/stored-plan.test.ts', 'adds to the inventory'],
  PLAN_ACTION: ['src/app/stored-plan/stored-plan.test.ts', 'which is not known here'],
  PLAN_VERSION: ['src/app/saved-plan/saved-plan.test.ts', 'writes plans in another way'],
  RECORD_VERSION: ['src/app/undo/record.test.ts', 'keeps hosts in another way'],
  RUN_IN_PROGRESS: ['test/cli/hold.test.ts', 'is being worked on'],
  SANDBOX_IN_USE: ['src/transports/sandbox/node/disk.test.ts', 'SANDBOX_IN_USE'],
  SCHEDULE_RUNNING: ['test/cli/schedule-run.test.ts', 'is running already'],
  UNDER_NEWER_RUN: ['test/cli/rollback.test.ts', 'lies under newer'],
  UNIT_TAKEN: ['src/service/schedule/unit-files.test.ts', 'UNIT_TAKEN'],
  UNTRUSTED_FILE: ['test/cli/trust.test.ts', 'look through it'],
  WINDOW_SHUT: ['test/cli/schedule-run.test.ts', 'is shut'],
};

plain.for(Object.entries(ELSEWHERE))('%s is raised by a test of its own', ([, [file, words]]) => {
  expect(textOf(file)).toContain(words);
});

plain('every code with which a command ends is raised', () => {
  const raised = ['NOT_A_FILE', ...[COMMANDS, CALLS, ELSEWHERE].flatMap((rows) => Object.keys(rows))];
  expect(raised.sort()).toEqual(Object.keys(troubleCodes).sort());
});

/** The tests of real trouble; that of its words knows every kind. */
plain.for(Object.keys(failureCodes))('a host that fails by %s is put into words', (kind) => {
  expect(textOf('src/model/run/failure.test.ts')).toContain(`kind: '${kind}'`);
});

function textOf(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}
