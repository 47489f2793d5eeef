import type { CommandWords, OptionWords } from './words.ts';

/** A completion script for fish. */
export function fishScript(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => {
    const here = condition(command, commands);
    return [
      ...command.words.map(
        ({ name, says }) => `complete -c rulerun -n ${here} -f -a ${fish(name)} -d ${fish(says)}`,
      ),
      ...command.playbooks.map(
        (name) => `complete -c rulerun -n ${here} -a ${fish(name)} -d ${fish('a playbook of rulerun')}`,
      ),
      ...command.options.map(
        (option) => `complete -c rulerun -n ${here} ${optionPart(option)} -d ${fish(option.says)}`,
      ),
    ];
  });
  return `# Completion of rulerun for fish. For this shell: rulerun completion fish | source
${lines.join('\n')}
`;
}

/** True where the words so far name this command and none below it. */
function condition({ path, words }: CommandWords, commands: readonly CommandWords[]): string {
  const seen = path === '' ? [] : path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const hasBelow = commands.some(
    (one) => one.path.startsWith(path === '' ? '' : `${path} `) && one.path !== path,
  );
  const below = hasBelow
    ? [`not __fish_seen_subcommand_from ${words.map(({ name }) => name).join(' ')}`]
    : [];
  return fish([...seen, ...below].join('; and '));
}

function optionPart({ names, takes }: OptionWords): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  if (takes === 'nothing') return flags.join(' ');
  return [...flags, ...(takes === 'anything' ? ['-r'] : ['-x', '-a', fish(takes.join(' '))])].join(' ');
}

/** In single quotes fish takes everything as it is but the quote and the backslash. */
function fish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
