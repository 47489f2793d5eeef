import type { Decision, Message } from '../model/action.ts';
import type { Change } from '../model/change.ts';
import { type JsonValue, jsonObject } from '../model/values/json.ts';

/** Nothing to do. `result` is what `register` keeps. */
export function satisfied(
  result: Readonly<Record<string, JsonValue | undefined>>,
  messages: readonly Message[] = [],
): Decision {
  const known = Object.entries(result).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return { kind: 'satisfied', result: jsonObject(known), messages };
}

export function wanted(change: Change): Decision {
  return { kind: 'change', change: { ...change, summary: shortened(change.summary) } };
}

/** @param hint the way out; a refusal without one leaves its reader alone */
export function refused(why: string, hint: string | undefined): Decision {
  return { kind: 'refused', why, hint };
}

/** Refused for something that stands in the way on the host. */
export function hindered(hindrance: Hindrance): Decision {
  return { kind: 'refused', ...hindrance };
}

export type Hindrance = Pick<Extract<Decision, { readonly kind: 'refused' }>, 'why' | 'hint' | 'lasting'>;

export function info(text: string): Message {
  return { severity: 'info', text };
}

export function warning(text: string): Message {
  return { severity: 'warning', text };
}

/** A summary is a line in a table: under 70 characters. */
function shortened(summary: string): string {
  return summary.length < 70 ? summary : `${summary.slice(0, 68)}…`;
}
