import { join } from 'node:path';
import { type Page, paragraph } from '../../renderers/page.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { styleFor } from '../../renderers/style.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Scene } from './scenes.ts';
import { shellLines } from './shell-line.ts';

/** What the demo says between its commands. */
export interface DemoStage {
  open(folder: string): void;
  /** Says why, shows the command, and waits for Enter; false: it is not to be run. */
  announce(scene: Scene, number: number, of: number): Promise<boolean>;
  ended(scene: Scene): void;
  surprised(what: string): void;
  /** `folder`: what is left; undefined: nothing is. */
  stopped(folder: string | undefined): void;
  close(folder: string, report: string, keep: boolean): void;
}

interface StageOptions {
  readonly wait: boolean;
  readonly signal: AbortSignal;
}

/** Everything goes to standard error: standard output is for the results of the commands. */
export function stageOn(terminal: Terminal, { wait, signal }: StageOptions): DemoStage {
  const style = styleFor(terminal.environment, terminal.errIsTerminal);
  const page: Page = {
    style,
    columns: terminal.errIsTerminal ? process.stderr.columns || undefined : undefined,
  };
  const say = (lines: readonly string[]): void => terminal.err(lines.map((line) => `${line}\n`).join(''));
  const text = (words: string, paint?: (line: string) => string): readonly string[] =>
    paragraph(page, 0, safeLine(words), paint === undefined ? {} : { paint });
  const command = (argv: readonly string[]): readonly string[] =>
    shellLines(argv.map(safeLine), page.columns).map(style.bold);

  return {
    open(folder) {
      say([
        ...text(
          'This shows what rulerun does, on three throw-away nodes inside this machine: real shells, files and firewall rules, nothing that anybody uses. It takes less than a minute.',
        ),
        '',
        ...text('Playbooks, inventory and records are in a folder of their own:'),
        ...command(['cd', folder]),
        ...command(['export', 'RULERUN_STATE_DIR=$PWD/state']),
      ]);
    },
    async announce({ why, reads, argv }, number, of) {
      say([
        '',
        ...text(`${number} of ${of}. ${why}`),
        ...(reads === undefined
          ? []
          : ['', ...command(['cat', reads.name]), ...reads.text.trimEnd().split('\n')]),
        '',
        ...command(['rulerun', ...argv]),
      ]);
      if (!wait || !terminal.isInteractive) return !signal.aborted;
      const answer = await terminal.ask('Enter runs it, Ctrl-C ends the demo ', { hidden: false, signal });
      return answer !== undefined && !signal.aborted;
    },
    ended({ exitCode, meaning }) {
      say(['', ...text(`Exit code ${exitCode}: ${meaning}.`, style.good)]);
    },
    surprised(what) {
      say(['', ...text(`This is not what was to be shown: ${what}.`, style.bad)]);
      say(text('rulerun demo --keep leaves everything in its folder, to be looked at.'));
    },
    stopped(folder) {
      const left = folder === undefined ? 'nothing of it is left' : `everything is left in ${folder}`;
      say(['', ...text(`The demo has ended early; ${left}.`)]);
    },
    close(folder, report, keep) {
      const rest = keep ? `Everything else is left in ${folder}.` : 'Everything else is removed.';
      say([
        '',
        ...text('That was rulerun. The report, to be opened in a browser:'),
        `  ${safeLine(join(folder, report))}`,
        ...text(rest),
        '',
        ...text(
          'With nodes of your own: rulerun plan PLAYBOOK -i INVENTORY. What a playbook can do: rulerun doc',
        ),
      ]);
    },
  };
}
