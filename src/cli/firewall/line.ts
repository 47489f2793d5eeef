import { type Command, InvalidArgumentError, Option } from 'commander';
import type { HandlerOf } from '../cli.ts';
import { newCommand } from '../command-help.ts';
import type { FirewallVerb } from '../commands/firewall.ts';
import { collect, forks, inventoryOptions, loginOptions } from '../option-sets.ts';

/** `rulerun firewall …`: the commands that know whose a rule is. */
export function firewallCommands(firewall: Command, run: HandlerOf): void {
  const verb = (
    name: FirewallVerb,
    argument: string,
    description: string,
    formats: readonly string[] = ['human', 'json'],
  ): Command =>
    loginOptions(inventoryOptions(newCommand(firewall, `${name} ${argument}`, description), false))
      .option('-l, --limit <pattern>', 'only these of the hosts')
      .addOption(forks())
      .optionsGroup('What to show:')
      .addOption(new Option('--format <how>', 'how to tell it').choices(formats).default('human'))
      .option(
        '--owner <chain=owner>',
        'the owner of a chain that is not recognized; may be repeated',
        collect,
        [],
      )
      .option('--cluster-network <cidr>', 'a network of the pods; may be repeated', collect, [])
      .option(
        '-v, --verbose',
        'tell every finding, not only the first of a kind',
        (_, count: number) => count + 1,
        0,
      )
      .action(run(async () => (await import('../commands/firewall.ts')).firewall.bind(undefined, name)));
  verb('lint', '[file...]', 'what is wrong with a file of rules; exit code 10 when something is', [
    'human',
    'json',
    'sarif',
  ]).option('--ssh-port <port>', 'the port on which ssh comes in', port);
  verb('clean', '[file]', 'print a file without the rules of Docker, OpenShift and others')
    .option('--in-place', 'replace the file, and keep what it was beside it')
    .option('--reapply <file>', 'write what belongs into chains that others make');
  verb('explain', '[file...]', 'whose every chain and rule is, and why');
  verb('diff', '[file...]', 'what differs between the rules of two files; exit code 10 when something does');
}

function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
  throw new InvalidArgumentError('It must be a port, from 1 to 65535.');
}
