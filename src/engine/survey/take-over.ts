import type { Identity } from '../../model/playbook/address.ts';
import type { Survey } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { counted } from '../../text/words.ts';
import { attempt } from '../hosts/attempt.ts';
import { looking } from '../hosts/connection.ts';
import type { HostWork } from '../hosts/host-work.ts';

interface Holder {
  readonly run: string;
  readonly since: string;
}

/** What taking a host over from another run would find and do, in words; or why that may not be. */
export type Handover =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly failure: Failure };

/** Looks at what the run that has a host has left there. Changes nothing. */
export async function handover(on: HostWork, identity: Identity, holder: Holder): Promise<Handover> {
  const { ports } = on;
  const { run } = holder;
  if ((await ports.runHere?.(run)) === 'running') {
    const why = `run ${run} has this host, and runs on this machine`;
    return { ok: false, failure: { kind: 'refused', why, hint: 'wait for it, or stop it with Ctrl-C' } };
  }
  const looked = await attempt(() =>
    looking(on, identity, (observer, signal) => observer.survey(run, signal)),
  );
  if (!looked.ok) return looked;
  const survey = looked.value;
  const running = survey.steps.find(({ end }) => end === 'running');
  if (running !== undefined) {
    const why = `run ${run} has this host, and its step ${running.number} still runs there`;
    const hint = `wait for the end of that step, or stop it: rulerun rollback ${run}`;
    return { ok: false, failure: { kind: 'refused', why, hint } };
  }
  return { ok: true, text: tell(holder, survey, ports.clock.wall()) };
}

/** What the run that has a host has left there, in words. */
export function tell({ run, since }: Holder, survey: Survey, now: string): string {
  const age = ageOf(since, now);
  const boot = survey.holder?.boot === 'earlier' ? ', since before the host was started again' : '';
  const who = `it is taken over from run ${run}, which has it ${since === '' ? 'for an unknown time' : `since ${since}`}${age}${boot}`;
  const left = survey.steps.filter(({ undo, end }) => undo !== 'done' && end !== 'idle');
  const found =
    left.length === 0
      ? 'that run has left no step here'
      : `of that run ${left.length === 1 ? 'step' : 'steps'} ${stepNames(left)} ${left.length === 1 ? 'was' : 'were'} started here and not undone`;
  return `${who}; ${found}, and no process of it runs; what it changed stays as it is and nothing more of it can act; rulerun rollback ${run} can still undo it, where its state folder is`;
}

function stepNames(steps: Survey['steps']): string {
  return steps
    .map(({ hostRun, number }) => [Number(/\.(\d+)$/.exec(hostRun)?.[1] ?? 1), number] as const)
    .sort(([playA, a], [playB, b]) => playA - playB || a - b)
    .map(([play, number]) => (play === 1 ? String(number) : `${number} of play ${play}`))
    .join(', ');
}

function ageOf(since: string, now: string): string {
  const ms = Date.parse(now) - Date.parse(since);
  if (!Number.isFinite(ms) || ms < 0) return '';
  const minutes = Math.floor(ms / 60_000);
  const [amount, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day'];
  return `, ${counted(amount, unit)} ago`;
}
