import { floatOf } from './json.ts';

/**
 * What JSON text holds, 3.0 kept apart from 3, and every mapping as `object` makes it.
 * @throws {SyntaxError} when the text is not JSON
 */
export function readJsonText(text: string): unknown {
  return JSON.parse(markedFloats(text), (_key, value: unknown) => {
    const mark = typeof value === 'object' && value !== null && MARK in value ? value[MARK] : undefined;
    return typeof mark === 'string' ? floatOf(Number(mark)) : value;
  });
}

/** JavaScript's reader gives no text of a number, so a float is read as a mapping with this one key. */
const MARK = '\u0000rulerun float';

/** A number stands where a mapping may stand, so what was wrong JSON stays wrong. */
function markedFloats(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"?|[-+.\w]+/gs, (word) =>
    /^-?(?:0|[1-9]\d*)(?=[.eE])(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(word)
      ? JSON.stringify({ [MARK]: word })
      : word,
  );
}
