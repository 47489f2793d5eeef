import { accept, refuse, shown } from './conversion.ts';
import type { ParamType } from './param-type.ts';

const words: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['yes', true],
  ['no', false],
  ['on', true],
  ['off', false],
]);

export const boolean: ParamType = {
  shape: 'scalar',
  convert: (written) => {
    const { value } = written;
    if (typeof value === 'boolean') return accept(value);
    const meant = typeof value === 'string' ? words.get(value.toLowerCase()) : undefined;
    return meant === undefined ? refuse(`must be true or false, not ${shown(written)}`) : accept(meant);
  },
  forms: () => [
    { type: 'boolean' },
    { type: 'string', pattern: `^(?:${[...words.keys()].map(inAnyCase).join('|')})$` },
  ],
};

/** JSON Schema knows no flags, so each letter is spelled both ways. */
function inAnyCase(word: string): string {
  return word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
