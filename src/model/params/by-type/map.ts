import { isJsonObject } from '../../values/json.ts';
import { accept, refuse, shown } from './conversion.ts';
import { anything } from './forms.ts';
import type { ParamType } from './param-type.ts';

export const map: ParamType = {
  shape: 'map',
  convert: (written) =>
    isJsonObject(written.value) ? accept(written.value) : refuse(`must be a mapping, not ${shown(written)}`),
  forms: () => [{ type: 'object' }],
};

/** Any value, which an action takes as it is. */
export const any: ParamType = {
  shape: 'any',
  empty: true,
  convert: ({ value }) => accept(value),
  forms: () => [anything],
};
