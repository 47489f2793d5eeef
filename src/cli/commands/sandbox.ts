import { ExitCode } from '../../model/run/exit-code.ts';
import type { Cli } from '../cli.ts';

/** Shows the embedded test hosts, or gives them fresh disks. */
export async function sandbox(
  what: string = 'status',
  node: string | undefined,
  _: object,
  { terminal, stateDir }: Cli,
): Promise<ExitCode> {
  const { resetSandbox, sandboxStatus } = await import('../../transports/sandbox/node/disk.ts');
  switch (what) {
    case 'status':
      for (const line of await sandboxStatus(stateDir)) terminal.out(`${line}\n`);
      return ExitCode.ok;
    case 'reset':
      await resetSandbox(stateDir, node);
      terminal.out(
        node === undefined ? 'All sandbox nodes have fresh disks.\n' : `${node} has a fresh disk.\n`,
      );
      return ExitCode.ok;
    default:
      terminal.err(
        `rulerun: sandbox does not know \`${what}\`\n  hint: rulerun sandbox status, or rulerun sandbox reset [NODE]\n`,
      );
      return ExitCode.usage;
  }
}
