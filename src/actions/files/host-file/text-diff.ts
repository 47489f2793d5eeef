import type { Difference } from '../../../model/change.ts';
import { stateDiff } from '../../decision.ts';

/** The difference between two contents; what is no text is told by its size. Undefined: no file. */
export function contentDiff(
  path: string,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
): Difference {
  const texts = { before: textOf(before), after: textOf(after) };
  if (texts.before !== 'binary' && texts.after !== 'binary') {
    return { kind: 'text', subject: path, before: texts.before?.text, after: texts.after?.text };
  }
  return stateDiff(path, describe(before), describe(after));
}

/** For a file that is there and too large to be read. */
export function largeDiff(path: string, size: number, after: Uint8Array): Difference {
  return stateDiff(path, `${size} bytes`, describe(after));
}

function textOf(bytes: Uint8Array | undefined): { readonly text: string } | 'binary' | undefined {
  if (bytes === undefined) return undefined;
  if (bytes.includes(0)) return 'binary';
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return 'binary';
  }
}

function describe(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return 'absent';
  return textOf(bytes) === 'binary' ? `binary, ${bytes.length} bytes` : `${bytes.length} bytes`;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
