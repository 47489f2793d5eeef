import type { RunEvent } from '../model/event.ts';

/** An event with every text in it cleaned, names of results included; the same object when there was nothing to clean. */
export function cleanedEvent(event: RunEvent, clean: (text: string) => string): RunEvent {
  return cleaned(event, clean) as RunEvent;
}

function cleaned(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list = value.map((one) => cleaned(one, clean));
    return list.every((one, index) => one === value[index]) ? value : list;
  }
  const entries = Object.entries(value);
  const clear = entries.map(([key, one]) => [clean(key), cleaned(one, clean)] as const);
  const isSame = clear.every(
    ([key, one], index) => one === entries[index]?.[1] && key === entries[index]?.[0],
  );
  return isSame ? value : Object.fromEntries(clear);
}
