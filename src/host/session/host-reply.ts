import type { Answer } from '../../model/action.ts';
import type { DoneAnswer, DoneHow } from '../../model/ports.ts';
import { type Failure, HostFailure, twins, wayOut } from '../../model/run/failure.ts';

/** What a function of the kit that keeps records has to say: the words of its first line, and what follows it. */
export interface HostReply {
  readonly kind: string;
  readonly words: readonly string[];
  /** The answer without the first line. */
  readonly rest: Answer;
}

/** Stands for an answer that is missing: it has no verdict, which is then said. */
const noAnswer: Answer = {
  exitCode: 0,
  stdout: new Uint8Array(),
  stderr: new Uint8Array(),
  droppedBytes: 0,
};

/**
 * Reads a verdict; those that mean that nothing was done are thrown. `host` is what the inventory calls the host.
 *
 * @throws {HostFailure} locked, refused, protocol
 */
export function readVerdict(given: Answer | undefined, run: string, host: string): HostReply {
  const answer = given ?? noAnswer;
  const bytes = Buffer.from(answer.stdout);
  const end = bytes.subarray(0, longestLine).indexOf('\n');
  const [kind, ...words] = bytes.subarray(0, Math.max(end, 0)).toString('utf8').split(' ');
  switch (kind) {
    case undefined:
    case '':
      throw new HostFailure({
        kind: 'protocol',
        why: `no verdict, exit code ${answer.exitCode}: ${errorText(answer)}`,
      });
    case 'locked':
      throw new HostFailure(locked(words));
    case 'twin':
      throw new HostFailure(twins(words.join(' '), host));
    case 'refused':
      throw new HostFailure({ kind: 'refused', why: errorText(answer), hint: undefined });
    case 'ended':
      throw new HostFailure({
        kind: 'refused',
        why: `run ${run} has already ended on this host: ${words.join(' ')}`,
        hint: `rulerun status ${run}`,
      });
    default:
      return { kind, words, rest: { ...answer, stdout: bytes.subarray(end + 1) } };
  }
}

function locked([holder = 'unknown', since = '']: readonly string[]): Failure {
  return {
    kind: 'locked',
    run: holder,
    by: since === '' ? `run ${holder}` : `run ${holder} since ${since}`,
    hint: wayOut(holder),
  };
}

/** The text behind a verdict of that kind. @throws {HostFailure} protocol, saying `why`, unless it is all there */
export function textBehind({ kind, rest }: HostReply, wanted: string, why: string): string {
  if (kind === wanted && rest.exitCode === 0 && rest.droppedBytes === 0)
    return Buffer.from(rest.stdout).toString('utf8');
  throw new HostFailure({ kind: 'protocol', why });
}

/** What a step wrote and how it ended, out of a `done` verdict: exit code, bytes dropped of both streams, and how. */
export function doneAnswer({ words, rest }: HostReply): DoneAnswer {
  const [exitCode = Number.NaN, dropped = 0] = words.slice(0, 2).map(Number);
  const how = howEnded(exitCode, words.slice(2));
  if (!Number.isInteger(exitCode)) {
    throw new HostFailure({
      kind: 'protocol',
      why: `the record of the step says ${JSON.stringify(words.join(' '))}`,
    });
  }
  const { stdout, stderr, droppedBytes } = rest;
  return {
    exitCode,
    stdout,
    stderr,
    droppedBytes: droppedBytes + dropped,
    ...(how === undefined ? {} : { how }),
  };
}

/** A shell says 128 and the number of the signal. */
function howEnded(exitCode: number, [kind, errno]: readonly string[]): DoneHow | undefined {
  switch (kind) {
    case 'signal':
      return { kind, number: exitCode - 128 };
    case 'program':
    case 'folder':
      return { kind, errno: Number(errno) };
    default:
      return undefined;
  }
}

/** The end of what went to standard error, for people. */
export function errorText(answer: Answer): string {
  const text = Buffer.from(answer.stderr).toString('utf8').trim();
  return text === '' ? 'the host gave no reason' : text.slice(-longestReason);
}

const longestLine = 1024;
const longestReason = 2000;
