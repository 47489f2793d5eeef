import { isJsonList, isJsonObject, jsonObject } from '../../values/json.ts';
import { accept, refuse, shown } from './conversion.ts';
import { anyOf, anything, template } from './forms.ts';
import type { ParamType } from './param-type.ts';

export const map: ParamType = {
  shape: 'map',
  convert: (written) =>
    isJsonObject(written.value) ? accept(written.value) : refuse(`must be a mapping, not ${shown(written)}`),
  forms: () => [{ type: 'object' }],
};

/** A mapping, or a list of mappings: of a key in several the last one counts. */
export const maps: ParamType = {
  shape: 'any',
  empty: true,
  convert: (written) => {
    const all = isJsonList(written.value) ? written.value : [written.value ?? {}];
    return all.every(isJsonObject)
      ? accept(jsonObject(all.flatMap((each) => Object.entries(each))))
      : refuse('must be a mapping, or a list of mappings');
  },
  forms: () => [
    { type: ['object', 'null'] },
    { type: 'array', items: anyOf([{ type: 'object' }, template]) },
  ],
};

/** Any value, which an action takes as it is. */
export const any: ParamType = {
  shape: 'any',
  empty: true,
  convert: ({ value }) => accept(value),
  forms: () => [anything],
};
