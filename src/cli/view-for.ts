import { jsonlView } from '../renderers/jsonl.ts';
import { plainView } from '../renderers/plain.ts';
import { quietView } from '../renderers/quiet.ts';
import { styleFor } from '../renderers/style.ts';
import type { View, Writers } from '../renderers/view.ts';
import type { RunOptions } from './options.ts';
import type { Terminal } from './ports/terminal.ts';

/** The view that was asked for. Everything it writes has gone through `clean`, which takes the secrets out. */
export function viewFor(
  { output, verbose, diff }: Pick<RunOptions, 'output' | 'verbose' | 'diff'>,
  terminal: Terminal,
  clean: (text: string) => string,
): View {
  const writers: Writers = {
    result: (line) => terminal.out(`${clean(line)}\n`),
    narration: (line) => terminal.err(`${clean(line)}\n`),
  };
  switch (output ?? 'plain') {
    case 'jsonl':
      return jsonlView(writers);
    case 'quiet':
      return quietView(writers);
    case 'plain': {
      const style = styleFor(terminal.environment, terminal.outIsTerminal && terminal.errIsTerminal);
      return plainView(writers, { style, verbosity: verbose, diff: diff === true, columns: 100 });
    }
  }
}
