import type { Read } from '../../model/diagnostic.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { indexLines } from './line-index.ts';

/**
 * Turns the bytes of a file into text. Bytes that are not UTF-8 are one error at the first of them, and no value.
 * A byte order mark stays in the text; the readers take it off.
 */
export function decodeUtf8(bytes: Uint8Array, file: string): Read<string> {
  const text = tryDecode(bytes, false);
  if (text !== undefined) return { value: text, diagnostics: [] };

  const before = readablePart(bytes);
  const byte = bytes[new TextEncoder().encode(before).length] ?? 0;
  const at = indexLines(before, file)(before.length);
  const message = `this is not UTF-8 text: byte 0x${byte.toString(16).padStart(2, '0')} cannot stand here`;
  const diagnostics = [mistake(at, 'not-utf8', message, 'save the file as UTF-8')];
  return { value: undefined, diagnostics };
}

/** The longest start of `bytes` that is whole characters of UTF-8. */
function readablePart(bytes: Uint8Array): string {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    // As a stream, so that a character cut in half by the middle is not taken for a bad one.
    if (tryDecode(bytes.subarray(0, middle), true) === undefined) bad = middle;
    else good = middle;
  }
  return tryDecode(bytes.subarray(0, good), true) ?? '';
}

function tryDecode(bytes: Uint8Array, stream: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream });
  } catch {
    return undefined;
  }
}
