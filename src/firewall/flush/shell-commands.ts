/** One simple command of a shell text: its words, without quotes. Expansions are left as written. */
export type ShellCommand = readonly string[];

const SEPARATOR = /^(?:[;&|()\n`]|\$\()/;

/**
 * The simple commands in a shell text, in order, as far as they can be told without running it: quotes, escapes, comments
 * and separators are known, expansions are not. What a quoted word holds is not looked into, except where a shell is given
 * it with `-c`, or `eval`.
 */
export function shellCommands(text: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: string[] = [];
  let at = 0;
  const endCommand = (): void => {
    if (words.length > 0) commands.push(words, ...innerCommands(words));
    words = [];
  };
  while (at < text.length) {
    const rest = text.slice(at, at + 2);
    const separator = SEPARATOR.exec(rest);
    if (separator !== null) {
      endCommand();
      at += separator[0].length;
    } else if (/^[ \t\r]/.test(rest)) at += 1;
    else if (rest === '\\\n') at += 2;
    else if (rest.startsWith('#')) at = endOfLine(text, at);
    else {
      const word = readWord(text, at);
      words.push(word.text);
      at = word.end;
    }
  }
  endCommand();
  return commands;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function readWord(text: string, start: number): { readonly text: string; readonly end: number } {
  let word = '';
  let at = start;
  while (at < text.length && !/^[ \t\r]/.test(text.charAt(at)) && !SEPARATOR.test(text.slice(at, at + 2))) {
    const character = text.charAt(at);
    if (character === "'") {
      const end = text.indexOf("'", at + 1);
      const stop = end === -1 ? text.length : end;
      word += text.slice(at + 1, stop);
      at = stop + 1;
    } else if (character === '"') {
      const quoted = /^"((?:[^"\\]|\\[\s\S])*)/.exec(text.slice(at))?.[1] ?? '';
      word += quoted.replace(/\\([$`"\\\n])/g, '$1');
      at += quoted.length + 2;
    } else if (character === '\\') {
      word += text.charAt(at + 1);
      at += 2;
    } else {
      word += character;
      at += 1;
    }
  }
  return { text: word, end: at };
}

/** `sh -c TEXT`, `su -c TEXT`, `eval TEXT…`. */
function innerCommands(words: ShellCommand): readonly ShellCommand[] {
  const [first] = words;
  if (first === 'eval') return shellCommands(words.slice(1).join(' '));
  const flag = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  const inner = flag === -1 ? undefined : words[flag + 1];
  return inner === undefined || !/\s/.test(inner) ? [] : shellCommands(inner);
}
