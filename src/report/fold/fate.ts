import type { RunEvent } from '../../model/run/event.ts';
import { type Fate, type RolledBack, type Summary, summarize } from './summary.ts';

/** A run as its record tells it, with what it left on its hosts when it ended. */
export interface Story {
  readonly summary: Summary;
  /** Hosts on which something of it was left that can go back, or may have been. */
  readonly left: ReadonlySet<string>;
  /** The run that it rolled back; undefined: it is no rollback. */
  readonly of: string | undefined;
}

/** Undefined: the record tells nothing. `of`: the run it was to roll back, if it was. */
export function storyOf(events: readonly RunEvent[], of: string | undefined): Story | undefined {
  const summary = summarize(events);
  if (summary === undefined) return undefined;
  return { summary, left: summary.command === 'apply' ? leftBy(summary, events) : new Set(), of };
}

/** `later`: the runs after it, in any order. */
export function fateOf({ summary, left }: Story, later: readonly Story[]): Fate {
  const still = new Set(left);
  const backBy: RolledBack[] = [];
  const rollbacks = later.filter(({ of }) => of === summary.run);
  for (const rollback of rollbacks.toSorted((a, b) => (a.summary.run < b.summary.run ? -1 : 1))) {
    const { run, startedAt, hosts } = rollback.summary;
    // `unchanged`: the host itself says that nothing is left there.
    const back = hosts
      .filter(({ outcome }) => outcome === 'rolled-back' || outcome === 'unchanged')
      .flatMap(({ host }) => (still.delete(host) ? [host] : []));
    if (back.length > 0) backBy.push({ run, startedAt, hosts: back });
  }
  return { backBy, left: [...still] };
}

/** True when it left something and all of that has been brought back since. */
export function isBack({ backBy, left }: Fate): boolean {
  return backBy.length > 0 && left.length === 0;
}

/** Begun and not undone again. What had begun on a host when the record ends may be there or not, and may hold the host. */
function leftBy({ exitCode, hosts }: Summary, events: readonly RunEvent[]): ReadonlySet<string> {
  const reached = new Set(events.flatMap((event) => (event.type === 'host.connected' ? [event.host] : [])));
  return new Set(
    hosts
      .filter(({ host, owed }) => owed > 0 || (exitCode === undefined && reached.has(host)))
      .map(({ host }) => host),
  );
}
