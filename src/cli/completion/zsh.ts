import { quoted } from './quoted.ts';
import { scriptFor } from './script.ts';
import type { CommandWords } from './words.ts';

/** A completion script for zsh: to be put into a file `_rulerun` on its fpath, or to be sourced after compinit. */
export function zshScript(commands: readonly CommandWords[]): string {
  return scriptFor('zsh', {
    paths: paths(commands),
    words: commands.map(described),
    values: commands.flatMap(values),
  });
}

function paths(commands: readonly CommandWords[]): string {
  return commands
    .filter(({ path }) => path !== '')
    .map(({ path }) => quoted(path))
    .join('|');
}

/** A colon parts a word from what is said about it. */
function item(name: string, says: string): string {
  return quoted(`${name.replaceAll(':', '\\:')}:${says}`);
}

function described({ path, words, options, playbooks }: CommandWords): string {
  const names = words.map(({ name, says }) => item(name, says)).join(' ');
  const flags = options.flatMap(({ names: all, says }) => all.map((name) => item(name, says))).join(' ');
  const own = playbooks.length > 0 ? ` playbooks=(${playbooks.map(quoted).join(' ')})` : '';
  return `    (${quoted(path)}) names=(${names}) flags=(${flags})${own} ;;`;
}

function values({ path, options }: CommandWords): readonly string[] {
  return options.flatMap(({ names, takes }) => {
    if (takes === 'nothing') return [];
    const patterns = names.map((name) => quoted(`${path} ${name}`)).join('|');
    if (takes === 'anything') return [`    (${patterns}) _files; return ;;`];
    return [`    (${patterns}) compadd -- ${takes.map(quoted).join(' ')}; return ;;`];
  });
}
