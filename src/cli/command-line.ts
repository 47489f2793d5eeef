import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ExitCode } from '../model/exit-code.ts';
import type { DemoOptions } from './commands/demo.ts';
import type { ReportOptions } from './commands/report.ts';
import { firewallCommands } from './firewall-line.ts';
import type { RunOptions } from './options.ts';
import type { Terminal } from './ports/terminal.ts';
import { scheduleCommands } from './schedule-line.ts';
import { stateDirOf } from './state-dir.ts';
import { untilOption, windowOption } from './window-options.ts';

/** What every command is given beside its own arguments. */
export interface Cli {
  readonly terminal: Terminal;
  readonly stateDir: string;
}

type Action = (cli: Cli) => Promise<ExitCode>;

/** Parses a command line and runs what it asks for. Each command's code is loaded only when it is asked for. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let chosen: Action | undefined;
  let chosenStateDir: string | undefined;
  const program = commandLine(terminal, (stateDir, action) => {
    chosenStateDir = stateDir;
    chosen = action;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  }
  if (chosen === undefined) {
    program.outputHelp();
    return ExitCode.usage;
  }
  return chosen({ terminal, stateDir: stateDirOf(chosenStateDir, terminal.environment) });
}

export type Choose = (stateDir: string | undefined, action: Action) => void;

export interface WithStateDir {
  readonly stateDir?: string;
}

function commandLine(terminal: Terminal, choose: Choose): Command {
  const program = new Command('rulerun')
    .description(
      'Remediation playbooks for live clusters: checked first, previewed, proved, and put back when anything fails.',
    )
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showSuggestionAfterError()
    .addHelpText('after', EXAMPLES);

  const command = (usage: string, description: string): Command => commandOf(program, usage, description);

  runOptions(
    command(
      'apply <playbook...>',
      'check every host, show what will change, change it, and prove it; or apply a saved plan',
    ),
    false,
  )
    .option('-C, --check', 'change nothing, only show what would change (the same as plan)')
    .option('-y, --yes', 'do not ask before changing')
    .addOption(untilOption())
    .addOption(windowOption())
    .option('--skip-moved', 'with a saved plan: leave out hosts that have moved since, rather than stop')
    .action((playbooks: string[], options: RunOptions & WithStateDir) =>
      choose(options.stateDir, async (cli) =>
        (await import('./commands/apply.ts')).apply(playbooks, options, cli),
      ),
    );
  runOptions(
    command('plan <playbook...>', 'show what apply would change; exit code 10 when there is something'),
    true,
  )
    .option('--out <file>', 'keep the plan, to be applied exactly as it was shown')
    .action((playbooks: string[], options: RunOptions & WithStateDir) =>
      choose(options.stateDir, async (cli) =>
        (await import('./commands/apply.ts')).plan(playbooks, options, cli),
      ),
    );
  runOptions(
    command('drift <playbook...>', 'say which hosts are not as a playbook wants them any more; exit code 10'),
    true,
  ).action((playbooks: string[], options: RunOptions & WithStateDir) =>
    choose(options.stateDir, async (cli) =>
      (await import('./commands/apply.ts')).drift(playbooks, options, cli),
    ),
  );
  loadOptions(
    command('validate <playbook...>', 'check playbooks and inventory; contacts no host'),
    false,
  ).action((playbooks: string[], options: RunOptions & WithStateDir) =>
    choose(options.stateDir, async (cli) =>
      (await import('./commands/validate.ts')).validate(playbooks, options, cli),
    ),
  );
  outputOptions(loginOptions(command('rollback <run>', 'undo what a run did, newest first')))
    .option('-l, --limit <pattern>', 'only these hosts')
    .addOption(forks())
    .option('-y, --yes', 'do not ask before changing')
    .action((run: string, options: RunOptions & WithStateDir) =>
      choose(options.stateDir, async (cli) =>
        (await import('./commands/rollback.ts')).rollback(run, options, cli),
      ),
    );
  command('status [run]', 'what became of a run, the last one if none is named')
    .option('--json', 'one JSON document')
    .action((run: string | undefined, options: WithStateDir & { readonly json?: true }) =>
      choose(options.stateDir, async (cli) =>
        (await import('./commands/history.ts')).status(run ?? 'last', options, cli),
      ),
    );
  command('report <run>', 'tell a run from its record, as a page or for other programs')
    .option('--html <file>', 'write a page that needs nothing else; `-` is standard output')
    .option('--json <file>', 'write one JSON document')
    .option('--junit <file>', 'write test results')
    .action((run: string, options: WithStateDir & ReportOptions) =>
      choose(options.stateDir, async (cli) =>
        (await import('./commands/report.ts')).report(run, options, cli),
      ),
    );
  command('history', 'the runs of this state folder, newest first')
    .option('--json', 'one JSON document')
    .action((options: WithStateDir & { readonly json?: true }) =>
      choose(options.stateDir, async (cli) => (await import('./commands/history.ts')).history(options, cli)),
    );
  inventoryOptions(command('inventory', 'show what an inventory says'), true)
    .option('--list', 'all groups and host variables as JSON')
    .option('--graph', 'groups and hosts as a tree')
    .option('--host <name>', 'the variables of one host as JSON')
    .action(
      (
        options: RunOptions &
          WithStateDir & { readonly list?: true; readonly graph?: true; readonly host?: string },
      ) =>
        choose(options.stateDir, async (cli) =>
          (await import('./commands/inventory.ts')).inventory(options, cli),
        ),
    );
  command('doc [action]', 'what tasks can do: all actions, or one with its parameters and an example')
    .option('--json', 'one JSON document')
    .action((action: string | undefined, options: WithStateDir & { readonly json?: true }) =>
      choose(options.stateDir, async (cli) => (await import('./commands/doc.ts')).doc(action, options, cli)),
    );
  command('sandbox <what> [node]', 'the embedded test hosts: status, or reset to a fresh disk').action(
    (what: string, node: string | undefined, options: WithStateDir) =>
      choose(options.stateDir, async (cli) =>
        (await import('./commands/sandbox.ts')).sandbox(what, node, cli),
      ),
  );
  program
    .command('demo')
    .description('see it all in a minute: preview, change, failure, rollback, report, on throw-away nodes')
    .option('--no-wait', 'do not wait for Enter between the commands')
    .option('--keep', 'leave everything in its folder')
    .exitOverride()
    .action((options: DemoOptions) =>
      choose(undefined, async (cli) => (await import('./commands/demo.ts')).demo(options, cli)),
    );
  const schedule = program
    .command('schedule')
    .description('run playbooks by themselves at set times, in maintenance windows')
    .exitOverride();
  scheduleCommands({
    choose,
    command: (usage, description) => commandOf(schedule, usage, description),
    jobOptions: (one) => loginOptions(loadOptions(one, true)).addOption(forks()),
  });
  program
    .command('completion')
    .description('print a script that makes a shell complete commands and options')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .exitOverride()
    .action((shell: string) =>
      choose(undefined, async (cli) =>
        (await import('./commands/completion.ts')).completion(shell, program, cli),
      ),
    );
  const rules = program
    .command('firewall')
    .description(
      'whose the rules of a firewall are: lint, clean, explain and diff files, or the rules of hosts',
    )
    .exitOverride();
  firewallCommands({
    choose,
    command: (usage, description) => commandOf(rules, usage, description),
    hostOptions: (one) =>
      loginOptions(inventoryOptions(one, false))
        .option('-l, --limit <pattern>', 'only these of the hosts')
        .addOption(forks())
        .addOption(new Option('--tags <none>').hideHelp().default([]))
        .addOption(new Option('--skip-tags <none>').hideHelp().default([])),
  });
  command('version', 'print the version').action((options: WithStateDir) =>
    choose(options.stateDir, async (cli) => (await import('./commands/version.ts')).version(cli)),
  );
  return program;
}

function commandOf(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .option('--state-dir <dir>', 'where runs are kept')
    .exitOverride();
}

const EXAMPLES = `
Examples:
  rulerun plan  playbooks/disable-iptables-service.yml -i inventory
  rulerun apply playbooks/disable-iptables-service.yml -i inventory
  rulerun rollback last
`;

function runOptions(command: Command, inventoryRequired: boolean): Command {
  return outputOptions(loginOptions(loadOptions(command, inventoryRequired)))
    .addOption(forks())
    .option('--list-hosts', 'only list the hosts')
    .option('--list-tasks', 'only list the tasks')
    .option('--list-tags', 'only list the tags');
}

function loadOptions(command: Command, inventoryRequired: boolean): Command {
  return inventoryOptions(command, inventoryRequired)
    .option('-l, --limit <pattern>', 'only these of the hosts')
    .option('-t, --tags <tags>', 'only tasks with these tags', collect, [])
    .option('--skip-tags <tags>', 'no tasks with these tags', collect, [])
    .option('--start-at-task <name>', 'begin with the task of this name');
}

function inventoryOptions(command: Command, required: boolean): Command {
  const option = new Option(
    '-i, --inventory <source>',
    'inventory: a file, a folder, or `host,host`; may be repeated',
  );
  return command
    .addOption(option.argParser(collect).default([]).makeOptionMandatory(required))
    .option(
      '-e, --extra-vars <vars>',
      'variables that win: key=value, JSON, or @file; may be repeated',
      collect,
      [],
    )
    .hook('preAction', (_, actionCommand) => {
      if (required && actionCommand.opts<{ inventory: string[] }>().inventory.length === 0) {
        actionCommand.error('error: name an inventory with -i, such as: -i inventory', {
          exitCode: ExitCode.usage,
        });
      }
    });
}

function loginOptions(command: Command): Command {
  return command
    .option('-u, --user <name>', 'log in as this user')
    .option('-b, --become', 'work as root by sudo')
    .option('--become-user <name>', 'work as this user by sudo')
    .option('-K, --ask-become-pass', 'ask for the sudo password')
    .option('-k, --ask-pass', 'ask for the login password')
    .option('--private-key <file>', 'log in with this key')
    .option('--known-hosts <file>', 'the host keys to trust')
    .option('-T, --timeout <seconds>', 'longest time to connect', positive);
}

function outputOptions(command: Command): Command {
  return command
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

function forks(): Option {
  return new Option('-f, --forks <count>', 'hosts worked on at the same time')
    .argParser(positive)
    .default(50);
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number above 0.');
  return number;
}
