import { listed } from '../../../text/words.ts';
import { pythonNumber } from '../../values/float-text.ts';
import { WholeFloat } from '../../values/json.ts';
import { accept, andThen, type Conversion, quoted, refuse, shown, type Written } from './conversion.ts';
import { textForm } from './forms.ts';
import type { ParamType, ValueLimits } from './param-type.ts';

export const string: ParamType = {
  shape: 'scalar',
  convert: (written, limits) => andThen(toText(written), (word) => checkText(limits, word)),
  forms: (limits) => [textForm(limits)],
};

export function toText({ value, text }: Written): Conversion<string> {
  if (typeof value === 'string') return accept(value);
  if (text !== undefined) return accept(text);
  if (typeof value === 'number' || value instanceof WholeFloat) return accept(pythonNumber(value));
  // As Python spells it, so that it reads the same alone and within a longer text.
  if (typeof value === 'boolean') return accept(value ? 'True' : 'False');
  return refuse(`must be text, not ${shown({ value, text })}`);
}

export function checkText({ enum: choices, pattern }: ValueLimits, word: string): Conversion<string> {
  if (choices !== undefined && !choices.includes(word)) {
    const all = choices.map((choice) => `\`${choice}\``);
    return refuse(`must be ${listed(all, 'or')}, not ${quoted(word)}`);
  }
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(word)) {
    return refuse(`must have the form \`${pattern}\`, and ${quoted(word)} has not`);
  }
  return accept(word);
}
