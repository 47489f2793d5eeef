import { createHash } from 'node:crypto';
import { cleanedEvent } from '../model/run/cleaned-event.ts';
import type { RunEvent } from '../model/run/event.ts';
import { crc32c } from './crc32c.ts';

/** What the first line names as the one before it. */
export const NO_LINE: string = '0'.repeat(16);

/** Where a line stands in its journal. */
export interface JournalPlace {
  /** From 1. */
  readonly sequence: number;
  /** The digest of the line before. */
  readonly previous: string;
}

/** An event and when it was taken down: whole milliseconds since the journal was begun. */
export interface JournalEntry {
  readonly event: RunEvent;
  readonly atMs: number;
}

export type ReadJournalLine =
  | { readonly ok: true; readonly entry: JournalEntry; readonly digest: string }
  | { readonly ok: false; readonly why: string };

/** An event as one line without its newline. `clean` takes the secrets out of the text. */
export function writeLine(
  { event, atMs }: JournalEntry,
  place: JournalPlace,
  clean: (text: string) => string,
): string {
  const text = JSON.stringify(cleanedEvent(event, clean));
  return `{"sequence":${place.sequence},"previous":"${place.previous}","at":${atMs},"length":${Buffer.byteLength(text)},"crc32c":"${checksum(atMs, text)}","event":${text}}`;
}

function checksum(atMs: number | string, text: string): string {
  return crc32c(Buffer.from(`${atMs} ${text}`));
}

/** The digest by which the next line names this one: the first 16 hexadecimal digits of its SHA-256. */
export function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('hex').slice(0, 16);
}

/** Of `run.started`, the first event of a journal. */
const FORMAT_VERSION = 1;

/** What events of this version were called at first. */
const RENAMED: Readonly<Record<string, RunEvent['type']>> = { 'line.stopped': 'rollout.stopped' };

const HEAD =
  /^\{"sequence":(\d+),"previous":"([0-9a-f]{16})","at":(\d+),"length":(\d+),"crc32c":"([0-9a-f]{8})","event":/;

/** An event from its line, or why this is not the line that belongs in this place. */
export function readLine(line: string, place: JournalPlace): ReadJournalLine {
  const head = HEAD.exec(line);
  if (head === null || !line.endsWith('}')) return { ok: false, why: 'it is not a journal line' };
  const [start, sequence, previous, at = '', length, crc] = head;
  const text = line.slice(start.length, -1);
  const bytes = Buffer.byteLength(text);
  if (Number(sequence) !== place.sequence)
    return { ok: false, why: `it has number ${sequence}, not ${place.sequence}` };
  if (previous !== place.previous) return { ok: false, why: 'it does not follow the line before it' };
  if (bytes !== Number(length)) return { ok: false, why: `it has ${bytes} bytes, not ${length}` };
  if (checksum(at, text) !== crc) return { ok: false, why: 'its checksum is wrong' };
  try {
    const event = JSON.parse(text) as RunEvent;
    if (event.type === 'run.started' && Number(event.formatVersion) !== FORMAT_VERSION)
      return {
        ok: false,
        why: `a rulerun that keeps journals in another way wrote it (${event.formatVersion})`,
      };
    const type = RENAMED[event.type] ?? event.type;
    const entry = { event: { ...event, type } as RunEvent, atMs: Number(at) };
    return { ok: true, entry, digest: digestOf(line) };
  } catch {
    return { ok: false, why: 'its event is not JSON' };
  }
}
