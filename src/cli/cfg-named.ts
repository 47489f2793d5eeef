import type { Command } from 'commander';
import type { Cli } from './cli.ts';

/** The ansible.cfg that a command is to read; undefined: none, or the command reads none. */
export function cfgNamed(command: Command, environment: Cli['environment']): string | undefined {
  if (!command.options.some((option) => option.attributeName() === 'ansibleCfg')) return undefined;
  const { ansibleCfg } = command.opts<{ readonly ansibleCfg?: string }>();
  return ansibleCfg ?? (environment['ANSIBLE_CONFIG'] || undefined);
}
