import type { RunEvent } from './event.ts';

type Clean = (text: string) => string;

/**
 * An event with every text in it cleaned, names in results included; the same object when there was nothing to clean. The
 * words of the record itself and the names of hosts stay: a secret that is also such a word would make it unreadable.
 */
export function cleanedEvent(event: RunEvent, clean: Clean): RunEvent {
  return isClean(event, clean, 'record') ? event : (cleaned(event, clean, 'record') as RunEvent);
}

/** Whose words the keys of something are: those of events, or of whoever wrote a playbook or answered for a host. */
type Words = 'record' | 'theirs';

/** What stands under these keys is chosen by this program, or is the name of a host or a run. */
const NAMING: ReadonlySet<string> = new Set(
  'type kind run hostRun command version at host hosts delegate visitor notStarted outcome section severity by become'.split(
    ' ',
  ),
);

/** What is under these keys has keys of its own writer. */
const FOREIGN: ReadonlySet<string> = new Set(['result']);

function isClean(value: unknown, clean: Clean, words: Words): boolean {
  if (typeof value === 'string') return clean(value) === value;
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every((one) => isClean(one, clean, words));
  return Object.entries(value).every(
    ([key, one]) =>
      stays(key, words) ||
      (isClean(one, clean, within(key, words)) && (words === 'record' || clean(key) === key)),
  );
}

function cleaned(value: unknown, clean: Clean, words: Words): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => cleaned(one, clean, words));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      words === 'theirs' ? clean(key) : key,
      stays(key, words) ? one : cleaned(one, clean, within(key, words)),
    ]),
  );
}

function stays(key: string, words: Words): boolean {
  return words === 'record' && NAMING.has(key);
}

function within(key: string, words: Words): Words {
  return FOREIGN.has(key) ? 'theirs' : words;
}
