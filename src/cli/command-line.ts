import { Argument, Command, CommanderError, Help, Option } from 'commander';
import { stateDirOf } from '../app/system/state-dir.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import { cfgNamed } from './cfg-named.ts';
import type { Cli, HandlerOf } from './cli.ts';
import { ALL_EXIT_CODES, newCommand } from './command-help.ts';
import type { RunAsTyped } from './commands/demo.ts';
import { firewallCommands } from './firewall/line.ts';
import {
  ansibleCfgOption,
  becomeUserOption,
  forks,
  HOW,
  inventoryOptions,
  loadOptions,
  outputOptions,
  reachOptions,
  runOptions,
  WHICH,
} from './option-sets.ts';
import { scheduleCommands } from './schedule/line.ts';
import type { Terminal } from './terminal/terminal.ts';
import { vaultCommands } from './vault/line.ts';
import { olderThanOption, untilOption, windowOption } from './window-options.ts';

/**
 * Parses a command line and runs what it asks for. Each command's code is loaded only when it is asked for. `main` runs
 * another command line from the very beginning.
 */
export async function runCommandLine(
  argv: readonly string[],
  terminal: Terminal,
  main: RunAsTyped,
): Promise<ExitCode> {
  const { environment } = terminal;
  let exitCode: ExitCode = ExitCode.usage;
  const run: HandlerOf =
    (load) =>
    // Commander gives the arguments, the options, and the command itself.
    async (...given) => {
      const work = await load();
      const { stateDir } = given.at(-2) as { readonly stateDir?: string };
      const cli: Cli = { terminal, environment, stateDir: stateDirOf(stateDir, environment) };
      exitCode = await work(...([...given.slice(0, -1), cli] as never[]));
    };
  try {
    await commandLine(terminal, run, main).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  }
  return exitCode;
}

/** Commander's way to tell a mistake, turned into the one that all other mistakes are told in. */
function asOurs(text: string): string {
  return text
    .replace(/^error: /, 'rulerun: ')
    .replace(/^\(Did you mean (?!one of)(.*)\?\)$/m, '  hint: did you mean `$1`?')
    .replace(/^\(Did you mean (one of .*)\?\)$/m, '  hint: did you mean $1?');
}

