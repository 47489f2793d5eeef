import { Argument, Command, CommanderError, Help, type Option } from 'commander';
import { stateDirOf } from '../app/system/state-dir.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import type { Choose, WithStateDir } from './choose.ts';
import { ALL_EXIT_CODES, withHelp } from './command-help.ts';
import type { DemoOptions, RunAsTyped } from './commands/demo.ts';
import type { GcOptions } from './commands/gc.ts';
import type { ReportOptions } from './commands/report.ts';
import { firewallCommands } from './firewall/line.ts';
import {
  becomeUserOption,
  forks,
  HOW,
  inventoryOptions,
  loadOptions,
  loginOptions,
  outputOptions,
  reachOptions,
  runOptions,
  WHICH,
} from './option-sets.ts';
import type { RunOptions } from './options.ts';
import { scheduleCommands } from './schedule/line.ts';
import type { Terminal } from './terminal/terminal.ts';
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
  let chosen: Parameters<Choose>[1] | undefined;
  let chosenStateDir: string | undefined;
  const choose: Choose = (stateDir, action) => {
    chosenStateDir = stateDir;
    chosen = action;
  };
  const program = commandLine(terminal, choose, main);
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
  const { environment } = terminal;
  return chosen({ terminal, environment, stateDir: stateDirOf(chosenStateDir, environment) });
}

function commandLine(terminal: Terminal, choose: Choose, main: RunAsTyped): Command {
  const program = new Command('rulerun')
    .description(
      'Remediation playbooks for live clusters: checked first, previewed, proved, and put back when anything fails.',
    )
    // Answered before anything is loaded; here it is only listed.
    .option('-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .configureHelp({ optionDescription })
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
    .action((playbooks: string[], options: RunOptions & WithStateDir) =>
      choose(options.stateDir, async (cli) =>
        (await import('./commands/apply.ts')).apply(playbooks, options, cli),
      ),
    );
  runOptions(
    command('plan <playbook...>', 'show what apply would change; exit code 10 when there is something'),
    true,
  )
    .optionsGroup(HOW)
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
  outputOptions(
    reachOptions(inventoryOptions(command('rollback <run>', 'undo what a run did, newest first'), false)),
  )
    .optionsGroup(WHICH)
    .option('-l, --limit <pattern>', 'only these hosts')
    .optionsGroup(HOW)
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
    .action((options: GcOptions & WithStateDir) =>
      choose(options.stateDir, async (cli) => (await import('./commands/gc.ts')).gc(options, cli)),
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
  command(
    'doc [name]',
    'what tasks can do: all actions, or one; `doc errors`: what every code of a mistake means, `doc CODE`: one',
  )
    .option('--json', 'one JSON document')
    .action((action: string | undefined, options: WithStateDir & { readonly json?: true }) =>
      choose(options.stateDir, async (cli) => (await import('./commands/doc.ts')).doc(action, options, cli)),
    );
  command(
    'sandbox [what] [node]',
    'the embedded test hosts: `sandbox status` lists them, `sandbox reset [NODE]` gives fresh disks',
  ).action((what: string = 'status', node: string | undefined, options: WithStateDir) =>
    choose(options.stateDir, async (cli) => (await import('./commands/sandbox.ts')).sandbox(what, node, cli)),
  );
  program
    .command('demo')
    .description('see it all in a minute: preview, change, failure, rollback, report, on throw-away nodes')
    .option('--no-wait', 'do not wait for Enter between the commands')
    .option('--keep', 'leave everything in its folder')
    .exitOverride()
    .action((options: DemoOptions) =>
      choose(undefined, async (cli) => (await import('./commands/demo.ts')).demo(options, cli, main)),
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
        .addOption(forks()),
  });
  command('version', 'print the version').action((options: WithStateDir) =>
    choose(options.stateDir, async (cli) => (await import('./commands/version.ts')).version(cli)),
  );
  return program;
}

function commandOf(parent: Command, usage: string, description: string): Command {
  const command = parent
    .command(usage)
    .description(description)
    .option('--state-dir <dir>', 'where runs are kept')
    .exitOverride();
  return withHelp(command, parent.parent === null ? command.name() : `${parent.name()} ${command.name()}`);
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
