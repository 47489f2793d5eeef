import { isJsonList } from '../../values/json.ts';
import { accept, andThen, type Converted, type Written } from './conversion.ts';
import { orTemplate, textForm } from './forms.ts';
import type { ParamType, ValueLimits } from './param-type.ts';
import { checkText, toText } from './string.ts';

/** A list of texts, or one text with commas between them. */
export const strings: ParamType = {
  shape: 'scalars',
  convert: toStrings,
  forms: (limits) => [{ type: 'array', items: orTemplate([textForm(limits)]) }, { type: 'string' }],
};

function toStrings(written: Written, limits: ValueLimits): Converted {
  const { value } = written;
  if (!isJsonList(value)) {
    return andThen(toText(written), (line) =>
      toStrings({ value: commaSeparated(line), text: undefined }, limits),
    );
  }
  const words: string[] = [];
  for (const item of value) {
    const word = andThen(toText({ value: item, text: undefined }), (each) => checkText(limits, each));
    if (!word.ok) return word;
    words.push(String(word.value));
  }
  return accept(words);
}

function commaSeparated(line: string): readonly string[] {
  return line
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
