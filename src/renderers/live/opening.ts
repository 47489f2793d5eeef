import type { PlayOutline, RunEvent } from '../../model/run/event.ts';
import { newTasks, type ProgressTree, settle, wayDown } from './task.ts';

/** How far a run has come with looking at its hosts, before anything is changed; it grows with the events. */
export interface OpeningProgress {
  reached: number;
  unreachable: number;
  /** Hosts that were neither reached nor given up. */
  readonly missing: Set<string>;
  readonly checks: ProgressTree;
  /** Hosts of which something is known about their tasks. */
  readonly foreseen: Set<string>;
  changes: number;
}

export function newOpening(hosts: readonly string[], plays: readonly PlayOutline[]): OpeningProgress {
  const checks = plays.flatMap(({ tasks }) => tasks).filter(({ task }) => task.section === 'preflight');
  return {
    reached: 0,
    unreachable: 0,
    missing: new Set(hosts),
    checks: newTasks(checks),
    foreseen: new Set(),
    changes: 0,
  };
}

export function addToOpening(event: RunEvent, opening: OpeningProgress): void {
  switch (event.type) {
    case 'host.connected':
      if (opening.missing.delete(event.host)) opening.reached += 1;
      break;
    case 'host.failed':
      // It may be lost, or refuse the rights it is asked for, after it was reached.
      if (!opening.missing.delete(event.host)) opening.reached -= 1;
      opening.unreachable += 1;
      break;
    case 'preflight.passed':
      settle(opening.checks.at(event).what, event.host, 'ok');
      break;
    case 'preflight.refused':
      settle(opening.checks.at(event).what, event.host, wayDown(event.failure));
      break;
    case 'task.pending':
      opening.changes += 1;
      opening.foreseen.add(event.host);
      break;
    case 'task.unforeseen':
    case 'task.satisfied':
    case 'task.skipped':
    case 'task.failed':
      opening.foreseen.add(event.host);
      break;
    default:
      break;
  }
}
