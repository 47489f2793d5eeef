import type { RunEvent } from '../model/event.ts';
import type { Outcome } from '../model/outcome.ts';

/** A run told in numbers: a fold over its events, and nothing that is not in them. */
export interface Summary {
  readonly run: string;
  readonly command: 'apply' | 'plan' | 'rollback';
  readonly version: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly playbooks: readonly string[];
  /** Undefined: it has not finished, or the record ends before. */
  readonly exitCode: number | undefined;
  readonly elapsedMs: number | undefined;
  readonly interrupted: boolean;
  /** In the order of the inventory. */
  readonly hosts: readonly HostSummary[];
}

export interface HostSummary {
  readonly host: string;
  /** Undefined: it had none when the record ended. */
  readonly outcome: Outcome | undefined;
  readonly why: string | undefined;
  readonly ok: number;
  readonly changed: number;
  readonly skipped: number;
  /** Tasks that failed, the ignored ones left out. */
  readonly failed: number;
  readonly ignored: number;
  readonly undone: number;
  /** What a preview expects to change. */
  readonly pending: number;
  readonly elapsedMs: number | undefined;
}

type Counts = Record<'ok' | 'changed' | 'skipped' | 'failed' | 'ignored' | 'undone' | 'pending', number>;

interface Tally extends Counts {
  outcome: Outcome | undefined;
  why: string | undefined;
  elapsedMs: number | undefined;
}

/** Folds the events of one run. Without a `run.started` among them there is nothing to tell: undefined. */
export function summarize(events: readonly RunEvent[]): Summary | undefined {
  const [first] = events;
  if (first?.type !== 'run.started') return undefined;
  const tallies = new Map(first.hosts.map((host) => [host, newTally()] as const));
  for (const event of events) {
    if ('host' in event) {
      const tally = tallies.get(event.host);
      if (tally !== undefined) count(event, tally);
    }
  }
  const finished = events.findLast((event) => event.type === 'run.finished');
  return {
    run: first.run,
    command: first.command,
    version: first.version,
    startedAt: first.at,
    playbooks: first.playbooks,
    exitCode: finished?.exitCode,
    elapsedMs: finished?.elapsedMs,
    interrupted: events.some(({ type }) => type === 'run.interrupted'),
    hosts: [...tallies].map(([host, tally]) => ({ host, ...tally })),
  };
}

function newTally(): Tally {
  return {
    outcome: undefined,
    why: undefined,
    elapsedMs: undefined,
    ok: 0,
    changed: 0,
    skipped: 0,
    failed: 0,
    ignored: 0,
    undone: 0,
    pending: 0,
  };
}

function count(event: RunEvent & { readonly host: string }, tally: Tally): void {
  switch (event.type) {
    case 'preflight.passed':
    case 'task.satisfied':
      tally.ok += 1;
      break;
    case 'task.changed':
      tally.changed += 1;
      break;
    case 'task.skipped':
      tally.skipped += 1;
      break;
    case 'task.failed':
      tally[event.ignored ? 'ignored' : 'failed'] += 1;
      break;
    case 'preflight.refused':
      tally.failed += 1;
      break;
    case 'task.pending':
      tally.pending += 1;
      break;
    case 'undo.done':
      tally.undone += 1;
      break;
    case 'host.finished':
      tally.outcome = event.outcome;
      tally.why = event.why;
      tally.elapsedMs = event.elapsedMs;
      break;
    case 'host.connected':
    case 'host.failed':
    case 'task.unforeseen':
    case 'task.started':
    case 'task.intent':
    case 'undo.started':
    case 'undo.failed':
      break;
  }
}
