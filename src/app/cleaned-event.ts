import type { RunEvent } from '../model/run/event.ts';

type Clean = (text: string) => string;

/** An event with every text in it cleaned, names in results included; the same object when there was nothing to clean. */
export function cleanedEvent(event: RunEvent, clean: Clean): RunEvent {
  return isClean(event, clean) ? event : (cleaned(event, clean) as RunEvent);
}

function isClean(value: unknown, clean: Clean): boolean {
  if (typeof value === 'string') return clean(value) === value;
  if (typeof value !== 'object' || value === null) return true;
  for (const key in value) {
    if (!isClean(value[key as keyof typeof value], clean)) return false;
    if (!Array.isArray(value) && clean(key) !== key) return false;
  }
  return true;
}

function cleaned(value: unknown, clean: Clean): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => cleaned(one, clean));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [clean(key), cleaned(one, clean)]));
}
