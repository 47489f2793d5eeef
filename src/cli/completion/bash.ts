import { quoted } from './quoted.ts';
import { scriptFor } from './script.ts';
import type { CommandWords } from './words.ts';

/** A completion script for bash 4 and newer; it needs no bash-completion package. */
export function bashScript(commands: readonly CommandWords[]): string {
  return scriptFor('bash', {
    paths: paths(commands),
    words: commands.map(words),
    values: commands.flatMap(values),
  });
}

function paths(commands: readonly CommandWords[]): string {
  return commands
    .filter(({ path }) => path !== '')
    .map(({ path }) => quoted(path))
    .join(' | ');
}

function words({ path, words: some, options, playbooks }: CommandWords): string {
  const names = some.map(({ name }) => name).join(' ');
  const flags = options.flatMap((option) => option.names).join(' ');
  const own = playbooks.length > 0 ? ` playbooks=${quoted(playbooks.join(' '))}` : '';
  return `    ${quoted(path)}) words=${quoted(names)} options=${quoted(flags)}${own} ;;`;
}

/** What follows an option: its words, or, with none, the names of files. */
function values({ path, options }: CommandWords): readonly string[] {
  return options.flatMap(({ names, takes }) => {
    if (takes === 'nothing') return [];
    const patterns = names.map((name) => quoted(`${path} ${name}`)).join(' | ');
    return [`    ${patterns}) words=${quoted(takes === 'anything' ? '' : takes.join(' '))} ;;`];
  });
}
