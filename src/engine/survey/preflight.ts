import pLimit from 'p-limit';
import { isGathering, type PlannedPlay, type PlannedTask, withGathering } from '../../model/playbook/plan.ts';
import type { Ports } from '../../model/ports.ts';
import type { OnTask } from '../../model/run/event.ts';
import { describeFailure, type Failure } from '../../model/run/failure.ts';
import { namedFailure } from '../../model/run/named-failure.ts';
import { NOTHING_PENDING } from '../../resolve/evaluator.ts';
import type { MetPlay } from '../company/meet-hosts.ts';
import { takeEffect } from '../effects.ts';
import { attempt } from '../hosts/attempt.ts';
import { connected } from '../hosts/connection.ts';
import type { HostState } from '../hosts/host-state.ts';
import { type HostWork, untilStopped } from '../hosts/host-work.ts';
import { type Assessing, assessPatiently } from '../look/assess.ts';
import { eachItem } from '../look/items.ts';
import { isAway, isIgnored } from '../look/judge.ts';
import { asMet, titleOf } from '../look/prepare.ts';
import { type Settled, settle } from '../look/settle.ts';
import { tellable } from '../no-log.ts';
import type { Run } from '../run-state.ts';
import { walk } from '../walk.ts';
import type { FoundOn } from './claims.ts';

/** Why a host may not be changed; undefined: it may. */
export type Objection =
  | { readonly kind: 'unreachable'; readonly failure: Failure }
  /** `why`: for people, with the name of the check. */
  | { readonly kind: 'refused'; readonly why: string; readonly failure: Failure }
  | undefined;

/**
 * Reaches a host and runs the checks of every play it is in. Changes nothing. The first question to the host already
 * carries those of all tasks, so that a host where nothing differs is asked once.
 */
export async function preflight(on: HostWork, plays: readonly PlannedPlay[]): Promise<Objection> {
  const { state, ports } = on;
  const host = state.target.name;
  const startedAt = ports.clock.now();
  const connection = await attempt(() => connected(on));
  if (!connection.ok) {
    const { failure } = connection;
    await ports.record({ type: 'host.failed', host, failure });
    if (!isConnection(failure) || !passesOver(plays)) return { kind: 'unreachable', failure };
    state.away = asAway(failure, host);
    return undefined;
  }
  await ports.record({ type: 'host.connected', host, elapsedMs: ports.clock.now() - startedAt });
  let objection: Objection;
  for (const play of plays) {
    const { facts } = state;
    const walked = await walk({ play, part: 'preflight', plays, notified: new Set() }, ({ later }) => {
      const assessing = { ...on, later, pending: NOTHING_PENDING };
      return async ({ planned }) => {
        for (const each of eachItem(planned, assessing))
          objection ??= await check(asMet(each, assessing), assessing);
        return objection === undefined ? { kind: 'on' } : { kind: 'failed' };
      };
    });
    if (walked === 'failed') return objection;
    // Its tasks begin by gathering them again, and those of the plays before it must not know them.
    if (play.gathering !== undefined) state.facts = facts;
  }
  return undefined;
}

/** Whether any task of these plays goes on where its host cannot be reached. */
function passesOver(plays: readonly PlannedPlay[]): boolean {
  return plays
    .flatMap(withGathering)
    .some(({ task }) => task.across.ignoreUnreachable || task.computed.ignore_unreachable !== undefined);
}

function asAway(failure: Failure, address: string): Failure {
  return isAway(failure) ? failure : { kind: 'unreachable', address, cause: describeFailure(failure) };
}

async function check(planned: PlannedTask, assessing: Assessing): Promise<Objection> {
  const { state, ports } = assessing;
  const title = titleOf(planned, assessing);
  const settled = settle(planned, await assessPatiently(planned, assessing), assessing);
  const on = { host: state.target.name, task: planned.address, title };
  switch (settled.kind) {
    case 'skipped':
      return undefined;
    case 'passed': {
      // Of what only looks, an effect is that variables have values.
      takeEffect(settled.effect, planned, { state });
      if (!isGathering(planned))
        await ports.record({ type: 'preflight.passed', ...on, messages: settled.messages });
      return undefined;
    }
    case 'failed':
      return isIgnored(planned, settled.failure)
        ? passOver(settled, on, ports)
        : refuse(planned, settled.failure, on, ports);
    case 'pending': {
      const hint = 'a preflight task can only use what an earlier one registered';
      return refuse(planned, { kind: 'refused', why: settled.why, hint }, on, ports);
    }
    case 'change': {
      const why = `a preflight task wants to ${settled.change.summary}, and may only look`;
      return refuse(planned, { kind: 'internal', why, stack: '' }, on, ports);
    }
  }
}

async function passOver(
  { failure }: Settled & { readonly kind: 'failed' },
  on: OnTask,
  ports: Ports,
): Promise<undefined> {
  const text = `ignored: ${describeFailure(failure)}`;
  await ports.record({ type: 'preflight.passed', ...on, messages: [{ severity: 'warning', text }] });
}

async function refuse(planned: PlannedTask, failure: Failure, on: OnTask, ports: Ports): Promise<Objection> {
  // It is not this check that did not pass: it was never answered.
  if (isConnection(failure) || failure.kind === 'become' || failure.kind === 'protocol') {
    await ports.record({ type: 'host.failed', host: on.host, failure });
    if (isConnection(failure)) return { kind: 'unreachable', failure };
    return { kind: 'refused', why: describeFailure(failure), failure };
  }
  await ports.record({ type: 'preflight.refused', ...on, failure });
  const told = tellable(planned, failure);
  return { kind: 'refused', why: namedFailure(planned.address, on.title, told), failure: told };
}

/** True when the host was not reached, or is gone again. */
export function isConnection({ kind }: Failure): boolean {
  return kind === 'lost' || kind === 'unreachable' || kind === 'timeout' || kind === 'unauthenticated';
}

/** Reaches and checks hosts that come to a play because of what tasks have added. Only what is wrong is told. */
export async function checkNewcomers(
  run: Run,
  { play, newcomers }: MetPlay & { readonly ok: true },
): Promise<readonly FoundOn<Objection>[]> {
  const checked = await pLimit(run.ports.limits.forks).map(newcomers, async (state) => ({
    state,
    found: await preflight(untilStopped(state, run.ports), [checkedFor(state, play)]),
  }));
  return checked.filter(({ found }) => found !== undefined);
}

/** A host that this run has taken already is not asked who has it. */
function checkedFor({ held }: HostState, play: PlannedPlay): PlannedPlay {
  if (held.size === 0) return play;
  return { ...play, preflight: play.preflight.filter(({ task }) => task.action !== 'host_free') };
}
