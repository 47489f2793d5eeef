import type { Controller } from '../app/controller.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What every command is given beside its own arguments. */
export interface Cli extends Controller {
  readonly terminal: Terminal;
}
