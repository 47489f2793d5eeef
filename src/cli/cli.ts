import type { Controller } from '../app/controller.ts';
import type { ExitCode } from '../model/run/exit-code.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What every command is given beside its own arguments. */
export interface Cli extends Controller {
  readonly terminal: Terminal;
}

/** What a command does: given its arguments as they were typed, its options, and the `Cli`, in this order. */
type Work = (...given: never[]) => Promise<ExitCode>;

/** Makes commander's handler of a command, whose code is loaded only when the command is asked for. */
export type HandlerOf = (load: () => Promise<Work>) => (...given: unknown[]) => Promise<void>;
