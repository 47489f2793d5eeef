import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AllowedLookup } from '../model/lookups.ts';
import { ExitCode } from '../model/run/exit-code.ts';

/** The headings under which `--help` lists options. */
export const WHICH = 'Which hosts and tasks:';
const VAULT = 'What opens encrypted files and values:';
const REACH = 'How hosts are reached, and with whose rights:';
export const HOW = 'How it is done:';
const SHOWN = 'What is shown and written:';

/** What every command takes that meets hosts with a playbook. */
export function runOptions(command: Command, inventoryRequired: boolean): Command {
  return outputOptions(loginOptions(ansibleCfgOption(loadOptions(command, inventoryRequired))))
    .optionsGroup(HOW)
    .addOption(forks())
    .optionsGroup(SHOWN)
    .option('--list-hosts', 'only list the hosts')
    .option('--list-tasks', 'only list the tasks')
    .option('--list-tags', 'only list the tags');
}

/** Every command that has it reads what ANSIBLE_CONFIG names as well. */
export function ansibleCfgOption(command: Command): Command {
  return command
    .optionsGroup(WHICH)
    .option(
      '--ansible-cfg <file>',
      "read Ansible's settings from this ansible.cfg; ANSIBLE_CONFIG does it too",
    );
}

export function loadOptions(command: Command, inventoryRequired: boolean): Command {
  return inventoryOptions(command, inventoryRequired)
    .option('-l, --limit <pattern>', 'only these of the hosts')
    .option('-t, --tags <tags>', 'only tasks with these tags', collect, [])
    .option('--skip-tags <tags>', 'no tasks with these tags', collect, [])
    .option('--start-at-task <name>', 'begin with the task of this name')
    .option('--roles-path <folders>', 'where roles are looked for too; may be repeated', collect)
    .addOption(
      new Option(
        '--allow-lookup <kinds>',
        'let templates run commands (pipe) or ask web servers (url) from this machine',
      ).argParser(lookupKinds),
    );
}

export function inventoryOptions(command: Command, required: boolean): Command {
  const option = new Option(
    '-i, --inventory <source>',
    'inventory: a file, a folder, or `host,host`; may be repeated',
  );
  return vaultOptions(command)
    .optionsGroup(WHICH)
    .addOption(option.argParser(collect).default([]).makeOptionMandatory(required))
    .option(
      '-e, --extra-vars <vars>',
      'variables that win: key=value, JSON, or @file; may be repeated',
      collect,
      [],
    )
    .hook('preAction', (_, actionCommand) => {
      if (required && actionCommand.opts<{ inventory: string[] }>().inventory.length === 0) {
        actionCommand.error('rulerun: name an inventory with -i, such as: -i inventory', {
          exitCode: ExitCode.usage,
        });
      }
    });
}

/** Where passwords for what ansible-vault has encrypted come from. */
export function vaultOptions(command: Command): Command {
  return command
    .optionsGroup(VAULT)
    .option(
      '--vault-password-file <file>',
      'a file with the vault password, or a program that prints it; may be repeated',
      collect,
    )
    .option(
      '--vault-id <id>',
      'a vault password by its name: NAME@FILE, NAME@prompt; may be repeated',
      collect,
    )
    .option('-J, --ask-vault-pass', 'ask for the vault password')
    .addOption(new Option('--ask-vault-password').hideHelp().implies({ askVaultPass: true }))
    .addOption(new Option('--vault-pass-file <file>').hideHelp())
    .on('option:vault-pass-file', (file: string) => {
      const before = command.getOptionValue('vaultPasswordFile') as readonly string[] | undefined;
      command.setOptionValue('vaultPasswordFile', collect(file, before));
    });
}

/** What says how to reach hosts and with whose rights. */
export function loginOptions(command: Command): Command {
  return becomeUserOption(reachOptions(command).option('-b, --become', 'work as root by sudo'));
}

export function becomeUserOption(command: Command): Command {
  return command.optionsGroup(REACH).option('--become-user <name>', 'work as this user by sudo');
}

/** What says how to reach hosts. */
export function reachOptions(command: Command): Command {
  return command
    .optionsGroup(REACH)
    .option('-u, --user <name>', 'log in as this user')
    .option('-K, --ask-become-pass', 'ask for the sudo password')
    .option('-k, --ask-pass', 'ask for the login password')
    .option('--private-key <file>', 'log in with this key')
    .option('--known-hosts <file>', 'the host keys to trust')
    .option('-T, --timeout <seconds>', 'longest time to connect', positive);
}

export function outputOptions(command: Command): Command {
  return command
    .optionsGroup(SHOWN)
    .option('-D, --diff', 'show differences as changes are made')
    .option('-v, --verbose', 'say more; may be repeated', (_, count: number) => count + 1, 0)
    .addOption(
      new Option('--output <how>', 'how to show the run').choices([
        'live',
        'plain',
        'jsonl',
        'json',
        'quiet',
      ]),
    )
    .addOption(
      new Option('--json', 'one JSON document on standard output when it is over').implies({
        output: 'json',
      }),
    )
    .option(
      '--report <path>',
      'write a report when it is over: .html, .json, .xml (JUnit), or a folder for all three; may be repeated',
      collect,
    );
}

export function forks(): Option {
  return new Option('-f, --forks <count>', 'hosts worked on at the same time')
    .argParser(positive)
    .default(50);
}

export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

const allowable: readonly AllowedLookup[] = ['pipe', 'url'];

function lookupKinds(value: string, before: readonly AllowedLookup[] = []): readonly AllowedLookup[] {
  const found = value.split(',').map((word) => allowable.find((kind) => kind === word.trim()));
  if (found.includes(undefined)) throw new InvalidArgumentError(`It takes ${allowable.join(' and ')}.`);
  return [...before, ...found.filter((kind) => kind !== undefined)];
}

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number above 0.');
  return number;
}
