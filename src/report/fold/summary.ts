import { type BegunSteps, begunBy, begunSteps } from '../../model/run/begun-steps.ts';
import { type OnHost, placeOf, type RunCommand, type RunEvent } from '../../model/run/event.ts';
import type { Outcome } from '../../model/run/outcome.ts';
import { type Begun, isOwed } from '../../model/run/undo-owed.ts';
import { type Counts, newTally, type Tally } from './tally.ts';

/** A run told in numbers: a fold over its events, and nothing that is not in them. */
export interface Summary {
  readonly run: string;
  readonly command: RunCommand;
  readonly version: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly playbooks: readonly string[];
  /** Undefined: it has not finished, or the record ends before. */
  readonly exitCode: number | undefined;
  readonly elapsedMs: number | undefined;
  readonly interrupted: boolean;
  /** In the order of the inventory; behind them those that were only delegated to, and on which something was begun. */
  readonly hosts: readonly HostSummary[];
  /** What later runs made of it; absent where that is not known, as while it runs. */
  readonly fate?: Fate;
}

/** What later runs made of what a run had left. */
export interface Fate {
  /** The rollbacks, oldest first, each with the hosts that it brought back. */
  readonly backBy: readonly RolledBack[];
  /** The hosts on which something of it still is, in the order of the inventory. */
  readonly left: readonly string[];
}

export interface RolledBack {
  readonly run: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly hosts: readonly string[];
}

export interface HostSummary extends Counts {
  readonly host: string;
  /** Undefined: it had none when the record ended. */
  readonly outcome: Outcome | undefined;
  readonly why: string | undefined;
  /** How many of the steps begun there have something to go back, or call for a person. */
  readonly owed: number;
  /** From the start of the run to this host's outcome. */
  readonly elapsedMs: number | undefined;
}

/** A summary that grows with the events of its run. */
export interface SummaryFold {
  add(event: RunEvent): void;
  /** Without a `run.started` among the events there is nothing to tell: undefined. */
  summary(): Summary | undefined;
}

interface Host extends Pick<HostSummary, 'outcome' | 'why' | 'elapsedMs'> {
  readonly tally: Tally;
  readonly begun: BegunSteps<Begun>;
}

type Started = RunEvent & { readonly type: 'run.started' };

export function foldSummary(): SummaryFold {
  const hosts = new Map<string, Host>();
  let started: Started | undefined;
  let finished: (RunEvent & { readonly type: 'run.finished' }) | undefined;
  let interrupted = false;

  function join(names: readonly string[]): void {
    for (const name of names) if (!hosts.has(name)) hosts.set(name, newHost());
  }

  function addOfHost(event: RunEvent & OnHost): void {
    // A host that is only delegated to is one of the run once something is begun there.
    const place = placeOf(event);
    if (event.type === 'task.intent' && !hosts.has(place)) hosts.set(place, newHost());
    hosts.get(place)?.begun.add(event);
    const host = hosts.get(event.host);
    if (host === undefined) return;
    host.tally.add(event);
    if (event.type !== 'host.finished') return;
    const { outcome, why, elapsedMs } = event;
    hosts.set(event.host, { ...host, outcome, why, elapsedMs });
  }

  /** What a preview found comes to pass in the tasks of an apply, and is counted there. */
  function forgetPreview(): void {
    if (started?.command !== 'apply') return;
    for (const { tally } of hosts.values()) tally.forgetPreview();
  }

  return {
    add(event) {
      if (event.type === 'run.started') started = event;
      if (event.type === 'run.started' || event.type === 'hosts.joined') join(event.hosts);
      if (event.type === 'run.finished') finished = event;
      else if (event.type === 'run.interrupted') interrupted = true;
      else if (event.type === 'preview.finished') forgetPreview();
      else if ('host' in event) addOfHost(event);
    },
    summary: () =>
      started === undefined
        ? undefined
        : {
            run: started.run,
            command: started.command,
            version: started.version,
            startedAt: started.at,
            playbooks: started.playbooks,
            exitCode: finished?.exitCode,
            elapsedMs: finished?.elapsedMs,
            interrupted,
            hosts: [...hosts].map(([host, { tally, begun, ...end }]) => ({
              host,
              ...end,
              owed: begun.all().filter(isOwed).length,
              ...tally.counts(),
            })),
          },
  };
}

/** Folds the events of one run. Without a `run.started` among them there is nothing to tell: undefined. */
export function summarize(events: readonly RunEvent[]): Summary | undefined {
  const fold = foldSummary();
  for (const event of events) fold.add(event);
  return fold.summary();
}

function newHost(): Host {
  return {
    tally: newTally(),
    begun: begunSteps(begunBy),
    outcome: undefined,
    why: undefined,
    elapsedMs: undefined,
  };
}
