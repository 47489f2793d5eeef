import { placeOf, type RulePlace } from './rule-place.ts';
import { checkOptions } from './text/check-options.ts';
import { commandMistakes, commandsIn } from './text/commands/check-command.ts';
import { exceedsBytes, LIMITS } from './text/limits.ts';
import type { Mistake, Mistakes } from './text/mistakes.ts';
import { arityOf } from './text/option-values.ts';
import type { RulePart } from './text/read-options.ts';
import type { Tokens } from './text/tokens.ts';

/** True when there are more words than iptables-restore takes, which is said; it looks no further then, and neither do we. */
export function isTooLong(tokens: Tokens, place: RulePlace, mistakes: Mistakes): boolean {
  if (tokens.words.length <= LIMITS.words) return false;
  const message = `a rule has at most ${LIMITS.words} words, this one has ${tokens.words.length}`;
  const mistake: Mistake = { code: 'too-many-words', message, hint: 'split it into several rules' };
  mistakes.error(placeOf(LIMITS.words, tokens, place), mistake);
  return true;
}

/** Says what iptables-restore refuses in the words of a rule; the values of matches and targets are its own affair. */
export function checkRule(
  tokens: Tokens,
  parts: readonly RulePart[],
  place: RulePlace,
  mistakes: Mistakes,
): void {
  if (commandsIn(parts).length === 0) {
    mistakes.error(placeOf(0, tokens, place), noCommand(tokens.words[0]?.text ?? ''));
    return;
  }
  checkWords(tokens, place, mistakes);
  for (const part of parts) {
    if (part.kind !== 'option') mistakes.error(placeOf(part.first, tokens, place), misplaced(part, tokens));
  }
  for (const { word, mistake } of commandMistakes(parts, place.isDeclared)) {
    mistakes.error(placeOf(word, tokens, place), mistake);
  }
  checkOptions(parts, tokens, place, mistakes);
}

function checkWords(tokens: Tokens, place: RulePlace, mistakes: Mistakes): void {
  const long = tokens.words.filter(({ text }) => exceedsBytes(text, LIMITS.wordBytes));
  for (const word of long) {
    const message = `a word of a rule has at most ${LIMITS.wordBytes} bytes`;
    mistakes.error(placeOf(tokens.words.indexOf(word), tokens, place), {
      code: 'word-too-long',
      message,
      hint: 'shorten it',
    });
  }
}

function noCommand(first: string): Mistake {
  if (first === '') {
    const message = 'a line of spaces is no empty line for iptables-restore, which refuses it inside a table';
    return { code: 'not-a-rule', message, hint: 'remove the spaces' };
  }
  const hint = first.startsWith('#')
    ? 'a comment begins in the first column of a line of its own'
    : 'write `COMMIT`, `*table` and `:CHAIN` in the first column, in these letters and with nothing behind COMMIT; a rule begins with `-A CHAIN`';
  return { code: 'not-a-rule', message: 'this line is no rule, chain, table, comment or COMMIT', hint };
}

function misplaced(part: RulePart, { words }: Tokens): Mistake {
  switch (part.kind) {
    case 'stray':
      return strayWord(words[part.first]?.text ?? '');
    case 'dangling': {
      const message = 'there is no option behind this `!`';
      const hint = 'write it before the option that it turns around, as in `! -i docker0`';
      return { code: 'misplaced-negation', message, hint };
    }
    case 'option':
    case 'incomplete': {
      const { name, values } = part.option;
      const { least } = arityOf(part.canonical);
      const needed = least === 1 ? 'a value' : `${least} values`;
      const message = `\`${name}\` needs ${needed} and has ${values.length === 0 ? 'none' : 'one'}`;
      return { code: 'missing-value', message, hint: `write it behind \`${name}\`, or remove the option` };
    }
  }
}

function strayWord(text: string): Mistake {
  const message = 'no option takes this word';
  const hint = text.startsWith('#')
    ? 'a comment has a line of its own; or use `-m comment --comment "…"`'
    : 'put a text with spaces in double quotes, single quotes are no quotes here; or remove the word';
  return { code: 'stray-word', message, hint };
}
