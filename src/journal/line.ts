import { createHash } from 'node:crypto';
import type { RunEvent } from '../model/event.ts';
import { crc32c } from './crc32c.ts';

/** What the first line names as the one before it. */
export const NO_LINE: string = '0'.repeat(16);

/** Where a line stands in its journal. */
export interface Place {
  /** From 1. */
  readonly sequence: number;
  /** The digest of the line before. */
  readonly previous: string;
}

export type ReadLine =
  | { readonly ok: true; readonly event: RunEvent; readonly digest: string }
  | { readonly ok: false; readonly why: string };

/** An event as one line without its newline. `clean` takes the secrets out of the text. */
export function writeLine(event: RunEvent, place: Place, clean: (text: string) => string): string {
  const text = clean(JSON.stringify(event));
  const bytes = Buffer.from(text);
  return `{"sequence":${place.sequence},"previous":"${place.previous}","length":${bytes.length},"crc32c":"${crc32c(bytes)}","event":${text}}`;
}

/** The digest by which the next line names this one: the first 16 hexadecimal digits of its SHA-256. */
export function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('hex').slice(0, 16);
}

const HEAD =
  /^\{"sequence":(\d+),"previous":"([0-9a-f]{16})","length":(\d+),"crc32c":"([0-9a-f]{8})","event":/;

/** An event from its line, or why this is not the line that belongs in this place. */
export function readLine(line: string, place: Place): ReadLine {
  const head = HEAD.exec(line);
  if (head === null || !line.endsWith('}')) return { ok: false, why: 'it is not a journal line' };
  const [start, sequence, previous, length, crc] = head;
  const text = line.slice(start.length, -1);
  const bytes = Buffer.from(text);
  if (Number(sequence) !== place.sequence)
    return { ok: false, why: `it has number ${sequence}, not ${place.sequence}` };
  if (previous !== place.previous) return { ok: false, why: 'it does not follow the line before it' };
  if (bytes.length !== Number(length))
    return { ok: false, why: `it has ${bytes.length} bytes, not ${length}` };
  if (crc32c(bytes) !== crc) return { ok: false, why: 'its checksum is wrong' };
  try {
    return { ok: true, event: JSON.parse(text) as RunEvent, digest: digestOf(line) };
  } catch {
    return { ok: false, why: 'its event is not JSON' };
  }
}