function commandLine(terminal: Terminal, run: HandlerOf, main: RunAsTyped): Command {
  const program = new Command('rulerun')
    .description(
      'Remediation playbooks for live clusters: checked first, previewed, proved, and put back when anything fails.',
    )
    // Answered before anything is loaded; here it is only listed.
    .option('-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(asOurs(text)),
    })
    .configureHelp({ optionDescription })
    .showSuggestionAfterError()
    .addHelpText('after', EXAMPLES)
    // Before a command looks at its own options: a setting may be what it misses.
    .hook('preAction', async (_, actionCommand) => {
      const named = cfgNamed(actionCommand, terminal.environment);
      if (named === undefined) return;
      await (await import('./ansible-cfg.ts')).takeAnsibleCfg(actionCommand, named, terminal);
    });

  const command = (usage: string, description: string): Command => newCommand(program, usage, description);

  runOptions(
    command(
      'apply <playbook...>',
      'check every host, show what will change, change it, and prove it; or apply a saved plan',
    ),
    false,
  )
    .optionsGroup(HOW)
    .option('-C, --check', 'change nothing, only show what would change (the same as plan)')
    .option('-y, --yes', 'do not ask before changing')
    .option('--step', 'ask before each task that would change something')
    .addOption(untilOption())
    .addOption(windowOption())
    .option(
      '--take-over',
      'take hosts over from a run that has them and is gone; the preview says what it left there',
    )
    .option('--skip-moved', 'with a saved plan: leave out hosts that have moved since, rather than stop')
    .action(run(async () => (await import('./commands/apply.ts')).apply));
  runOptions(
    command('plan <playbook...>', 'show what apply would change; exit code 10 when there is something'),
    true,
  )
    .optionsGroup(HOW)
    .option('--out <file>', 'keep the plan, to be applied exactly as it was shown')
    .action(run(async () => (await import('./commands/apply.ts')).plan));
  runOptions(
    command('drift <playbook...>', 'say which hosts are not as a playbook wants them any more; exit code 10'),
    true,
  ).action(run(async () => (await import('./commands/apply.ts')).drift));
  ansibleCfgOption(
    loadOptions(command('validate <playbook...>', 'check playbooks and inventory; contacts no host'), false),
  ).action(run(async () => (await import('./commands/validate.ts')).validate));
  outputOptions(
    reachOptions(inventoryOptions(command('rollback <run>', 'undo what a run did, newest first'), false)),
  )
    .optionsGroup(WHICH)
    .option('-l, --limit <pattern>', 'only these hosts')
    .optionsGroup(HOW)
    .addOption(forks())
    .option('-y, --yes', 'do not ask before changing')
    .action(run(async () => (await import('./commands/rollback.ts')).rollback));
  command('status [run]', 'what became of a run, the last one if none is named')
    .option('--json', 'one JSON document')
    .action(run(async () => (await import('./commands/history.ts')).status));
  command('report <run>', 'tell a run from its record, as a page or for other programs')
    .option('--html <file>', 'write a page that needs nothing else; `-` is standard output')
    .option('--json <file>', 'write one JSON document')
    .option('--junit <file>', 'write test results')
    .action(run(async () => (await import('./commands/report.ts')).report));
  command('history', 'the runs of this state folder, newest first')
    .option('--json', 'one JSON document')
    .action(run(async () => (await import('./commands/history.ts')).history));
  becomeUserOption(
    reachOptions(
      inventoryOptions(
        command('gc', 'remove what is kept of old runs, here and, with an inventory, on its hosts'),
        false,
      ),
    ),
  )
    .optionsGroup(WHICH)
    .option('-l, --limit <pattern>', 'only these of the hosts')
    .optionsGroup(HOW)
    .addOption(forks())
    .addOption(olderThanOption())
    .option('-C, --check', 'remove nothing, only say what would be removed')
    .action(run(async () => (await import('./commands/gc.ts')).gc));
  ansibleCfgOption(inventoryOptions(command('inventory', 'show what an inventory says'), true))
    .option('--list', 'all groups and host variables as JSON')
    .option('--graph', 'groups and hosts as a tree')
    .option('--host <name>', 'the variables of one host as JSON')
    .option('--origin', 'with --host: where each value comes from, and what it covers')
    .option('--playbook-dir <folder>', 'the `group_vars` and `host_vars` in this folder count too')
    .addOption(new Option('--output <how>', 'how to show the origins').choices(['plain', 'json']))
    .action(run(async () => (await import('./commands/inventory.ts')).inventory));
  command(
    'doc [name]',
    'what tasks can do: all actions, or one; `doc errors`: what every code of a mistake means, `doc CODE`: one',
  )
    .option('--json', 'one JSON document')
    .action(run(async () => (await import('./commands/doc.ts')).doc));
  command(
    'sandbox [what] [node]',
    'the embedded test hosts: `sandbox status` lists them, `sandbox reset [NODE]` gives fresh disks',
  ).action(run(async () => (await import('./commands/sandbox.ts')).sandbox));
  program
    .command('demo')
    .description('see it all in a minute: preview, change, failure, rollback, report, on throw-away nodes')
    .option('--no-wait', 'do not wait for Enter between the commands')
    .option('--keep', 'leave everything in its folder')
    .action(run(async () => (await import('./commands/demo.ts')).demo.bind(undefined, main)));
  scheduleCommands(
    program
      .command('schedule')
      .description('run playbooks by themselves at set times, in maintenance windows'),
    run,
  );
  vaultCommands(
    program.command('vault').description('encrypt files and values as ansible-vault does, and open them'),
    run,
  );
  program
    .command('completion')
    .description('print a script that makes a shell complete commands and options')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .action(run(async () => (await import('./commands/completion.ts')).completion.bind(undefined, program)));
  firewallCommands(
    program
      .command('firewall')
      .description(
        'whose the rules of a firewall are: lint, clean, explain and diff files, or the rules of hosts',
      ),
    run,
  );
  command('version', 'print the version').action(
    run(async () => (await import('./commands/version.ts')).version),
  );
  return program;
}

const EXAMPLES = `
Examples:
  rulerun plan  playbooks/disable-iptables-service.yml -i inventory
  rulerun apply rulerun:disable-iptables-service -i inventory
  rulerun rollback last

Names that begin with rulerun: are playbooks that are part of it, from any folder.

${ALL_EXIT_CODES}
`;

/** As it comes, but without `(default: [])`: that an option which may be repeated need not be given goes without saying. */
function optionDescription(option: Option): string {
  if (!Array.isArray(option.defaultValue) || option.defaultValue.length > 0)
    return new Help().optionDescription(option);
  return option.description;
}
