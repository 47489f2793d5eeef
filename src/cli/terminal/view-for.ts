import { cleanedEvent } from '../../model/run/cleaned-event.ts';
import { jsonlView } from '../../renderers/jsonl.ts';
import { type LiveTerminal, liveView } from '../../renderers/live/live.ts';
import { plainView } from '../../renderers/plain/plain.ts';
import { quietView } from '../../renderers/quiet.ts';
import { styleFor } from '../../renderers/style.ts';
import type { View, Writers } from '../../renderers/view.ts';
import type { RunOptions } from '../options.ts';
import { hasUtf8 } from './locale.ts';
import type { Terminal } from './terminal.ts';

export type Output = 'live' | 'plain' | 'jsonl' | 'quiet';

type ViewOptions = Pick<RunOptions, 'verbose' | 'diff' | 'output' | 'step'>;

/** The view that was asked for. Everything it writes has gone through `clean`, which takes the secrets out. */
export function viewFor(options: ViewOptions, terminal: Terminal, clean: (text: string) => string): View {
  const view = uncleanView(options, terminal, clean);
  // Before a text is broken into lines or cut to fit: a part of a secret is not found any more.
  return { ...view, show: (event) => view.show(cleanedEvent(event, clean)) };
}

/** `live` wherever somebody can watch; it is of no use in a pipe, in a log of a build, and on a terminal that cannot. */
export function outputFor({ output, verbose, diff, step }: ViewOptions, terminal: Terminal): Output {
  const canDraw = terminal.errIsTerminal && terminal.environment['TERM'] !== 'dumb';
  if (output !== undefined && output !== 'json') return output === 'live' && !canDraw ? 'plain' : output;
  const isWatched = canDraw && (terminal.outIsTerminal || output === 'json') && !terminal.environment['CI'];
  // Who asks for every line gets lines, and questions need a place that is not drawn over.
  return isWatched && verbose === 0 && diff !== true && step !== true ? 'live' : 'plain';
}

function uncleanView(options: ViewOptions, terminal: Terminal, clean: (text: string) => string): View {
  // Then standard output is for the one document that comes at the end.
  const isDocument = options.output === 'json';
  const narration = (line: string): void => terminal.err(`${clean(line)}\n`);
  const writers: Writers = {
    result: (line) => (isDocument ? narration(line) : terminal.out(`${clean(line)}\n`)),
    narration,
  };
  const isTerminal = terminal.outIsTerminal && terminal.errIsTerminal;
  const page = {
    style: styleFor(terminal.environment, isTerminal),
    verbosity: options.verbose,
    diff: options.diff === true,
  };
  switch (outputFor(options, terminal)) {
    case 'jsonl':
      // Its events are cleaned; in their text a secret such as `type` would be found in every line.
      return jsonlView({ ...writers, result: (line) => terminal.out(`${line}\n`) });
    case 'quiet':
      return quietView(writers);
    case 'plain':
      return plainView(writers, {
        ...page,
        columns: isTerminal ? process.stderr.columns || undefined : undefined,
      });
    case 'live':
      return liveView(writers, liveTerminal(terminal, clean), page);
  }
}

function liveTerminal(terminal: Terminal, clean: (text: string) => string): LiveTerminal {
  return {
    draw: (text) => terminal.err(clean(text)),
    size: () => ({ columns: process.stderr.columns || 80, rows: process.stderr.rows || 24 }),
    now: () => performance.now(),
    unicode: hasUtf8(terminal.environment),
    every: (ms, tick) => {
      const timer = setInterval(tick, ms).unref();
      return () => clearInterval(timer);
    },
    atExit: (restore) => {
      process.once('exit', restore);
      return () => process.off('exit', restore);
    },
  };
}
