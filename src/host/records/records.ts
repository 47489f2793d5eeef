import type { Performed, Recalled, Session, Step, UndoResult } from '../../model/ports.ts';
import { HostFailure } from '../../model/run/failure.ts';
import { withoutOwnNames } from '../operations/own-names.ts';
import { quote } from '../quote.ts';
import { composed } from '../session/composed.ts';
import { doneAnswer, errorText, type HostReply, readVerdict } from '../session/host-reply.ts';
import { type FramePart, observationPart } from '../wire/frame.ts';
import type { Shell } from '../wire/shell.ts';
import { askRecords, askVerdict, checkedRun } from './record-question.ts';
import { preservedBy, runnerScript, stepName, stepScript, undoScript } from './step/step-script.ts';

/**
 * All of a session that leaves traces. On the host, below the state root (0700, no part of it in /tmp):
 *
 *     token                 the highest token ever granted: who holds an older one is refused
 *     lock/owner            which run has the host: run, host (its name in the inventory), token, boot_id, uptime, since;
 *                           made and removed by rename
 *     runs/RUN/             RUN.2/ and so on for its later plays
 *       armed | confirmed | rolledback | rollback-failed | left    exactly one, moved by rename (`firing`: a guard is at it)
 *       token               this run's
 *       run.sh              runs a step or an undo detached
 *       reserve             given up when the disk is full
 *       steps/NNNN/         cmd boot_id by.1 started pgid out err rc, how it ended where rc cannot tell, words of the shell,
 *                           and what its readers leave; stage-NNNN: where a file is that is being prepared, as long as
 *                           it is there; secret: see rr_hush
 *       backup/NNNN-K…      what the step's K-th path was: a copy, or .absent; .id, .after, .link, .real
 *       undo/NNNN.sh        complete, for a plain `sh`; beside it NNNN-1/…, the tries, and NNNN.done
 *
 * A step without `started` was not begun, one without a whole `rc` has not ended or was cut off.
 */
export function recordsOn(shell: Shell): Pick<Session, 'perform' | 'recall' | 'undo' | 'finish'> {
  const { limits, clock } = shell;
  const half = String(Math.ceil(limits.spoolBytes / 1024) * 512);
  let runnerSent = false;

  return {
    async perform(step, then, signal): Promise<Performed> {
      const run = checkedRun(step.run);
      const parts = composed(() => [performPart(step, half, clock.wall()), ...then.map(observationPart)]);
      const question = {
        what: `step ${step.number}`,
        setup: composed(() => texts(step, runnerSent, shell.host)),
        parts,
        after: ['rr_step_text= rr_undo_text='],
        totalMs: step.timeoutMs + limits.marginMs + (then.length === 0 ? 0 : limits.totalMs),
      };
      const answers = await askRecords(shell, question, signal).catch((failure: unknown) => {
        throw unknownOutcome(failure);
      });
      runnerSent = true;
      const [first, ...rest] = answers;
      const recalled = recalledFrom(readVerdict(first, run, shell.host), step);
      if (recalled.kind === 'done') return { done: recalled.done, answers: rest };
      throw new HostFailure({
        kind: 'lost',
        cause: `step ${step.number} was started and has left no result: the host was restarted or the process killed`,
      });
    },

    async recall(step, signal): Promise<Recalled> {
      const run = checkedRun(step.run);
      const question = {
        what: `step ${step.number}`,
        words: ['rr_recall', run, stepName(step.number), String(seconds(step.timeoutMs) + 15)],
        totalMs: step.timeoutMs + limits.marginMs,
      };
      return recalledFrom(await askVerdict(shell, question, run, signal), step);
    },

    async undo(run, numbers, signal): Promise<readonly UndoResult[]> {
      checkedRun(run);
      if (numbers.length === 0) return [];
      const undoing = numbers.map((number) => ({
        words: ['rr_undo', run, stepName(number), String(seconds(limits.undoMs)), half],
      }));
      const question = {
        what: 'undoing',
        parts: [{ words: ['rr_undo_begin', run, clock.wall()] }, ...undoing],
        totalMs: (limits.undoMs + limits.marginMs) * numbers.length,
      };
      const [opening, ...answers] = await askRecords(shell, question, signal);
      const begun = readVerdict(opening, run, shell.host).kind;
      return numbers.map((number, index) => {
        if (begun === 'nothing') return { number, outcome: 'nothing', why: '' };
        return undoResult(number, readVerdict(answers[index], run, shell.host));
      });
    },

    async finish(run, verdict, signal, hold): Promise<void> {
      const words = ['rr_finish', checkedRun(run), verdict, hold ?? 'free'];
      await askVerdict(shell, { what: 'ending the run', words, totalMs: limits.totalMs }, run, signal);
    },
  };
}

function performPart(step: Step, half: string, since: string): FramePart {
  const preserved = [...preservedBy(step)].flatMap(([path, { index, how }]) => [String(index), path, how]);
  const limit = String(seconds(step.timeoutMs));
  return { words: ['rr_perform', step.run, stepName(step.number), limit, since, half, ...preserved] };
}

function texts(step: Step, runnerSent: boolean, host: string): readonly string[] {
  return [
    ...(runnerSent ? [] : [`rr_runner_text=${quote(runnerScript())}`]),
    `rr_step_secret=${step.secret === true ? '1' : ''} rr_step_text=${quote(stepScript(step, host))}`,
    step.undo === undefined
      ? 'unset rr_undo_text'
      : `rr_undo_text=${quote(undoScript(step, step.undo, host))}`,
  ];
}

/** When no answer came, the step may run all the same. */
function unknownOutcome(failure: unknown): unknown {
  if (!(failure instanceof HostFailure) || failure.failure.kind !== 'timeout') return failure;
  return new HostFailure({ kind: 'lost', cause: failure.message }, { cause: failure });
}

function recalledFrom(verdict: HostReply, step: Parameters<Session['recall']>[0]): Recalled {
  const { number, timeoutMs } = step;
  switch (verdict.kind) {
    case 'done': {
      const done = doneAnswer(verdict);
      return { kind: 'done', done: { ...done, stderr: withoutOwnNames(done.stderr, step) } };
    }
    case 'not-started':
    case 'interrupted':
      return { kind: verdict.kind };
    case 'running':
      throw new HostFailure({
        kind: 'timeout',
        what: `step ${number}, which still runs on the host,`,
        limitMs: timeoutMs,
      });
    default:
      throw new HostFailure({ kind: 'protocol', why: `it said "${verdict.kind}" of step ${number}` });
  }
}

function undoResult(number: number, { kind, rest }: HostReply): UndoResult {
  if (kind === 'undone' || kind === 'nothing') return { number, outcome: kind, why: '' };
  return { number, outcome: 'failed', why: errorText(rest) };
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
