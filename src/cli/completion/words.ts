import type { Command, Option } from 'commander';

/** What can be typed after a command of the tree. */
export interface CommandWords {
  /** The words after `rulerun` that name it; empty: rulerun itself. */
  readonly path: string;
  /** Commands below it, or else what its first argument may be. */
  readonly words: readonly OfferedWord[];
  readonly options: readonly OptionWords[];
  /** The names of rulerun's own playbooks, where it takes playbooks; files may be named there too. */
  readonly playbooks: readonly string[];
}

export interface OfferedWord {
  readonly name: string;
  readonly says: string;
}

export interface OptionWords {
  /** With their dashes, the long one first. */
  readonly names: readonly string[];
  readonly says: string;
  /** What may follow it: nothing, one of some words, or something that only the person knows, such as a file. */
  readonly takes: 'nothing' | 'anything' | readonly string[];
}

const HELP: OptionWords = { names: ['--help', '-h'], says: 'display help for command', takes: 'nothing' };

/** Every command of the tree with its options, the root first. */
export function commandWords(
  command: Command,
  shipped: readonly string[],
  above: readonly string[] = [],
): readonly CommandWords[] {
  const [argument] = command.registeredArguments;
  const below = command.commands.map((one) => ({ name: one.name(), says: one.description() }));
  const choices = (argument?.argChoices ?? []).map((name) => ({ name, says: argument?.description ?? '' }));
  return [
    {
      path: above.join(' '),
      words: below.length > 0 ? below : choices,
      options: [...command.options.filter(({ hidden }) => !hidden).map(optionWords), HELP],
      playbooks: command.registeredArguments.some((one) => one.name() === 'playbook') ? shipped : [],
    },
    ...command.commands.flatMap((one) => commandWords(one, shipped, [...above, one.name()])),
  ];
}

function optionWords({ long, short, description, argChoices, required, optional }: Option): OptionWords {
  const names = [long, short].filter((name) => typeof name === 'string');
  return { names, says: description, takes: required || optional ? (argChoices ?? 'anything') : 'nothing' };
}
