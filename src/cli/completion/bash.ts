import { quote } from '../../host/quote.ts';
import { scriptFor } from './script.ts';
import type { CommandWords } from './words.ts';

/** A completion script for bash 4 and newer; it needs no bash-completion package. */
export function bashScript(commands: readonly CommandWords[]): string {
  return scriptFor('bash', commands, { or: ' | ', words, values });
}

function words({ path, words: some, options, playbooks }: CommandWords): string {
  const names = some.map(({ name }) => name).join(' ');
  const flags = options.flatMap((option) => option.names).join(' ');
  const own = playbooks.length > 0 ? ` playbooks=${quote(playbooks.join(' '))}` : '';
  return `    ${quote(path)}) words=${quote(names)} options=${quote(flags)}${own} ;;`;
}

/** What follows an option: its words, or, with none, the names of files. */
function values({ path, options }: CommandWords): readonly string[] {
  return options.flatMap(({ names, takes }) => {
    if (takes === 'nothing') return [];
    const patterns = names.map((name) => quote(`${path} ${name}`)).join(' | ');
    return [`    ${patterns}) words=${quote(takes === 'anything' ? '' : takes.join(' '))} ;;`];
  });
}
