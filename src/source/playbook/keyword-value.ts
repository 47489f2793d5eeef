import { type Converted, convertParam } from '../../model/params/params.ts';
import type { BatchSize } from '../../model/playbook/playbook.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../model/values/json.ts';
import type { Keyword } from '../keywords.ts';

/**
 * Turns the value of a keyword into what the playbook keeps, as `convertParam` does for parameters. Hosts become one
 * pattern, batch sizes a list of texts that `batchSizeOf` understands, and names a list of texts.
 */
export function convertKeyword(keyword: Keyword, value: JsonValue, text: string | undefined): Converted {
  const { type, templates: _, form, ...limits } = keyword;
  switch (type) {
    case 'tasks':
      return value === null || isJsonList(value) ? { ok: true, value } : refuse('must be a list of tasks');
    case 'map':
      return value === null || isJsonObject(value)
        ? { ok: true, value }
        : convertParam({ type, ...limits }, value, text);
    case 'hosts':
      return convertTexts('must be a host pattern or a list of them', value, text);
    case 'names':
      return convertTexts('must be a name or a list of names', value, text, 0);
    case 'serial':
      return convertBatches(value, text);
    case 'string': {
      const converted = convertParam({ type, ...limits }, value, text);
      const shape = form === undefined || typeof (text ?? value) !== 'string' ? undefined : form;
      return converted.ok || shape === undefined
        ? converted
        : refuse(`must be ${shape}, not \`${text ?? value}\``);
    }
    case 'boolean':
    case 'integer':
    case 'number':
    case 'mode':
    case 'duration':
    case 'path':
    case 'strings':
    case 'condition':
    case 'conditions':
    case 'expression':
    case 'any':
      return convertParam({ type, ...limits }, value, text);
  }
}

function refuse(message: string, hint?: string): Converted {
  return { ok: false, message, hint };
}

/** A text or a list of texts, as a list that has at least `fewest`; commas are left alone. */
function convertTexts(wanted: string, value: JsonValue, text: string | undefined, fewest = 1): Converted {
  const all = isJsonList(value) ? value : [text ?? value];
  const texts = all.filter((each) => each !== null && typeof each !== 'object').map(String);
  const good =
    texts.length === all.length && texts.length >= fewest && texts.every((each) => each.trim() !== '');
  return good ? { ok: true, value: texts } : refuse(wanted);
}

function convertBatches(value: JsonValue, text: string | undefined): Converted {
  const all = (isJsonList(value) ? value : [text ?? value]).map((each) =>
    typeof each === 'object' ? '' : String(each).trim(),
  );
  return all.length > 0 && all.every((each) => batchSizeOf(each) !== undefined)
    ? { ok: true, value: all }
    : refuse(
        'must be a number of hosts, a percentage, or a list of them',
        "such as `serial: [1, '25%', '100%']`",
      );
}

/** `3` or `25%`; `undefined`: neither, or less than one host, or more than all. */
export function batchSizeOf(text: string): BatchSize | undefined {
  const [, digits, percent] = /^([1-9]\d*)\s*(%?)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const count = Number(digits);
  if (percent === '%') return count <= 100 ? { kind: 'percent', percent: count } : undefined;
  return Number.isSafeInteger(count) ? { kind: 'hosts', count } : undefined;
}
