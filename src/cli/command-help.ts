import type { Command } from 'commander';
import { ExitCode } from '../model/run/exit-code.ts';

interface CommandHelp {
  readonly examples: readonly string[];
  readonly exitCodes: readonly ExitCode[];
}

/** What each exit code says, in a few words. */
const MEANING: Readonly<Record<ExitCode, string>> = {
  0: 'done, nothing wrong',
  1: 'failed, and left as asked',
  2: 'the command line is wrong',
  3: 'a playbook or inventory is wrong, no host was contacted',
  4: 'refused, no host was changed',
  5: 'failed, and what was changed was rolled back',
  6: 'rolling back failed on some host: a person must look',
  7: "some host's outcome is unknown",
  10: 'something would change, or was found',
  70: 'a bug',
  74: 'the output or the record could not be written',
  130: 'interrupted',
  141: 'the output was closed early, as by head',
};

const { ok, failed, invalid, blocked, rolledBack, rollbackFailed, unknown, pending, interrupted } = ExitCode;
const WITH_HOSTS = [ok, failed, invalid, blocked, rolledBack, rollbackFailed, unknown, interrupted];
const LOOKING = [ok, invalid, blocked, pending];
const FORESEEING = [ok, failed, invalid, blocked, pending, interrupted];

/** By the words that name a command. What any command may end with, such as 2 and 70, is told by `rulerun --help`. */
const HELP: Readonly<Record<string, CommandHelp>> = {
  apply: {
    examples: [
      'rulerun apply site.yml -i inventory',
      'rulerun apply rulerun:disable-iptables-service -i inventory -l node1 --diff',
      'rulerun apply kept.plan --yes',
    ],
    exitCodes: WITH_HOSTS,
  },
  plan: {
    examples: [
      'rulerun plan site.yml -i inventory --diff',
      'rulerun plan site.yml -i inventory --out kept.plan',
    ],
    exitCodes: FORESEEING,
  },
  drift: { examples: ['rulerun drift site.yml -i inventory --json'], exitCodes: FORESEEING },
  validate: { examples: ['rulerun validate site.yml -i inventory'], exitCodes: [ok, invalid] },
  rollback: {
    examples: ['rulerun rollback last', 'rulerun rollback RUN -l node1 -K'],
    exitCodes: [ok, failed, invalid, blocked, rollbackFailed, unknown, interrupted],
  },
  status: { examples: ['rulerun status', 'rulerun status RUN --json'], exitCodes: [ok] },
  report: { examples: ['rulerun report last --html report.html'], exitCodes: [ok] },
  gc: {
    examples: ['rulerun gc --check', 'rulerun gc -i inventory --older-than 90d'],
    exitCodes: [ok, invalid, blocked],
  },
  history: { examples: ['rulerun history'], exitCodes: [ok] },
  inventory: { examples: ['rulerun inventory -i inventory --graph'], exitCodes: [ok, invalid] },
  doc: {
    examples: ['rulerun doc', 'rulerun doc copy', 'rulerun doc errors', 'rulerun doc unknown-keyword'],
    exitCodes: [ok],
  },
  sandbox: { examples: ['rulerun sandbox status', 'rulerun sandbox reset node1'], exitCodes: [ok] },
  'schedule install': {
    examples: ['rulerun schedule install nightly site.yml -i inventory --at "Sun 02:00" --window 2h'],
    exitCodes: [ok, invalid],
  },
  'schedule list': { examples: ['rulerun schedule list'], exitCodes: [ok] },
  'schedule next': { examples: ['rulerun schedule next nightly'], exitCodes: [ok] },
  'schedule run': { examples: ['rulerun schedule run nightly --now'], exitCodes: WITH_HOSTS },
  'schedule remove': { examples: ['rulerun schedule remove nightly'], exitCodes: [ok] },
  'vault view': { examples: ['rulerun vault view group_vars/all/vault.yml -J'], exitCodes: [ok, failed] },
  'vault encrypt': {
    examples: ['rulerun vault encrypt group_vars/all/vault.yml --vault-id prod@prod-password'],
    exitCodes: [ok, failed],
  },
  'vault decrypt': { examples: ['rulerun vault decrypt vault.yml --output -'], exitCodes: [ok, failed] },
  'vault rekey': {
    examples: ['rulerun vault rekey vault.yml --vault-password-file old --new-vault-password-file new'],
    exitCodes: [ok, failed],
  },
  'vault edit': { examples: ['rulerun vault edit vault.yml'], exitCodes: [ok, failed] },
  'vault create': { examples: ['rulerun vault create vault.yml'], exitCodes: [ok, failed] },
  'vault encrypt-string': {
    examples: ['rulerun vault encrypt-string --stdin-name db_password <secret.txt'],
    exitCodes: [ok, failed],
  },
  'firewall lint': { examples: ['rulerun firewall lint /etc/sysconfig/iptables'], exitCodes: LOOKING },
  'firewall clean': {
    examples: [
      'rulerun firewall clean rules.txt --reapply site.rules',
      'rulerun firewall clean -i inventory',
    ],
    exitCodes: LOOKING,
  },
  'firewall explain': {
    examples: ['rulerun firewall explain -i inventory'],
    exitCodes: [ok, invalid, blocked],
  },
  'firewall diff': { examples: ['rulerun firewall diff before.txt after.txt'], exitCodes: LOOKING },
};

/** Makes a command below `parent`, with the option that all have, and tells below its options what it is good for and how it ends. */
export function newCommand(parent: Command, usage: string, description: string): Command {
  const command = parent
    .command(usage)
    .description(description)
    .option('--state-dir <dir>', 'where runs are kept');
  const path = parent.parent === null ? command.name() : `${parent.name()} ${command.name()}`;
  const help = HELP[path];
  return help === undefined
    ? command
    : command.addHelpText('after', `\n${examplesOf(help)}\n\n${codesOf(help)}`);
}

/** The exit codes of all commands, one a line. */
export const ALL_EXIT_CODES: string = codes(Object.values(ExitCode));

function examplesOf({ examples }: CommandHelp): string {
  return ['Examples:', ...examples.map((example) => `  ${example}`)].join('\n');
}

function codesOf({ exitCodes }: CommandHelp): string {
  return `${codes(exitCodes)}\n  rulerun --help lists the others.`;
}

function codes(all: readonly ExitCode[]): string {
  return ['Exit codes:', ...all.map((code) => `  ${String(code).padEnd(4)}${MEANING[code]}`)].join('\n');
}
