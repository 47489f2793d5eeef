import { quote } from '../../host/quote.ts';
import { scriptFor } from './script.ts';
import type { CommandWords } from './words.ts';

/** A completion script for zsh: to be put into a file `_rulerun` on its fpath, or to be sourced after compinit. */
export function zshScript(commands: readonly CommandWords[]): string {
  return scriptFor('zsh', commands, { or: '|', words: described, values });
}

/** A colon parts a word from what is said about it. */
function item(name: string, says: string): string {
  return quote(`${name.replaceAll(':', '\\:')}:${says}`);
}

function described({ path, words, options, playbooks }: CommandWords): string {
  const names = words.map(({ name, says }) => item(name, says)).join(' ');
  const flags = options.flatMap(({ names: all, says }) => all.map((name) => item(name, says))).join(' ');
  const own = playbooks.length > 0 ? ` playbooks=(${playbooks.map(quote).join(' ')})` : '';
  return `    (${quote(path)}) names=(${names}) flags=(${flags})${own} ;;`;
}

function values({ path, options }: CommandWords): readonly string[] {
  return options.flatMap(({ names, takes }) => {
    if (takes === 'nothing') return [];
    const patterns = names.map((name) => quote(`${path} ${name}`)).join('|');
    if (takes === 'anything') return [`    (${patterns}) _files; return ;;`];
    return [`    (${patterns}) compadd -- ${takes.map(quote).join(' ')}; return ;;`];
  });
}
