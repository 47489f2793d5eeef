import { readFileSync } from 'node:fs';
import { quote } from '../../host/quote.ts';
import type { CommandWords } from './words.ts';

/** How a shell is told of commands. */
interface ShellWords {
  /** What stands between the patterns of a case. */
  readonly or: string;
  /** The line for what can be typed after a command. */
  readonly words: (command: CommandWords) => string;
  /** The lines for what follows the options of a command that take something. */
  readonly values: (command: CommandWords) => readonly string[];
}

/** The script `SHELL.sh` that lies here, with the commands in the places that it marks: `@paths`, and lines `# @words`. */
export function scriptFor(
  shell: 'bash' | 'zsh',
  commands: readonly CommandWords[],
  { or, words, values }: ShellWords,
): string {
  const text = readFileSync(new URL(`./${shell}.sh`, import.meta.url), 'utf8');
  const paths = commands.filter(({ path }) => path !== '').map(({ path }) => quote(path));
  return text
    .replace('@paths', () => paths.join(or))
    .replace(/^ *# @words$/m, () => commands.map(words).join('\n'))
    .replace(/^ *# @values$/m, () => commands.flatMap(values).join('\n'));
}
