import type { Decision, Message, Obstacle, Refusal } from '../model/action.ts';
import type { Change, Difference } from '../model/change.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../model/values/json.ts';

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

/** Facts about the host, under the names that variables have: they count for it from now on. */
export function gatheredFacts(facts: JsonObject): Decision {
  return {
    kind: 'satisfied',
    result: jsonObject([['ansible_facts', facts]]),
    messages: [],
    effect: { kind: 'gather-facts', values: facts },
  };
}

/** A change: unless it says otherwise it keeps nothing aside, means no more than it says, and is proved by asking again. */
export function wanted(change: Omit<Change, keyof typeof USUAL> & Partial<Change>): Decision {
  return { kind: 'change', change: { ...USUAL, ...change, summary: shortened(change.summary) } };
}

const USUAL: Pick<Change, 'preserve' | 'impact' | 'proof'> = { preserve: [], impact: [], proof: 'ask-again' };

/** Of a change: the path is kept aside before it, and an undo brings it back. */
export function keptAside(path: string): Pick<Change, 'preserve' | 'undo'> {
  return { preserve: [path], undo: { kind: 'possible', operations: [{ kind: 'restore', path }] } };
}

/** What is `before` and has to be `after`, in a word or two each. */
export function stateDiff(subject: string, before: string, after: string): Difference {
  return { kind: 'state', subject, before, after };
}

export function refused(why: string, hint: string | undefined): Refusal {
  return { kind: 'refused', why, hint };
}

/** Refused for what stands in the way. */
export function hindered(obstacle: Obstacle): Refusal {
  return { kind: 'refused', ...obstacle };
}

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
