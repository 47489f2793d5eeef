import { accept, type Converted, isScalar, refuse, shownScalar } from '../model/params/by-type/conversion.ts';
import { anyOf, template } from '../model/params/by-type/forms.ts';
import type { ParamType } from '../model/params/by-type/param-type.ts';
import { convertTo, paramTypes } from '../model/params/params.ts';
import { batchSizeOf } from '../model/values/batch-size.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../model/values/json.ts';
import type { Keyword } from './task-keywords.ts';

const text: JsonObject = { type: ['string', 'number', 'boolean'], pattern: '\\S' };

const batchForms: readonly JsonObject[] = [
  { type: 'integer', minimum: 0 },
  { type: 'string', pattern: '^\\s*(0|[1-9][0-9]*)\\s*%?\\s*$' },
];

/** The types of parameters, and those that only keywords have. */
export const keywordTypes: Readonly<Record<Keyword['type'], ParamType>> = {
  ...paramTypes,
  map: {
    ...paramTypes.map,
    empty: true,
    convert: (written, limits) =>
      written.value === null ? accept(null) : paramTypes.map.convert(written, limits),
    forms: () => [{ type: ['object', 'null'] }],
  },
  vars: {
    shape: 'any',
    empty: true,
    convert: (written) =>
      written.value === null || mappingsIn(written.value)
        ? accept(written.value)
        : refuse('must be a mapping of variables, or a list of such mappings'),
    forms: () => [{ type: ['object', 'null'] }, { type: 'array', items: { type: 'object' } }],
  },
  files: {
    shape: 'any',
    empty: true,
    convert: ({ value }) =>
      value === null || (isJsonList(value) ? value : [value]).every(namesFiles)
        ? accept(value)
        : refuse('must be a file, or a list of files and of lists of which the first file counts'),
    forms: () => [
      { type: 'null' },
      text,
      { type: 'array', items: anyOf([text, { type: 'array', items: text, minItems: 1 }]) },
    ],
  },
  prompts: {
    shape: 'any',
    empty: true,
    convert: (written) =>
      written.value === null || mappingsIn(written.value)
        ? accept(written.value)
        : refuse('must be a list of mappings such as `{name: user, prompt: Who?}`'),
    forms: () => [{ type: ['object', 'null'] }, { type: 'array', items: { type: 'object' } }],
  },
  tasks: {
    shape: 'list',
    empty: true,
    convert: ({ value }) =>
      value === null || isJsonList(value) ? accept(value) : refuse('must be a list of tasks'),
    // An empty list is often written as nothing at all.
    forms: () => [{ type: ['array', 'null'] }],
  },
  roles: {
    shape: 'list',
    empty: true,
    convert: ({ value }) =>
      value === null || isJsonList(value) ? accept(value) : refuse('must be a list of roles'),
    forms: () => [{ type: ['array', 'null'] }],
  },
  hosts: {
    shape: 'scalars',
    empty: true,
    convert: ({ value, text }) => toTexts('must be a host pattern or a list of them', value, text),
    forms: () => [text, { type: 'array', items: text, minItems: 1 }],
  },
  names: {
    shape: 'scalars',
    empty: true,
    convert: ({ value, text }) => toTexts('must be a name or a list of names', value, text, 0),
    forms: () => [text, { type: 'array', items: text }],
  },
  serial: {
    shape: 'scalars',
    empty: true,
    convert: ({ value, text }) => toBatches(value, text),
    forms: () => [...batchForms, { type: 'array', items: anyOf([...batchForms, template]), minItems: 1 }],
  },
};

function namesFiles(value: JsonValue): boolean {
  return isJsonList(value) ? value.length > 0 && value.every(namesFile) : namesFile(value);
}

function namesFile(value: JsonValue): boolean {
  return isScalar(value) && shownScalar(value).trim() !== '';
}

function mappingsIn(value: JsonValue): boolean {
  return isJsonList(value) ? value.every(isJsonObject) : isJsonObject(value);
}

/**
 * Turns the value of a keyword into what the playbook keeps, as `convertParam` does for parameters. Hosts become one
 * pattern, batch sizes a list of texts that `batchSizeOf` understands, and names a list of texts.
 */
export function convertKeyword(keyword: Keyword, value: JsonValue, text: string | undefined): Converted {
  const converted = convertTo(keywordTypes[keyword.type], keyword, value, text);
  return converted.ok || keyword.form === undefined || typeof (text ?? value) !== 'string'
    ? converted
    : refuse(`must be ${keyword.form}, not \`${text ?? value}\``);
}

/** A text or a list of texts, as a list that has at least `fewest`; commas are left alone. */
function toTexts(wanted: string, value: JsonValue, text: string | undefined, fewest = 1): Converted {
  // `~` is nothing, and no name.
  const all = isJsonList(value) ? value : [value === null ? value : (text ?? value)];
  const texts = all.filter((each) => each !== null && typeof each !== 'object').map(String);
  const good =
    texts.length === all.length && texts.length >= fewest && texts.every((each) => each.trim() !== '');
  return good ? accept(texts) : refuse(wanted);
}

function toBatches(value: JsonValue, text: string | undefined): Converted {
  const all = (isJsonList(value) ? value : [text ?? value]).map((each) =>
    typeof each === 'object' ? '' : String(each).trim(),
  );
  return all.length > 0 && all.every((each) => batchSizeOf(each) !== undefined)
    ? accept(all)
    : refuse(
        'must be a number of hosts, a percentage, or a list of them',
        "such as `serial: [1, '25%', '100%']`",
      );
}
