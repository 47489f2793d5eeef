import { optionMistakes } from './text/check-options.ts';
import { commandMistakes, commandsIn } from './text/commands/check-command.ts';
import { exceedsBytes, LIMITS } from './text/limits.ts';
import { type Mistake, type WordMistake, wrong } from './text/mistakes.ts';
import type { OpenTable } from './text/open-table.ts';
import { arityOf } from './text/option-values.ts';
import type { RulePart } from './text/read-options.ts';
import type { Word } from './text/rules.ts';

/** What iptables-restore refuses in the words of a rule; the values of matches and targets are its own affair. */
export function ruleMistakes(
  words: readonly Word[],
  parts: readonly RulePart[],
  { name, declared }: OpenTable,
): readonly WordMistake[] {
  if (commandsIn(parts).length === 0) return [{ word: 0, mistake: noCommand(words[0]?.text ?? '') }];
  return [
    ...words.flatMap(({ text }, word) =>
      exceedsBytes(text, LIMITS.wordBytes) ? [{ word, mistake: TOO_LONG }] : [],
    ),
    ...parts.flatMap((part) =>
      part.kind === 'option' ? [] : [{ word: part.first, mistake: misplaced(part, words) }],
    ),
    ...commandMistakes(parts, declared),
    ...optionMistakes(parts, name),
  ];
}

const TOO_LONG: Mistake = wrong(
  'word-too-long',
  `a word of a rule has at most ${LIMITS.wordBytes} bytes`,
  'shorten it',
);

function noCommand(first: string): Mistake {
  if (first === '') {
    const message = 'a line of spaces is no empty line for iptables-restore, which refuses it inside a table';
    return wrong('not-a-rule', message, 'remove the spaces');
  }
  const hint = first.startsWith('#')
    ? 'a comment begins in the first column of a line of its own'
    : 'write `COMMIT`, `*table` and `:CHAIN` in the first column, in these letters and with nothing behind COMMIT; a rule begins with `-A CHAIN`';
  return wrong('not-a-rule', 'this line is no rule, chain, table, comment or COMMIT', hint);
}

function misplaced(part: RulePart, words: readonly Word[]): Mistake {
  switch (part.kind) {
    case 'stray':
      return strayWord(words[part.first]?.text ?? '');
    case 'dangling': {
      const hint = 'write it before the option that it turns around, as in `! -i docker0`';
      return wrong('misplaced-negation', 'there is no option behind this `!`', hint);
    }
    case 'option':
    case 'incomplete': {
      const { name, values } = part.option;
      const { least } = arityOf(part.canonical);
      const needed = least === 1 ? 'a value' : `${least} values`;
      const message = `\`${name}\` needs ${needed} and has ${values.length === 0 ? 'none' : 'one'}`;
      return wrong('missing-value', message, `write it behind \`${name}\`, or remove the option`);
    }
  }
}

function strayWord(text: string): Mistake {
  const hint = text.startsWith('#')
    ? 'a comment has a line of its own; or use `-m comment --comment "…"`'
    : 'put a text with spaces in double quotes, single quotes are no quotes here; or remove the word';
  return wrong('stray-word', 'no option takes this word', hint);
}
