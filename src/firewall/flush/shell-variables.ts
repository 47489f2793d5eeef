import type { ShellCommand } from './shell-commands.ts';

const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/;
const VARIABLE = /\$(?:(\w+)|\{(\w+)(?::?[-=]([^}]*))?\})/g;

/**
 * The commands with the values of variables that the text itself sets, each to be split into words as a shell does:
 * `I="iptables -w"; $I -F` is `iptables -w -F`. What gets its value from elsewhere stays as it is written.
 */
export function withValues(commands: readonly ShellCommand[]): readonly ShellCommand[] {
  const values = new Map<string, string>();
  return commands.map((words) => {
    const expanded = words.map((word) => expand(word, values));
    for (const word of expanded) {
      const [, name, value] = ASSIGNMENT.exec(word) ?? [];
      if (name !== undefined && value !== undefined) values.set(name, value);
    }
    return expanded.flatMap((word, index) =>
      word === words[index] ? [word] : word.split(/\s+/).filter((part) => part !== ''),
    );
  });
}

function expand(word: string, values: ReadonlyMap<string, string>): string {
  return word.replace(
    VARIABLE,
    (written, plain: string | undefined, braced: string | undefined, otherwise: string | undefined) => {
      return values.get(plain ?? braced ?? '') ?? otherwise ?? written;
    },
  );
}
