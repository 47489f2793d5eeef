import type { ExitCode } from '../model/run/exit-code.ts';
import type { Cli } from './cli.ts';

/** Says what the command line asks for, once it has been understood. */
export type Choose = (stateDir: string | undefined, action: (cli: Cli) => Promise<ExitCode>) => void;

/** The option that every command has. */
export interface WithStateDir {
  readonly stateDir?: string;
}
