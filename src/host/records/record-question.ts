import type { Answer } from '../../model/action.ts';
import { HostFailure } from '../../model/run/failure.ts';
import { type HostReply, readVerdict } from '../session/host-reply.ts';
import type { Question, Shell } from '../wire/shell.ts';

type RecordQuestion = Pick<Question, 'what' | 'totalMs' | 'parts' | 'setup' | 'after'>;

/** Asks the keeper of the records: it may be silent as long as it takes. */
export function askRecords(
  shell: Shell,
  { setup = [], ...question }: RecordQuestion,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const uses = ['rr_state_root'];
  return shell.ask(
    { ...question, uses, setup: ['rr_state_root', ...setup], silentMs: question.totalMs },
    signal,
  );
}

/** One question to the keeper of the records, and its verdict. `run` is whom it is about. */
export async function askVerdict(
  shell: Shell,
  question: { readonly what: string; readonly words: readonly string[]; readonly totalMs: number },
  run: string,
  signal: AbortSignal,
): Promise<HostReply> {
  const { what, words, totalMs } = question;
  const [answer] = await askRecords(shell, { what, parts: [{ words }], totalMs }, signal);
  return readVerdict(answer, run, shell.host);
}

/** @throws {HostFailure} for a name that could be anything but one folder. */
export function checkedRun(run: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(run)) return run;
  throw new HostFailure({
    kind: 'refused',
    why: `${JSON.stringify(run)} cannot be the name of a run`,
    hint: undefined,
  });
}
